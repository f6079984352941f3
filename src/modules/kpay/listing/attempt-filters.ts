import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { METHODS, type MethodId } from "../../../domain/methods"
import { InvalidMsisdnError, parseMsisdn, type Network } from "../../../domain/msisdn"
import type { AttemptStatus } from "../../../domain/attempt-status"
import type { OrderKeys } from "../../../domain/order-keys"
import { toTransferId } from "../../../domain/transfer-id"
import type { Attempt } from "../attempts/attempt"
import { COUNTED_AT } from "../cash-up/counted"

/** What an admin looks for among attempts. */
export interface AttemptFilters {
  readonly status?: AttemptStatus | undefined
  /** Refid, tid, MoMo transaction id or phone number, as an admin reads it somewhere. */
  readonly q?: string | undefined
  /** The orders that `q` may mean. */
  readonly ordersOfQ?: OrderKeys | undefined
  readonly order?: OrderKeys | undefined
  readonly method?: MethodId | undefined
  readonly network?: Network | undefined
  readonly account?: string | undefined
  readonly environment?: Attempt["environment"] | undefined
  readonly from?: Date | undefined
  /** The first instant that is left out. */
  readonly to?: Date | undefined
  /** The same by the instant at which the cash-up counts an attempt. */
  readonly counted_from?: Date | undefined
  readonly counted_to?: Date | undefined
}

/** A table's rows, or a condition on them. */
export type Rows = Knex.QueryBuilder

type Condition = (rows: Rows) => void

/**
 * The ways to the attempts that are looked for, each over an index of its own; an attempt may be on several. With all of it
 * in one condition, joined by `or`, PostgreSQL may well go through every attempt from the newest on instead.
 */
export function toWays(knex: Knex, filters: AttemptFilters): Rows[] {
  const { q, ordersOfQ, order } = filters
  const byText = q ? toSearches(q, ordersOfQ) : null
  const byOrder = order ? toOrderSearches(order) : null
  return (byText ?? byOrder ?? [() => undefined]).map((isOnWay) => {
    const rows = knex("kpay_attempt").whereNull("deleted_at").where(isOnWay)
    if (byText && byOrder)
      void rows.where((either) => {
        for (const isOfOrder of byOrder) void either.orWhere(isOfOrder)
      })
    return narrow(rows, filters)
  })
}

function narrow(rows: Rows, filters: AttemptFilters): Rows {
  const { status, method, network, account, environment, from, to } = filters
  const { counted_from, counted_to } = filters
  for (const [column, value] of Object.entries({ status, account, environment }))
    if (value !== undefined) void rows.where(column, value)
  // The network follows from the method, and there is an index of methods only.
  if (method ?? network) void rows.whereIn("method", toMethods(method, network))
  if (from) void rows.where("created_at", ">=", from)
  if (to) void rows.where("created_at", "<", to)
  if (counted_from) void rows.whereRaw(`${COUNTED_AT} >= ?`, [counted_from])
  if (counted_to) {
    void rows.whereRaw(`${COUNTED_AT} < ?`, [counted_to])
    // Nothing is counted before it is started, and of this there is an index.
    void rows.where("created_at", "<", counted_to)
  }
  return rows
}

function toMethods(method: MethodId | undefined, network: Network | undefined): MethodId[] {
  return Object.values(METHODS)
    .filter((one) => method === undefined || one.id === method)
    .filter((one) => network === undefined || one.network === network)
    .map(({ id }) => id)
}

function toSearches(q: string, orders: OrderKeys | undefined): Condition[] {
  const text = q.trim()
  const msisdn = toMsisdn(text)
  return [
    (rows) => void rows.where({ refid: text.toUpperCase() }),
    (rows) => void rows.where({ tid: text.toUpperCase() }),
    (rows) => void rows.where({ transfer_id: toTransferId(text) }),
    ...(msisdn ? [(rows: Rows) => void rows.where({ msisdn })] : []),
    ...(orders ? toOrderSearches(orders) : []),
  ]
}

function toOrderSearches({ orderIds, paymentCollectionIds }: OrderKeys): Condition[] {
  return [
    (rows) => void rows.whereIn("order_id", [...orderIds]),
    (rows) => void rows.whereIn("payment_collection_id", [...paymentCollectionIds]),
  ]
}

function toMsisdn(text: string): string | null {
  try {
    return parseMsisdn(text)
  } catch (error) {
    if (error instanceof InvalidMsisdnError) return null
    throw error
  }
}
