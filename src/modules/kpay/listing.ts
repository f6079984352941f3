import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { InvalidMsisdnError, parseMsisdn } from "../../gateway/msisdn"
import type { Attempt, AttemptState } from "./attempt"
import type { GiveBack } from "./give-back-store"

/** What an admin looks for among attempts. */
export interface AttemptFilters {
  readonly state?: AttemptState | undefined
  /** `false` with state `paid` gives the unplaced. */
  readonly placed?: boolean | undefined
  /** Refid, tid, MoMo transaction id, order id or phone number, as somebody has it before them. */
  readonly q?: string | undefined
  /** The orders that `q` may name by their number. */
  readonly orderIds?: readonly string[]
  readonly order_id?: string | undefined
  readonly paymentCollectionIds?: readonly string[]
  readonly method?: string | undefined
  readonly network?: string | undefined
  readonly account?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** A page of a list, newest first. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Where the next page starts; `null` at the end. */
  readonly nextCursor: string | null
}

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The cursor is none that a list gave. */
export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError"
}

/** Lists attempts and give-backs for admins, by keyset, so that a page costs the same at the end of a million rows. */
export class Listing {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** @throws InvalidCursorError */
  async listAttempts(filters: AttemptFilters, page: PageRequest): Promise<Page<Attempt>> {
    const query = this.#knex<Attempt>("kpay_attempt").whereNull("deleted_at")
    const { state, placed, method, network, account, from, to } = filters
    const equals = withoutMissing({ state, method, network, account })
    void query.where(equals)
    if (placed !== undefined)
      void (placed ? query.whereNotNull("placed_at") : query.whereNull("placed_at"))
    if (from) void query.where("created_at", ">=", from)
    if (to) void query.where("created_at", "<", to)
    if (filters.order_id !== undefined) {
      const { order_id, paymentCollectionIds = [] } = filters
      void query.where((either) => {
        void either
          .where({ order_id })
          .orWhereIn("payment_collection_id", [...paymentCollectionIds])
      })
    }
    if (filters.q)
      void query.where((either) => search(either, filters.q ?? "", filters.orderIds ?? []))
    return toPage(query, page)
  }

  /** @throws InvalidCursorError */
  async listGiveBacks(
    filters: { readonly status?: string | undefined; readonly attempt_id?: string | undefined },
    page: PageRequest
  ): Promise<Page<GiveBack>> {
    const query = this.#knex<GiveBack>("kpay_give_back").whereNull("deleted_at")
    const { status, attempt_id } = filters
    void query.where(withoutMissing({ status, attempt_id }))
    return toPage(query, page)
  }
}

function search(either: Knex.QueryBuilder, q: string, orderIds: readonly string[]): void {
  const text = q.trim()
  void either
    .where({ refid: text.toUpperCase() })
    .orWhere({ tid: text.toUpperCase() })
    .orWhere({ momo_transaction_id: text })
    .orWhere({ order_id: text })
    .orWhereIn("order_id", [...orderIds])
  const msisdn = toMsisdn(text)
  if (msisdn) void either.orWhere({ msisdn })
}

function toMsisdn(text: string): string | null {
  try {
    return parseMsisdn(text)
  } catch (error) {
    if (error instanceof InvalidMsisdnError) return null
    throw error
  }
}

async function toPage<Row extends { id: string; created_at: Date }>(
  query: Knex.QueryBuilder,
  { limit, cursor }: PageRequest
): Promise<Page<Row>> {
  if (cursor) void query.whereRaw("(created_at, id) < (?::timestamptz, ?)", parseCursor(cursor))
  const found = (await query
    .orderBy([
      { column: "created_at", order: "desc" },
      { column: "id", order: "desc" },
    ])
    .select("*", query.client.raw("created_at::text as exact_created_at"))
    .limit(limit + 1)) as (Row & { exact_created_at: string })[]
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows,
    // JavaScript's dates have milliseconds, PostgreSQL's microseconds.
    nextCursor:
      found.length > limit && last
        ? Buffer.from(JSON.stringify([last.exact_created_at, last.id])).toString("base64url")
        : null,
  }
}

function parseCursor(cursor: string): [string, string] {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[]
    if (
      typeof createdAt === "string" &&
      typeof id === "string" &&
      !Number.isNaN(Date.parse(createdAt))
    )
      return [createdAt, id]
  } catch {
    // Told below.
  }
  throw new InvalidCursorError("The cursor is none that this list gave. Start without one.")
}

function withoutMissing<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined)
  ) as Partial<T>
}
