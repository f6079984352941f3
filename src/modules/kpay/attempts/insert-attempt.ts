import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt } from "./attempt"
import { toLease } from "./claims"
import { writeEntry } from "./journal"

const IS_CURRENT = "status in ('starting', 'pending') and superseded_at is null"

/** What decides whether a new attempt may be recorded. */
export interface InsertRules {
  /** All payment collections of the order or cart: no other attempt of theirs may be open. */
  readonly collectionIds: readonly string[]
  /** The attempts whose money the caller knew before it read what is owed. Money that came since is not counted in that. */
  readonly countedIds: readonly string[]
  /** Takes the place of a pending attempt of at least this age; `null` never does. */
  readonly supersedeAfterMs: number | null
}

/**
 * Records a new attempt, leased to the caller. Callers of the same order or cart take turns, so that two taps, tabs or
 * servers record one.
 *
 * @returns `null` when another attempt of the order or cart is open, or has brought money that the caller has not counted.
 */
export async function insertAttempt(
  knex: Knex,
  attempt: Partial<Attempt> & Pick<Attempt, "id" | "payment_collection_id">,
  { collectionIds, countedIds, supersedeAfterMs }: InsertRules
): Promise<Attempt | null> {
  return knex.transaction(async (transaction) => {
    // In one order everywhere, so that two callers never wait for each other.
    for (const id of [...collectionIds].sort())
      await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`kpay ${id}`])
    if (await hasUncountedMoney(transaction, collectionIds, countedIds)) return null
    if (supersedeAfterMs !== null) await supersede(transaction, collectionIds, supersedeAfterMs)
    const open: unknown = await transaction("kpay_attempt")
      .whereNull("deleted_at")
      .whereIn("payment_collection_id", [...collectionIds])
      .whereRaw(IS_CURRENT)
      .first("id")
    if (open !== undefined) return null
    const lease = toLease(transaction)
    const [row] = await transaction<Attempt>("kpay_attempt")
      .insert({ ...attempt, ...lease, due_at: lease.leased_until })
      .onConflict(
        transaction.raw(`(payment_collection_id) where ${IS_CURRENT} and deleted_at is null`)
      )
      .ignore()
      .returning("*")
    return row ?? null
  })
}

/** Whether money came after the caller had read what is owed: asking for that now could take it twice. */
async function hasUncountedMoney(
  transaction: Knex,
  collectionIds: readonly string[],
  countedIds: readonly string[]
): Promise<boolean> {
  const row: unknown = await transaction("kpay_attempt")
    .whereNull("deleted_at")
    .whereIn("payment_collection_id", [...collectionIds])
    .whereIn("status", ["paid", "applied", "unapplied"])
    .where((uncounted) => {
      void uncounted.where({ status: "paid" }).orWhereNotIn("id", [...countedIds])
    })
    .first("id")
  return row !== undefined
}

async function supersede(
  transaction: Knex,
  collectionIds: readonly string[],
  afterMs: number
): Promise<void> {
  const superseded: Pick<Attempt, "id">[] = await transaction<Attempt>("kpay_attempt")
    .whereNull("deleted_at")
    .whereIn("payment_collection_id", [...collectionIds])
    .where({ status: "pending", superseded_at: null })
    .whereRaw("created_at <= now() - ? * interval '1 millisecond'", [afterMs])
    .update({ superseded_at: transaction.fn.now() } as never)
    .returning("id")
  for (const { id } of superseded) await writeEntry(transaction, id, { event: "superseded" })
}
