import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { MethodId } from "../../../domain/methods"
import { FEE_RWF, JOIN_FEE } from "../../kpay/cash-up/fee"
import { BACK_REASONS } from "../outcomes"
import { HOLDS, IS_BACK, IS_IN_BOOKS, IS_OPEN } from "./attempts"
import { readRows } from "./pg"

/** Whose rows are compared with the attempts of an environment. */
export interface Scope {
  readonly source: string
  readonly environment: "test" | "live"
}

/** Which attempts the rows of a statement can be like. */
export interface Likeness {
  /** `null` for every account of the environment. */
  readonly account: string | null
  readonly methods: readonly MethodId[]
}

/** A payment that an admin recorded by hand, with what it is known by in a statement. */
export interface RecordedByHand {
  readonly id: string
  readonly order_id: string
  /** Whole francs. */
  readonly amount: number
  /** As `toTransferId` gives it. */
  readonly reference: string
}

/** How far apart an operator and the books may state the same payment. */
export const WINDOW_HOURS = 2

/** Pairs that are written at a time. */
const BATCH_SIZE = 1_000

/** Each round pairs the nearest of what is left. */
const ROUNDS_MAX = 20

const IS_ROW_FREE = `${IS_OPEN} and row.source = :source and row.environment = :environment
  and not exists (select 1 from kpay_statement_match match where match.row_id = row.id and ${HOLDS})`

const IS_ATTEMPT_FREE = `${IS_IN_BOOKS} and attempt.environment = :environment
  and not exists (select 1 from kpay_statement_match match where match.attempt_id = attempt.id
    and match.source = :source and not match.takes_back and ${HOLDS})`

/** A person has said of these two that they are not the same. */
const IS_REFUTED = `exists (select 1 from kpay_statement_match match
  where match.row_id = row.id and match.attempt_id = attempt.id and match.status = 'undone')`

const OF_ID = (column: string): string =>
  `select row_id, attempt.id as attempt_id, row_amount = attempt.amount as is_equal
   from known join kpay_attempt attempt on attempt.${column} = known.id
   join kpay_statement_row row on row.id = known.row_id
   where ${IS_ATTEMPT_FREE} and not ${IS_REFUTED}`

/** Rows with an id of an attempt: where that is one row and one attempt, they belong together. */
const BY_ID = `
  with known as (
    select row.id as row_id, row.amount as row_amount, one.id
    from kpay_statement_row row cross join lateral unnest(row.ids) as one (id)
    where ${IS_ROW_FREE} and (not :onlyOwn or one.id in (row.transaction_id, substr(row.identity, 4)))
  ),
  pair as (${["tid", "refid", "transfer_id"].map(OF_ID).join(" union ")}),
  counted as (
    select row_id, attempt_id, count(*) over (partition by row_id) as rows,
           count(*) over (partition by attempt_id) as attempts
    from pair where is_equal or not :onlyEqual
  )
  select row_id, attempt_id from counted where rows = 1 and attempts = 1`

const RECORDED = `jsonb_to_recordset(cast(:recorded as jsonb))
    as recorded (id text, order_id text, amount integer, reference text)`

/** Rows with the reference of a payment that was recorded by hand: where that is one row and one payment, they belong together. */
const BY_REFERENCE = `
  with known as (
    select row.id as row_id, one.id as reference
    from kpay_statement_row row cross join lateral unnest(row.ids) as one (id)
    where ${IS_ROW_FREE}
  ),
  pair as (
    select distinct row_id, recorded.id, recorded.order_id, recorded.amount
    from known join ${RECORDED} using (reference)
    where not exists (select 1 from kpay_statement_match match where match.manual_payment_id = recorded.id
      and (match.source = :source and not match.takes_back and ${HOLDS} or match.row_id = known.row_id and match.status = 'undone'))
  ),
  counted as (
    select *, count(*) over (partition by row_id) as rows, count(*) over (partition by id) as payments from pair
  )
  select row_id, id as manual_payment_id, order_id as manual_order_id, amount as manual_amount
  from counted where rows = 1 and payments = 1`

/**
 * Rows that can take the money of a payment back. One that failed is about its own id alone: a payer can try once more with the
 * same reference. What the row names it by is joined as `one`.
 */
const BACK_ROW = `from kpay_statement_row row cross join lateral unnest(row.ids) as one (id)
    where row.deleted_at is null and row.source = :source and row.environment = :environment
      and row.ignored_reason in (${BACK_REASONS.map((reason) => `'${reason}'`).join(", ")})
      and (row.ignored_reason <> 'failed' or row.transaction_id is null or one.id in (row.transaction_id, split_part(row.identity, ':', 2)))
      and not exists (select 1 from kpay_statement_match match where match.row_id = row.id and ${HOLDS})`

/** Whether a row of `known` takes back so much of a payment that it is no fee of it, which goes out under the same id. */
const IS_TAKEN = (amount: string): string =>
  `(known.ignored_reason <> 'outgoing' or known.amount * 4 > ${amount})`

