import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { addDays, TIME_ZONE, toKigaliDay, toStartOfDay } from "../../../domain/kigali-time"
import { toTextDetail, type TextDetail } from "../../../domain/sentences"
import { refuseFile, toPlaceDetail } from "../file/fault"
import { toPlace, type StatementRow } from "../file/row"
import { toNames } from "../file/columns"
import type { Layout } from "../file/layout"
import { STATEMENT_REFUSALS } from "../refusals"
import {
  matchRows,
  writeOutcomes,
  type Likeness,
  type RecordedByHand,
  type Scope,
} from "./matching"
import { HOLDS } from "./attempts"
import { readRows } from "./pg"
import { inTurn } from "./turn"

/** Rows of the file that are in memory at a time. */
const BATCH_SIZE = 1_000

/** A file, read, and what is known about it. */
export interface Import extends Scope, Likeness {
  readonly name: string
  /** The time the statement covers; without it the days of its rows. */
  readonly coversFrom: Date | null
  readonly coversTo: Date | null
  readonly settlingHours: number
  readonly actor: string
  readonly layout: Layout
  readonly forms: {
    readonly decimal: string
    readonly dateOrder: string
    /** Whether the file does not say itself in which order days and months are. */
    readonly isOrderOpen: boolean
  }
  readonly rows: AsyncIterable<StatementRow>
  readonly fees: string
  /** What admins recorded by hand. */
  readonly recorded: readonly RecordedByHand[]
  /** How files of the source are to be read from now on. */
  readonly settings: object
  /** The same where a column that the upload left out has ids. */
  readonly settingsWithIds: object
  /** Hears how far it is. */
  readonly tell: (progress: {
    readonly step: "reading" | "comparing"
    readonly rows: number
  }) => void
}

const STAGING = `(line integer, id text, identity text, "hasId" boolean, "transactionId" text, "setAsideId" text, ids text[], amount numeric(14,2),
  fee numeric(14,2), "occurredAt" timestamptz, "hasTime" boolean, "settledOn" text, phone text, "payerName" text,
  "ignoredReason" text)`

/**
 * Stores a statement and compares it with the books, in one transaction: a file that turns out to be wrong changes nothing.
 *
 * @throws StatementFileError
 */
export async function importStatement(knex: Knex, statement: Import): Promise<string> {
  return inTurn(knex, async (transaction) => {
    await transaction.raw(`create temporary table kpay_staged ${STAGING} on commit drop`)
    const period = await stage(transaction, statement)
    if (!period) refuseFile("statement_no_rows", { line: String(statement.layout.headerLine) })
    if (period.isLong) await analyse(transaction, "kpay_staged", ...STORED)
    await numberEqualRows(transaction)
    await refuseContradictions(transaction, statement)
    await refuseFuture(transaction, statement)
    const id = generateEntityId(undefined, "kpst")
    await insertStatement(transaction, id, statement, period)
    await storeRows(transaction, id, statement)
    const [setAside] = await readRows(
      transaction,
      `select from kpay_staged where "setAsideId" is not null limit 1`
    )
    await transaction.raw("drop table kpay_staged")
    if (period.isLong) await analyse(transaction, ...STORED)
    await rememberSource(transaction, {
      ...statement,
      // Without its ids the same money could come again, so they are not left out of the next file by itself.
      settings: setAside === undefined ? statement.settings : statement.settingsWithIds,
    })
    await matchRows(transaction, statement, statement.recorded)
    if (statement.forms.isOrderOpen) await refuseOtherOrder(transaction, id, statement)
    await writeOutcomes(transaction, statement, statement.fees)
    return id
  })
}

/** The tables that a long file fills. */
const STORED = ["kpay_statement_row", "kpay_statement_line"]

/**
 * Tells PostgreSQL how long the tables are. It counts a temporary table never and others once a minute, and would compare every
 * row of a long file with every row of the one before.
 */
async function analyse(transaction: Knex, ...tables: readonly string[]): Promise<void> {
  await transaction.raw(`analyze ${tables.join(", ")}`)
}

interface Period {
  readonly first: Date
  readonly last: Date
  /** Whether the file has so many rows that PostgreSQL must know it. */
  readonly isLong: boolean
}

async function stage(transaction: Knex, { rows, tell }: Import): Promise<Period | null> {
  let batch: object[] = []
  let count = 0
  let first = Infinity
  let last = -Infinity
  for await (const row of rows) {
    const occurredMs = row.occurredAt.getTime()
    first = Math.min(first, occurredMs)
    last = Math.max(last, occurredMs)
    batch.push({
      ...row,
      id: generateEntityId(undefined, "kpsr"),
      hasId: row.transactionId !== null,
    })
    count++
    if (batch.length < BATCH_SIZE) continue
    await insertStaged(transaction, batch)
    batch = []
    tell({ step: "reading", rows: count })
  }
  if (batch.length > 0) await insertStaged(transaction, batch)
  tell({ step: "comparing", rows: count })
  if (count === 0) return null
  return { first: new Date(first), last: new Date(last), isLong: count > BATCH_SIZE }
}

