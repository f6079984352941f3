import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** The ids of the orders with the number that an admin typed, e.g. `1234` or `#1234`. */
export async function findOrdersByNumber(
  container: MedusaContainer,
  text: string | undefined
): Promise<string[]> {
  const number = /^#?(\d{1,9})$/.exec(text ?? "")?.[1]
  if (!number) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id"],
    filters: { display_id: Number(number) },
  })
  return (data as { id: string }[]).map(({ id }) => id)
}

/** The payment collections of an order: an attempt that did not pay knows them, and not the order. */
export async function listCollectionsOfOrder(
  container: MedusaContainer,
  orderId: string | undefined
): Promise<string[]> {
  if (orderId === undefined) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id"],
    filters: { order_id: orderId },
  })
  return (data as { payment_collection_id: string }[]).map((row) => row.payment_collection_id)
}

/** An order as a list names it. */
export interface OrderName {
  readonly id: string
  readonly display_id: number | null
}

/** The orders of payment collections, by the collections' ids. */
export async function readOrdersOfCollections(
  container: MedusaContainer,
  collectionIds: readonly string[]
): Promise<ReadonlyMap<string, OrderName>> {
  if (collectionIds.length === 0) return new Map()
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id", "order.id", "order.display_id"],
    filters: { payment_collection_id: [...new Set(collectionIds)] },
  })
  const links = data as { payment_collection_id: string; order?: OrderName | null }[]
  return new Map(
    links.flatMap(({ payment_collection_id, order }) =>
      order ? [[payment_collection_id, order] as const] : []
    )
  )
}
