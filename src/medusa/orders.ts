import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderKeys } from "../domain/order-keys"
import { resolveQuery, toNumber, type Query } from "./query"

/** An order as far as its payment matters. */
export interface Order {
  readonly id: string
  readonly display_id: number | null
  readonly currency_code: string
  readonly region_id: string | null
  readonly is_cancelled: boolean
  /** Whether an admin still has to convert it to an order, so that it can be packed. */
  readonly is_draft: boolean
  /**
   * What it lacks, over all payment collections, transactions, credit lines and goods that are to come back; negative when too
   * much was paid.
   */
  readonly pending_difference: number
  /** Whether any money was ever booked for it, also money that was refunded since. */
  readonly has_transactions: boolean
  /** Whether a gift card, store credit or refund reduces what it owes. */
  readonly has_credit: boolean
  /** What its own books show as paid, by the ids of core's captures. */
  readonly booked_capture_ids: readonly string[]
}

interface OrderRow {
  readonly id: string
  readonly display_id: number | null
  readonly status: string
  readonly currency_code: string
  readonly region_id: string | null
  /** Only where it was read with its totals. */
  readonly total?: unknown
  readonly items?:
    | readonly ({
        readonly detail?: { readonly return_requested_quantity?: unknown } | null
        /** Only where the order was read with its totals. */
        readonly return_requested_total?: unknown
      } | null)[]
    | null
  readonly summary?: {
    readonly pending_difference?: unknown
    readonly current_order_total?: unknown
  } | null
  readonly credit_lines?: readonly unknown[] | null
  readonly transactions?:
    | readonly {
        readonly amount: unknown
        readonly reference?: string | null
        readonly reference_id?: string | null
      }[]
    | null
}

// All of them are of the order module: it reads them in one query.
const FIELDS = [
  ...["id", "display_id", "status", "currency_code", "region_id"],
  ...["summary.pending_difference", "summary.current_order_total", "credit_lines.id"],
  "items.detail.return_requested_quantity",
  ...["id", "amount", "reference", "reference_id"].map((field) => `transactions.${field}`),
]

// Core reads everything that an order consists of to compute them.
const FIELDS_WITH_TOTALS = [...FIELDS, "total", "items.return_requested_total"]

/** Reads orders and draft orders, in the order of their ids; one that does not exist is not among them. */
export async function readOrders(query: Query, ids: readonly string[]): Promise<Order[]> {
  const rows = await readRows(query, ids, FIELDS)
  const returning = rows.filter(hasReturnUnderWay).map(({ id }) => id)
  const withTotals = await readRows(query, returning, FIELDS_WITH_TOTALS)
  const orders = [...withTotals, ...rows].map(toOrder)
  return ids.flatMap((id) => orders.find((order) => order.id === id) ?? [])
}

async function readRows(
  query: Query,
  ids: readonly string[],
  fields: readonly string[]
): Promise<readonly OrderRow[]> {
  if (ids.length === 0) return []
  const { data } = await query.graph({
    entity: "order",
    fields: [...fields],
    filters: { id: [...ids] },
  })
  return data as OrderRow[]
}

/** Whether goods are to come back that have not arrived yet, e.g. for an exchange. */
function hasReturnUnderWay({ items }: OrderRow): boolean {
  return (items ?? []).some((item) => toNumber(item?.detail?.return_requested_quantity) > 0)
}

function toOrder(row: OrderRow): Order {
  const transactions = row.transactions ?? []
  return {
    id: row.id,
    display_id: row.display_id,
    currency_code: row.currency_code,
    region_id: row.region_id,
    is_cancelled: row.status === "canceled",
    is_draft: row.status === "draft",
    pending_difference: toPendingDifference(row),
    has_transactions: transactions.length > 0,
    has_credit: (row.credit_lines ?? []).length > 0,
    booked_capture_ids: transactions.flatMap(({ reference, reference_id }) =>
      reference === "capture" && reference_id ? [reference_id] : []
    ),
  }
}