async function insertStaged(transaction: Knex, batch: readonly object[]): Promise<void> {
  await transaction.raw(
    `insert into kpay_staged select * from jsonb_to_recordset(cast(:batch as jsonb)) as staged ${STAGING}`,
    { batch: JSON.stringify(batch) }
  )
}

/** Equal rows without a transaction id are payments of their own, and the same again in an overlapping file. */
async function numberEqualRows(transaction: Knex): Promise<void> {
  await transaction.raw(
    `update kpay_staged set identity = kpay_staged.identity || '#' || numbered.ordinal
     from (
       select line, row_number() over (partition by identity order by line) as ordinal
       from kpay_staged where not "hasId"
     ) numbered
     where numbered.line = kpay_staged.line`
  )
}

/** An id that names two payments is no transaction's own id, e.g. the number of a line. */
async function refuseContradictions(transaction: Knex, statement: Import): Promise<void> {
  const { layout, source, environment } = statement
  const [here] = await readRows<{ first: number; last: number; isAmount: boolean }>(
    transaction,
    `select min(line) as first, max(line) as last, count(distinct amount) > 1 as "isAmount" from kpay_staged
     where "hasId" and "ignoredReason" is null
     group by identity
     having count(distinct amount) > 1 or count(distinct phone) filter (where position('%' in phone) = 0) > 1
       or max("occurredAt") - min("occurredAt") > interval '2 minutes'
     order by 2 limit 1`
  )
  if (here)
    refuseId(
      layout,
      here.last,
      toTextDetail("where", STATEMENT_REFUSALS, "statement_on_line", { line: String(here.first) }),
      here.isAmount ? "statement_another_amount" : "statement_another_payer",
      toRemedy(layout, "statement_name")
    )
  const [before] = await readRows<{ line: number; name: string; repeats: boolean }>(
    transaction,
    `with compared as (
       select staged.line, staged.identity, row.id as row_id, row.amount <> staged.amount as is_other_amount,
         row.occurred_at not between staged."occurredAt" - interval '2 days' and staged."occurredAt" + interval '2 days' as is_other_day
       from kpay_staged staged
       join kpay_statement_row row on row.identity = staged.identity and row.source = :source
         and row.environment = :environment and row.deleted_at is null
       where staged."hasId" and staged."ignoredReason" is null
     )
     select compared.line, statement.name,
       compared.identity ~ '^id:[0-9]{1,5}$'
         or (select count(distinct identity) from compared where is_other_day) > 1 as repeats
     from compared
     join kpay_statement_line line on line.row_id = compared.row_id
     join kpay_statement statement on statement.id = line.statement_id
     where is_other_amount or is_other_day
     order by compared.line, statement.created_at limit 1`,
    { source, environment }
  )
  if (before)
    refuseId(
      layout,
      before.line,
      toTextDetail("where", STATEMENT_REFUSALS, "statement_in_other", { name: before.name }),
      "statement_another_day",
      before.repeats ? toRemedy(layout, "statement_delete_or_name") : "statement_delete_other"
    )
}

/**
 * A day that has not come shows that days were read in the wrong order. Two days are left for clocks and time zones, and two weeks
 * where the only day is that on which the money comes.
 */
async function refuseFuture(transaction: Knex, { layout, forms }: Import): Promise<void> {
  const { date, settled } = layout.columns
  const days = date?.[0] === settled?.[0] ? 14 : 2
  const [row] = await readRows<{ line: number }>(
    transaction,
    `select line from kpay_staged
     where "ignoredReason" is null and "occurredAt" > now() + :days * interval '1 day' order by line limit 1`,
    { days }
  )
  if (!row) return
  refuseFile("statement_future", {
    ...toPlaceDetail(toPlace(layout, row.line, "date")),
    order: toOtherOrder(forms),
  })
}

const toOtherOrder = ({ dateOrder }: Import["forms"]): string =>
  dateOrder === "dmy" ? "mdy" : "dmy"

/** Whether a day can be that of a payment: an operator states it at once, and a bank by the week. */
const IS_DAY_OF_PAYMENT = (day: string): string =>
  `${day} between attempt.paid_at - interval '7 days' and attempt.paid_at + interval '60 days'`

/**
 * A payment of another day than its row shows that days were read in the wrong order, where it is of that day in the other one.
 * The statement would cover another time, and lack nothing.
 */
