import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { HOLDS, IS_BACK } from "./attempts"
import { writeOutcomes } from "./matching"
import { readRows } from "./pg"
import { inTurn } from "./turn"

/**
 * Undoes the matches with payments by hand that are no payments any more, in all statements: their rows miss their payment again.
 * Where there are none, as nearly always, it waits for no import.
 */
export async function undoMatchesOf(
  knex: Knex,
  manualPaymentIds: readonly string[],
  note: string,
  fees: string
): Promise<void> {
  const values = { ids: [...manualPaymentIds], note }
  if (manualPaymentIds.length === 0) return
  if ((await readRows(knex, `select match.id ${HELD} limit 1`, values)).length === 0) return
  await inTurn(knex, async (transaction) => {
    const undone = await readRows<{ row_id: string }>(
      transaction,
      `update kpay_statement_match set status = 'undone', undone_at = now(), undone_note = :note, updated_at = now()
       where id in (select match.id ${HELD}) returning row_id`,
      values
    )
    for (const { row_id } of undone) await writeOutcomes(transaction, { rowId: row_id }, fees)
  })
}

/** Where the source took the money back, no other order can have it, and the row misses no payment. */
const HELD = `from kpay_statement_match match where match.manual_payment_id = any(:ids) and ${HOLDS}
  and not exists (select 1 from kpay_statement_match back where ${IS_BACK})`