const OF_BACK_ID = (column: string): string =>
  `select known.row_id, attempt.id as attempt_id, known.amount = attempt.amount as is_equal
   from known join kpay_attempt attempt on attempt.${column} = known.id
   join kpay_statement_row row on row.id = known.row_id
   where ${IS_IN_BOOKS} and attempt.environment = :environment and ${IS_TAKEN("attempt.amount")} and not ${IS_REFUTED}`

/** Rows that take back the money of a payment of the books, by its id. */
const BACK_BY_ID = `
  with known as (select row.id as row_id, row.amount, row.ignored_reason, one.id ${BACK_ROW}),
  pair as (${["tid", "refid", "transfer_id"].map(OF_BACK_ID).join(" union ")})
  select distinct on (row_id) row_id, attempt_id from pair order by row_id, is_equal desc, attempt_id`

/** The same of payments that were recorded by hand. */
const BACK_BY_REFERENCE = `
  with known as (select row.id as row_id, row.amount, row.ignored_reason, one.id as reference ${BACK_ROW})
  select distinct on (known.row_id) known.row_id, recorded.id as manual_payment_id,
         recorded.order_id as manual_order_id, recorded.amount as manual_amount
  from known join ${RECORDED} using (reference)
  where ${IS_TAKEN("recorded.amount")} and not exists (select 1 from kpay_statement_match match
    where match.row_id = known.row_id and match.manual_payment_id = recorded.id and match.status = 'undone')
  order by known.row_id, known.amount = recorded.amount desc, recorded.id`

const APART = "abs(extract(epoch from row.occurred_at - attempt.paid_at))"

/** The time in which the payer can have paid: from the request to our knowing, and a little more. A day without a time is all of it. */
const IS_NEAR = `row.occurred_at >= least(attempt.created_at, attempt.paid_at) - :window * interval '1 hour'
    - case when row.has_time then interval '0' else interval '1 day' end
  and row.occurred_at <= attempt.paid_at + :window * interval '1 hour'`

/** Rows and attempts of one amount, phone and time, nearest first. Without a phone only where nothing else can be meant. */
const BY_LIKENESS = `
  with pair as (
    select row.id as row_id, attempt.id as attempt_id, ${APART} as apart,
           row.phone is not null and attempt.msisdn is not null and attempt.method <> 'card' as has_phone
    from kpay_statement_row row
    join kpay_attempt attempt on attempt.amount = row.amount and ${IS_NEAR}
    where ${IS_ROW_FREE} and ${IS_ATTEMPT_FREE} and not ${IS_REFUTED}
      and row.account is not distinct from cast(:account as text)
      and attempt.method = any(:methods)
      and (cast(:account as text) is null or attempt.account = :account)
      and (row.phone is null or attempt.msisdn is null or attempt.method = 'card' or attempt.msisdn like row.phone)
  ),
  ranked as (
    select *, row_number() over (partition by row_id order by has_phone desc, apart, attempt_id) as of_row,
           row_number() over (partition by attempt_id order by has_phone desc, apart, row_id) as of_attempt,
           count(*) over (partition by row_id) as rows, count(*) over (partition by attempt_id) as attempts
    from pair
  )
  select row_id, attempt_id from ranked
  where of_row = 1 and of_attempt = 1 and (has_phone or (rows = 1 and attempts = 1))`

interface Pair {
  readonly row_id: string
  readonly attempt_id?: string
  readonly manual_payment_id?: string
  readonly manual_order_id?: string
  readonly manual_amount?: number
}

/**
 * Compares the open rows of a source with the books. What the ids say counts, and takes the place of a suggestion; what is only
 * alike is suggested. A pair that a person undid is never made again.
 */
export async function matchRows(
  transaction: Knex,
  { source, environment }: Scope,
  recorded: readonly RecordedByHand[]
): Promise<void> {
  await transaction.raw(
    `delete from kpay_statement_match match using kpay_statement_row row
     where row.id = match.row_id and row.source = :source and row.environment = :environment
       and match.status = 'suggested'`,
    { source, environment }
  )
  // Where an id stands in two rows, the amount says which of them is the payment, then whose own id it is: a reversal names the
  // payment's as its reference.
  for (const onlyEqual of [true, false])
    for (const onlyOwn of [true, false])
      await insertPairs(
        transaction,
        source,
        "id",
        await readRows<Pair>(transaction, BY_ID, { source, environment, onlyEqual, onlyOwn })
      )
  await insertPairs(
    transaction,
    source,
    "id",
    await readRows<Pair>(transaction, BY_REFERENCE, {
      source,
      environment,
      recorded: JSON.stringify(recorded),
    })
  )
  await matchBack(transaction, { source, environment }, recorded)
  for (const likeness of await readLikenesses(transaction, source, environment)) {
    const values = { source, environment, ...likeness, window: WINDOW_HOURS }
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const pairs = await readRows<Pair>(transaction, BY_LIKENESS, values)
      if (pairs.length === 0) break
      await insertPairs(transaction, source, "suggestion", pairs)
    }
  }
}