async function refuseOtherOrder(
  transaction: Knex,
  statementId: string,
  { layout, forms }: Import
): Promise<void> {
  const [row] = await readRows<{ line: number; paid_on: string; read_on: string }>(
    transaction,
    `select line.line, to_char(attempt.paid_at at time zone '${TIME_ZONE}', 'YYYY-MM-DD') as paid_on,
            to_char(stated.day, 'YYYY-MM-DD') as read_on
     from kpay_statement_line line join kpay_statement_row row on row.id = line.row_id
     join kpay_statement_match match on match.row_id = row.id and ${HOLDS} and match.how = 'id' and not match.takes_back
     join kpay_attempt attempt on attempt.id = match.attempt_id
     cross join lateral (select row.occurred_at at time zone '${TIME_ZONE}' as day) stated
     where line.statement_id = :statementId and not (${IS_DAY_OF_PAYMENT("row.occurred_at")})
       and case when extract(day from stated.day) > 12 then false else ${IS_DAY_OF_PAYMENT(
         `make_date(extract(year from stated.day)::integer, extract(day from stated.day)::integer,
           extract(month from stated.day)::integer)::timestamp at time zone '${TIME_ZONE}'`
       )} end
     order by line.line limit 1`,
    { statementId }
  )
  if (!row) return
  const { line, paid_on, read_on } = row
  refuseFile("statement_order_wrong", {
    ...toPlaceDetail(toPlace(layout, line, "date")),
    paid_on,
    read_on,
    order: toOtherOrder(forms),
  })
}

type Remedy =
  "statement_delete_other" | `${"statement_name" | "statement_delete_or_name"}_${"id" | "no_id"}`

/** What to do about a column that repeats for different payments. Where others can name them, it is not left out. */
function toRemedy<Start extends "statement_name" | "statement_delete_or_name">(
  { columns }: Layout,
  start: Start
): `${Start}_${"id" | "no_id"}` {
  return columns.reference ? `${start}_id` : `${start}_no_id`
}

function refuseId(
  layout: Layout,
  line: number,
  where: TextDetail<"where">,
  difference: "statement_another_amount" | "statement_another_payer" | "statement_another_day",
  remedy: Remedy
): never {
  return refuseFile("statement_id_twice", {
    ...toPlaceDetail(toPlace(layout, line, "transaction_id")),
    ...where,
    ...toTextDetail("difference", STATEMENT_REFUSALS, difference),
    ...toTextDetail("remedy", STATEMENT_REFUSALS, remedy),
  })
}

async function insertStatement(
  transaction: Knex,
  id: string,
  statement: Import,
  { first, last }: Period
): Promise<void> {
  const { source, name, environment, account, methods, settlingHours, actor, layout } = statement
  await transaction("kpay_statement").insert({
    id,
    source,
    name,
    environment,
    account,
    methods: [...methods],
    covers_from: statement.coversFrom ?? toStartOfDay(toKigaliDay(first)),
    covers_to: statement.coversTo ?? toStartOfDay(addDays(toKigaliDay(last), 1)),
    settling_hours: settlingHours,
    layout: JSON.stringify({
      encoding: layout.encoding,
      delimiter: layout.delimiter,
      header_line: layout.headerLine,
      columns: toNames(layout.columns, layout.names),
      decimal: statement.forms.decimal,
      date_order: statement.forms.dateOrder,
    }),
    known_rows: transaction.raw(
      `(select count(distinct staged.identity) from kpay_staged staged
        join kpay_statement_row row using (identity)
        where row.source = ? and row.environment = ? and row.deleted_at is null)`,
      [source, environment]
    ),
    created_by: actor,
  })
}

/** Stores what no earlier statement had. The newest statement says what became of the rest; erased data does not come back. */
async function storeRows(
  transaction: Knex,
  statementId: string,
  { source, environment, account }: Import
): Promise<void> {
  await transaction.raw(
    `insert into kpay_statement_row (id, source, environment, account, identity, transaction_id, set_aside_id, ids, amount, fee,
       occurred_at, has_time, settled_on, phone, payer_name, ignored_reason)
     select distinct on (identity) id, :source, :environment, cast(:account as text), identity, "transactionId", "setAsideId", ids, amount, fee,
       "occurredAt", "hasTime", "settledOn", phone, "payerName", "ignoredReason"
     from kpay_staged order by identity, ("ignoredReason" = 'reversed') desc, amount desc, line
     on conflict (source, environment, identity) where deleted_at is null do update set
       account = excluded.account, set_aside_id = coalesce(excluded.set_aside_id, kpay_statement_row.set_aside_id),
       ids = excluded.ids, amount = excluded.amount, occurred_at = excluded.occurred_at, has_time = excluded.has_time,
       fee = coalesce(excluded.fee, kpay_statement_row.fee),
       settled_on = coalesce(excluded.settled_on, kpay_statement_row.settled_on),
       ignored_reason = excluded.ignored_reason, outcome = null, updated_at = now()`,
    { source, environment, account }
  )
  await transaction.raw(
    `insert into kpay_statement_line (id, statement_id, row_id, line)
     select :statementId || '-' || min(staged.line), :statementId, row.id, min(staged.line)
     from kpay_staged staged
     join kpay_statement_row row on row.identity = staged.identity and row.source = :source
       and row.environment = :environment and row.deleted_at is null
     group by row.id`,
    { statementId, source, environment }
  )
}

async function rememberSource(
  transaction: Knex,
  { source, settings }: Pick<Import, "source" | "settings">
): Promise<void> {
  const row = { source, settings: JSON.stringify(settings) }
  await transaction("kpay_statement_source")
    .insert(row)
    .onConflict("source")
    .merge({ ...row, updated_at: transaction.fn.now() })
}
