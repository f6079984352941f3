import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ErasureKeys } from "../../kpay/privacy/erasures"
import { readRows } from "./pg"

/** Rows erased in one statement of SQL, so that none is long. */
const BATCH_MAX = 1_000

const HAS_DATA = "row.deleted_at is null and (row.phone is not null or row.payer_name is not null)"

/** A row whose payment has lost its phone, in SQL. */
const IS_PAYMENT_ERASED = `exists (select 1 from kpay_statement_match match
  join kpay_attempt attempt on attempt.id = match.attempt_id
  where match.row_id = row.id and match.deleted_at is null and match.status <> 'undone' and attempt.msisdn is null)`

/** The phones of a customer's payments. Read before they are erased. */
export async function readPhones(knex: Knex, keys: ErasureKeys): Promise<string[]> {
  const rows = await readRows<{ msisdn: string }>(
    knex,
    `select distinct attempt.msisdn from kpay_attempt attempt
     where attempt.msisdn is not null and (attempt.order_id = any(:orderIds) or attempt.cart_id = any(:cartIds)
       or attempt.payment_collection_id = any(:paymentCollectionIds))`,
    { ...keys }
  )
  return rows.map(({ msisdn }) => msisdn)
}

/** Erases the phones and names of a customer's rows: those with one of the phones, and those of the customer's payments. */
export async function eraseRowsOf(
  knex: Knex,
  keys: ErasureKeys,
  phones: readonly string[]
): Promise<void> {
  await erase(
    knex,
    `(row.phone = any(:phones) or exists (select 1 from kpay_statement_match match
       where match.row_id = row.id and match.deleted_at is null and match.status <> 'undone'
         and match.manual_order_id = any(:orderIds)) or exists (select 1 from kpay_statement_match match
       join kpay_attempt attempt on attempt.id = match.attempt_id
       where match.row_id = row.id and match.deleted_at is null and match.status <> 'undone'
         and (attempt.order_id = any(:orderIds) or attempt.cart_id = any(:cartIds)
           or attempt.payment_collection_id = any(:paymentCollectionIds))))`,
    { ...keys, phones }
  )
  await knex.raw(
    `update kpay_statement_match set note = null, undone_note = null
     where manual_order_id = any(:orderIds) and (note is not null or undone_note is not null)`,
    { orderIds: [...keys.orderIds] }
  )
}

/** Erases rows whose payments were erased, and all rows of at least an age. `null`: of no age. */
export async function eraseRows(knex: Knex, ageMs: number | null): Promise<void> {
  await erase(knex, IS_PAYMENT_ERASED, {})
  if (ageMs !== null)
    await erase(knex, "row.occurred_at < now() - :ageMs * interval '1 millisecond'", { ageMs })
}

/** Erases phones, names and what persons noted. Ids, amounts and times stay. */
async function erase(
  knex: Knex,
  isMeant: string,
  values: Readonly<Record<string, readonly string[] | number>>
): Promise<void> {
  for (let count = BATCH_MAX; count === BATCH_MAX;) {
    const rows = await readRows(
      knex,
      `with erased as (
         update kpay_statement_row set phone = null, payer_name = null, updated_at = now()
         where id in (select row.id from kpay_statement_row row where ${HAS_DATA} and ${isMeant} limit :limit for update)
         returning id
       ),
       noted as (
         update kpay_statement_match match set note = null, undone_note = null
         from erased where match.row_id = erased.id
       )
       select id from erased`,
      { ...values, limit: BATCH_MAX }
    )
    count = rows.length
  }
}
