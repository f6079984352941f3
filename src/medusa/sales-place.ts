import type { SalesPlace } from "../domain/sales-place"
import type { Collection } from "./checkout"
import type { Query } from "./query"

/** A cart or an order with what decides its place. */
interface PlacedRow {
  readonly sales_channel_id?: string | null
  readonly shipping_methods?: readonly { readonly shipping_option_id?: string | null }[] | null
}

const FIELDS = ["sales_channel_id", "shipping_methods.shipping_option_id"]

/**
 * Reads where the orders of a payment, or its cart, are sold and, where that is wanted, handed over from. Orders that are
 * cancelled do not count.
 */
export async function readSalesPlace(
  query: Query,
  { cart, orders }: Pick<Collection, "cart" | "orders">,
  wants: { readonly locations: boolean }
): Promise<SalesPlace> {
  const standing = orders.filter(({ is_cancelled }) => !is_cancelled).map(({ id }) => id)
  const rows =
    standing.length > 0
      ? await readRows(query, "order", standing)
      : await readRows(query, "cart", cart ? [cart.id] : [])
  return {
    salesChannelIds: toIds(rows.map(({ sales_channel_id }) => sales_channel_id)),
    stockLocationIds: wants.locations ? await readLocations(query, toShippingOptionIds(rows)) : [],
  }
}

async function readRows(
  query: Query,
  entity: "order" | "cart",
  ids: readonly string[]
): Promise<PlacedRow[]> {
  if (ids.length === 0) return []
  const { data } = await query.graph({
    entity,
    fields: FIELDS,
    filters: { id: [...ids] },
  })
  return data as PlacedRow[]
}

function toShippingOptionIds(rows: readonly PlacedRow[]): string[] {
  const methods = rows.flatMap(({ shipping_methods }) => shipping_methods ?? [])
  return toIds(methods.map(({ shipping_option_id }) => shipping_option_id))
}

async function readLocations(
  query: Query,
  shippingOptionIds: readonly string[]
): Promise<string[]> {
  if (shippingOptionIds.length === 0) return []
  const { data } = await query.graph({
    entity: "shipping_option",
    fields: ["service_zone.fulfillment_set_id"],
    filters: { id: [...shippingOptionIds] },
  })
  const rows = data as { service_zone?: { fulfillment_set_id?: string | null } | null }[]
  const setIds = toIds(rows.map(({ service_zone }) => service_zone?.fulfillment_set_id))
  if (setIds.length === 0) return []
  const from = { fulfillment_set_id: setIds }
  return toIds(await query.listLinked("location_fulfillment_set", from, "stock_location_id"))
}

/** Which of these places Medusa has. */
export async function readKnownPlaces(query: Query, named: SalesPlace): Promise<SalesPlace> {
  const [salesChannelIds, stockLocationIds] = await Promise.all([
    readKnownIds(query, "sales_channel", named.salesChannelIds),
    readKnownIds(query, "stock_location", named.stockLocationIds),
  ])
  return { salesChannelIds, stockLocationIds }
}

async function readKnownIds(
  query: Query,
  entity: "sales_channel" | "stock_location",
  ids: readonly string[]
): Promise<string[]> {
  if (ids.length === 0) return []
  const { data } = await query.graph({ entity, fields: ["id"], filters: { id: [...ids] } })
  return (data as { id: string }[]).map(({ id }) => id)
}

function toIds(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null && id !== undefined))]
}