/**
 * Core shows the total less what is to come back and what is booked, and asks for that by its own payment collections. It takes
 * what is booked from its summary, which loses a payment that is booked while an edit is confirmed, or while another one is
 * booked: here the transactions themselves are counted. The total of an order's version does not change.
 */
function toPendingDifference({ total, items, summary, transactions }: OrderRow): number {
  const current = total ?? summary?.current_order_total
  if (current === undefined || current === null) return toNumber(summary?.pending_difference)
  const returned = (items ?? []).map((item) => toNumber(item?.return_requested_total))
  const booked = (transactions ?? []).map(({ amount }) => toNumber(amount))
  return [...returned, ...booked].reduce((rest, amount) => rest - amount, toNumber(current))
}

/**
 * The ids of a page of the orders that were cancelled between two instants, after an id, in the order of their ids. Core has no
 * index for it: PostgreSQL reads through all orders once.
 */
export async function listCancelledOrders(
  query: Query,
  cancelled: { readonly after: Date; readonly until: Date },
  page: { readonly afterId: string; readonly limit: number }
): Promise<string[]> {
  const { data } = await query.graph({
    entity: "order",
    fields: ["id"],
    filters: {
      status: "canceled",
      canceled_at: { $gt: cancelled.after, $lte: cancelled.until },
      id: { $gt: page.afterId },
    } as never,
    pagination: { take: page.limit, skip: 0, order: { id: "ASC" } },
  })
  return (data as { id: string }[]).map(({ id }) => id)
}

/** Those of the orders that exist, cancelled ones too. */
export async function listExistingOrderIds(
  query: Query,
  ids: readonly string[]
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { data } = await query.graph({
    entity: "order",
    fields: ["id"],
    filters: { id: [...new Set(ids)] },
  })
  return new Set((data as { id: string }[]).map(({ id }) => id))
}

/** Whether goods of any of these orders were packed or sent. */
export async function isAnyFulfilled(query: Query, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false
  const { data } = await query.graph({
    entity: "order",
    fields: ["fulfillments.id", "fulfillments.canceled_at"],
    filters: { id: [...ids] },
  })
  const fulfillments = (data as FulfilledRow[]).flatMap((row) => row.fulfillments ?? [])
  return fulfillments.some((one) => one && !one.canceled_at)
}

interface FulfilledRow {
  readonly fulfillments?: readonly ({ readonly canceled_at?: unknown } | null)[] | null
}

/** The orders that an admin may mean by a text: the one with this number, e.g. `1234` or `#1234`, or with this id. */
export async function findOrderKeys(container: MedusaContainer, text: string): Promise<OrderKeys> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  if (!number) return readOrderKeys(container, text.startsWith("order_") ? [text] : [])
  const { data } = await resolveQuery(container).graph({
    entity: "order",
    fields: ["id"],
    filters: { display_id: Number(number) },
  })
  return readOrderKeys(
    container,
    (data as { id: string }[]).map(({ id }) => id)
  )
}

/** Reads the payment collections of orders, cancelled ones too. */
export async function readOrderKeys(
  container: MedusaContainer,
  orderIds: readonly string[]
): Promise<OrderKeys> {
  if (orderIds.length === 0) return { orderIds, paymentCollectionIds: [] }
  const query = resolveQuery(container)
  const from = { order_id: [...orderIds] }
  const [linked, cartIds] = await Promise.all([
    query.listLinked("order_payment_collection", from, "payment_collection_id"),
    query.listLinked("order_cart", from, "cart_id"),
  ])
  const ofCarts =
    cartIds.length === 0
      ? []
      : await query.listLinked(
          "cart_payment_collection",
          { cart_id: cartIds },
          "payment_collection_id"
        )
  return { orderIds, paymentCollectionIds: [...new Set([...linked, ...ofCarts])] }
}

/** The orders of payment collections, by the collections' ids. */
export async function readOrdersOfCollections(
  container: MedusaContainer,
  collectionIds: readonly string[]
): Promise<ReadonlyMap<string, OrderName>> {
  if (collectionIds.length === 0) return new Map()
  const { data } = await resolveQuery(container).graph({
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

/** An order as a list names it. */
export interface OrderName {
  readonly id: string
  readonly display_id: number | null
}
