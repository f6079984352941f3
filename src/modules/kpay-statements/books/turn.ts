import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Ends when all that was asked for before in this process is done. */
let earlier: Promise<unknown> = Promise.resolve()

/**
 * Works in a transaction that takes turns with every other import and decision, so that two never match the same. Within a
 * process they wait before they take a connection: else those that wait would have all of the pool's, and booking a row by
 * hand, which needs one more, could never end.
 */
export async function inTurn<Result>(
  knex: Knex,
  work: (transaction: Knex) => Promise<Result>
): Promise<Result> {
  const turn = earlier.then(() =>
    knex.transaction(async (transaction) => {
      await transaction.raw("select pg_advisory_xact_lock(hashtext('kpay_statements'))")
      return work(transaction)
    })
  )
  earlier = turn.catch(() => undefined)
  return turn
}
