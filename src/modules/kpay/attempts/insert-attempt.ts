import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { METHODS } from "../../../domain/methods"
import { toPromptWaitMs, type PromptLimits } from "../../../domain/prompt-limits"
import { ATTEMPT_COLUMNS, type Attempt } from "./attempt"
import { toLease } from "./claims"
import { writeEntry } from "./journal"
import { readPastPrompts } from "./past-prompts"

/** No attempt becomes so old. */
const NEVER_MS = 1e12

const IS_CURRENT = "status in ('starting', 'pending') and superseded_at is null"

/** An attempt of the order or cart, in SQL. Core may have deleted its payment collection. */
const IS_OF_PAYMENT = "(payment_collection_id = any(:collectionIds) or order_id = any(:orderIds))"

/** What decides whether a new attempt may be recorded. */
export interface InsertRules {
  /** All payment collections of the order or cart: no other attempt of theirs may be open. */
  readonly collectionIds: readonly string[]
  /**
   * The orders that are paid: no further attempt of theirs may be open either. Its payment collection may have been opened
   * after the caller read those of the order.
   */
  readonly orderIds: readonly string[]
  /** The attempts whose money the caller knew before it read what is owed. Money that came since is not counted in that. */
  readonly countedIds: readonly string[]
  /** Takes the place of a pending attempt of at least this age; `null` never does. */
  readonly supersedeAfterMs: number | null
  readonly limits: PromptLimits
  /** After how long the order is first checked for being unpaid; `null` for never. */
  readonly unpaidAfterMs: number | null
}

/** A new attempt as its row begins. */
export type AttemptRow = Partial<Attempt> &
  Pick<Attempt, "id" | "payment_collection_id" | "method" | "asked_by" | "msisdn" | "client">

/** What became of recording an attempt. */
export type InsertOutcome =
  | { readonly type: "recorded"; readonly attempt: Attempt }
  /** Another attempt of the order or cart is open, or has brought money that the caller has not counted. */
  | { readonly type: "blocked" }
  /** Too many prompts were sent before. */
  | { readonly type: "limited"; readonly waitMs: number }

/**
 * Records a new attempt, leased to the caller. Callers of the same order or cart, of the same phone and of the same client
 * take turns, so that two taps, tabs or servers record one, and no limit is passed by asking at the same moment.
 */
export async function insertAttempt(
  knex: Knex,
  attempt: AttemptRow,
  rules: InsertRules
): Promise<InsertOutcome> {
  const { collectionIds, orderIds, limits, unpaidAfterMs } = rules
  return knex.transaction(async (transaction) => {
    // All cards may have the same number, which rings nowhere.
    const phone = METHODS[attempt.method].needsPhone ? attempt.msisdn : null
    await takeTurns(transaction, [...collectionIds, ...orderIds, phone, attempt.client])
    if (await hasUncountedMoney(transaction, rules)) return { type: "blocked" }
    const past = await readPastPrompts(transaction, attempt, collectionIds)
    const open = await findOpen(transaction, rules)
    if (open.isInTheWay) return { type: "blocked" }
    const waitMs = toPromptWaitMs(past, limits)
    if (waitMs > 0) return { type: "limited", waitMs }
    await supersede(transaction, open.ids)
    const lease = toLease(transaction)
    const [row] = await transaction<Attempt>("kpay_attempt")
      .insert({
        ...attempt,
        ...lease,
        due_at: lease.leased_until,
        ...(unpaidAfterMs !== null && {
          unpaid_due_at: transaction.raw("now() + ? * interval '1 millisecond'", [unpaidAfterMs]),
        }),
      })
      .onConflict(
        transaction.raw(`(payment_collection_id) where ${IS_CURRENT} and deleted_at is null`)
      )
      .ignore()
      .returning(transaction.raw(ATTEMPT_COLUMNS) as never)
    return row ? { type: "recorded", attempt: row } : { type: "blocked" }
  })
}

/** Holds what is named until the transaction ends, in one order everywhere, so that two callers never wait for each other. */
async function takeTurns(transaction: Knex, names: readonly (string | null)[]): Promise<void> {
  for (const name of names.filter((one) => one !== null).sort())
    await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`kpay ${name}`])
}

/** The open attempts of an order or cart, and whether one of them does not give way yet. */
async function findOpen(
  transaction: Knex,
  { collectionIds, orderIds, supersedeAfterMs }: InsertRules
): Promise<{ ids: string[]; isInTheWay: boolean }> {
  const { rows } = await transaction.raw<{ rows: { id: string; gives_way: boolean }[] }>(
    `select id, status = 'pending' and coalesce(found_at, created_at) <= now() - :afterMs * interval '1 ms' as gives_way
     from kpay_attempt
     where ${IS_OF_PAYMENT}
       and ${IS_CURRENT} and deleted_at is null`,
    {
      collectionIds: [...collectionIds],
      orderIds: [...orderIds],
      afterMs: supersedeAfterMs ?? NEVER_MS,
    }
  )
  return { ids: rows.map(({ id }) => id), isInTheWay: rows.some((row) => !row.gives_way) }
}

/** Whether money came after the caller had read what is owed: asking for that now could take it twice. */
async function hasUncountedMoney(
  transaction: Knex,
  { collectionIds, orderIds, countedIds }: InsertRules
): Promise<boolean> {
  const row: unknown = await transaction("kpay_attempt")
    .whereNull("deleted_at")
    .whereRaw(IS_OF_PAYMENT, { collectionIds: [...collectionIds], orderIds: [...orderIds] })
    .whereIn("status", ["paid", "applied", "unapplied"])
    .where((uncounted) => {
      void uncounted.where({ status: "paid" }).orWhereNotIn("id", [...countedIds])
    })
    .first("id")
  return row !== undefined
}

async function supersede(transaction: Knex, ids: readonly string[]): Promise<void> {
  await transaction<Attempt>("kpay_attempt")
    .whereIn("id", [...ids])
    .update({ superseded_at: transaction.fn.now() } as never)
  for (const id of ids) await writeEntry(transaction, id, { event: "superseded" })
}