/**
 * Puts rows that take money back beside the payments whose money it is. The rows of those payments are to be looked at again, in
 * every statement of the source.
 */
async function matchBack(
  transaction: Knex,
  scope: Scope,
  recorded: readonly RecordedByHand[]
): Promise<void> {
  const { source } = scope
  for (const [sql, values] of [
    [BACK_BY_ID, { ...scope }],
    [BACK_BY_REFERENCE, { ...scope, recorded: JSON.stringify(recorded) }],
  ] as const)
    await insertPairs(transaction, source, "back", await readRows<Pair>(transaction, sql, values))
  await transaction.raw(
    `update kpay_statement_row row set outcome = null
     from kpay_statement_match match join kpay_statement_match back on ${IS_BACK}
     where match.row_id = row.id and ${HOLDS} and match.source = :source and row.environment = :environment`,
    { ...scope }
  )
}

/** What the newest statement of each account says about its attempts; the one without an account comes last. */
async function readLikenesses(
  transaction: Knex,
  source: string,
  environment: string
): Promise<Likeness[]> {
  return readRows<Likeness & Record<string, unknown>>(
    transaction,
    `select distinct on (account) account, methods from kpay_statement
     where source = :source and environment = :environment and deleted_at is null
     order by account nulls last, created_at desc, id desc`,
    { source, environment }
  )
}

/**
 * Writes what the comparison of rows brought, by the fees that the shop has agreed on. `rowId`: of this row alone, and of those
 * that say of the same payment that its money was taken back.
 */
export async function writeOutcomes(
  transaction: Knex,
  rows: { readonly source: string; readonly environment: string } | { readonly rowId: string },
  fees: string
): Promise<void> {
  const isMeant =
    "rowId" in rows
      ? `row.id in (
           select cast(:rowId as text) union select back.row_id from kpay_statement_match match join kpay_statement_match back
             on back.source = match.source and (back.takes_back or match.takes_back)
             and (back.attempt_id = match.attempt_id or back.manual_payment_id = match.manual_payment_id)
           where match.row_id = :rowId)`
      : `row.source = :source and row.environment = :environment
         and (row.outcome is null or row.outcome in ('suggested', 'missing_in_books'))`
  await transaction.raw(
    `update kpay_statement_row as changed set outcome = found.outcome, updated_at = now()
     from (
       select row.id, case
         when match.takes_back then case when match.accepts_difference then 'ignored' else 'reversed' end
         when row.ignored_reason is not null then 'ignored'
         when match.id is null then 'missing_in_books'
         when match.status = 'suggested' then 'suggested'
         when taken.is_accepted is not null then case when taken.is_accepted then 'ignored' else 'reversed' end
         when match.accepts_difference then 'matched'
         when row.amount <> coalesce(attempt.amount, match.manual_amount) then 'amount_differs'
         when row.fee is not null and fee.method is not null
           and round(row.fee) <> ${FEE_RWF} then 'fee_differs'
         else 'matched' end as outcome
       from kpay_statement_row row
       left join kpay_statement_match match on match.row_id = row.id
         and match.deleted_at is null and match.status <> 'undone'
       left join kpay_attempt attempt on attempt.id = match.attempt_id
       left join lateral (
         select bool_and(back.accepts_difference) as is_accepted from kpay_statement_match back where ${IS_BACK}
       ) taken on true
       ${JOIN_FEE}
       where row.deleted_at is null and ${isMeant}
     ) found
     where changed.id = found.id and changed.outcome is distinct from found.outcome`,
    { ...rows, fees } as never
  )
}

async function insertPairs(
  transaction: Knex,
  source: string,
  how: "id" | "suggestion" | "back",
  pairs: readonly Pair[]
): Promise<void> {
  const status = how === "suggestion" ? "suggested" : "matched"
  const takesBack = how === "back"
  const rows = pairs.map((pair) => ({ ...pair, id: generateEntityId(undefined, "kpsm") }))
  for (let start = 0; start < rows.length; start += BATCH_SIZE)
    await transaction.raw(
      `insert into kpay_statement_match
         (id, row_id, attempt_id, manual_payment_id, manual_order_id, manual_amount, source, how, status, takes_back)
       select id, row_id, attempt_id, manual_payment_id, manual_order_id, manual_amount, :source, :how, :status, cast(:takesBack as boolean)
       from jsonb_to_recordset(cast(:rows as jsonb)) as pair (id text, row_id text, attempt_id text,
         manual_payment_id text, manual_order_id text, manual_amount integer)`,
      {
        source,
        how: takesBack ? "id" : how,
        status,
        takesBack,
        rows: JSON.stringify(rows.slice(start, start + BATCH_SIZE)),
      }
    )
}
