import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MethodId } from "../../../domain/methods"
import { InvalidCursorError, type Page, type PageRequest } from "../../kpay/listing/listing"
import type { IgnoredReason, Outcome } from "../outcomes"
import { HOLDS, IS_IN_BOOKS } from "./attempts"
import { readRows, type Values } from "./pg"

/** A statement with what comparing it brought. */
export interface Statement {
  readonly id: string
  readonly source: string
  readonly name: string
  readonly environment: "test" | "live"
  readonly account: string | null
  readonly methods: readonly MethodId[]
  readonly covers_from: Date
  readonly covers_to: Date
  readonly settling_hours: number
  readonly layout: StatementLayout
  readonly known_rows: number
  readonly created_by: string
  readonly created_at: Date
}

/** How a statement's file was read. */
export interface StatementLayout {
  readonly encoding: string
  readonly delimiter: string
  readonly header_line: number
  readonly columns: Readonly<Record<string, readonly string[]>>
  readonly decimal: string
  readonly date_order: string
}

/** How many rows of a statement have an outcome, and their francs. */
export interface OutcomeCount {
  readonly statement_id: string
  /** `missing_in_statement` counts payments of the books. */
  readonly outcome: Outcome | "missing_in_statement"
  readonly ignored_reason: IgnoredReason | null
  readonly count: number
  readonly amount: number
  readonly fee: number
}

/** A row of a statement, or a payment that is missing in it, with the attempt that it is about. */
export interface ComparedRow {
  readonly id: string | null
  readonly line: number | null
  readonly outcome: Outcome | "missing_in_statement"
  readonly ignored_reason: IgnoredReason | null
  readonly transaction_id: string | null
  readonly amount: number
  readonly fee: number | null
  readonly occurred_at: Date
  readonly has_time: boolean
  readonly settled_on: string | null
  readonly phone: string | null
  readonly payer_name: string | null
  readonly attempt_id: string | null
  /** The payment that was recorded by hand, its order and its francs. */
  readonly manual_payment_id: string | null
  readonly manual_order_id: string | null
  readonly manual_amount: number | null
}

/** A match of a row, also one that was undone. */
export interface Match {
  readonly id: string
  readonly row_id: string
  /** `null` where the row is about a payment that was recorded by hand. */
  readonly attempt_id: string | null
  readonly how: "id" | "suggestion" | "hand"
  readonly status: "suggested" | "matched" | "undone"
  readonly decided_by: string | null
  readonly decided_at: Date | null
  readonly note: string | null
  readonly accepts_difference: boolean
  readonly undone_by: string | null
  readonly undone_at: Date | null
  readonly undone_note: string | null
  readonly created_at: Date
}

/** The payments that a statement should have and no statement of its source has, in SQL. */
const MISSING = `from kpay_statement statement
  join kpay_attempt attempt on attempt.environment = statement.environment
    and attempt.method = any(statement.methods)
    and (statement.account is null or attempt.account = statement.account)
    and attempt.paid_at >= statement.covers_from and attempt.paid_at < statement.covers_to
    and attempt.paid_at <= statement.created_at - statement.settling_hours * interval '1 hour'
  where ${IS_IN_BOOKS} and statement.deleted_at is null and statement.id = any(:ids)
    and not exists (select 1 from kpay_statement_match match
      where match.attempt_id = attempt.id and match.source = statement.source and ${HOLDS})`

const COUNTS = `
  select line.statement_id, row.outcome, row.ignored_reason, count(*)::integer as count,
         sum(row.amount)::float8 as amount, coalesce(sum(row.fee), 0)::float8 as fee
  from kpay_statement_line line join kpay_statement_row row on row.id = line.row_id
  where line.deleted_at is null and line.statement_id = any(:ids)
  group by 1, 2, 3
  union all
  select statement.id, 'missing_in_statement', null, count(*)::integer, sum(attempt.amount)::float8, 0
  ${MISSING} group by 1`

const ROW_COLUMNS = `row.id, line.line, row.outcome, row.ignored_reason, row.transaction_id, row.amount::float8 as amount,
  row.fee::float8 as fee, row.occurred_at, row.has_time, row.settled_on, row.phone, row.payer_name`

const ROWS = `
  select ${ROW_COLUMNS}, match.attempt_id, match.manual_payment_id, match.manual_order_id, match.manual_amount,
         line.line::text as place
  from kpay_statement_line line
  join kpay_statement_row row on row.id = line.row_id
  left join kpay_statement_match match on match.row_id = row.id and ${HOLDS}
  where line.deleted_at is null and line.statement_id = any(:ids)
    and (cast(:outcome as text) is null or row.outcome = :outcome)
    and (cast(:rowId as text) is null or row.id = :rowId)
    and (cast(:after as text) is null or line.line > cast(:after as integer))
  order by line.line limit :limit`

const MISSING_ROWS = `
  select null as id, null as line, 'missing_in_statement' as outcome, null as ignored_reason,
         attempt.momo_transaction_id as transaction_id, attempt.amount, null as fee, attempt.paid_at as occurred_at,
         true as has_time, null as settled_on, case when attempt.method <> 'card' then attempt.msisdn end as phone,
         null as payer_name, attempt.id as attempt_id, null as manual_payment_id, null as manual_order_id,
         null as manual_amount, attempt.paid_at::text || '/' || attempt.id as place
  ${MISSING}
    and (cast(:after as text) is null or (attempt.paid_at, attempt.id)
      > (cast(split_part(:after, '/', 1) as timestamptz), split_part(:after, '/', 2)))
  order by attempt.paid_at, attempt.id limit :limit`

const WRONG_CURSOR = "The cursor does not come from this list. Start without one."

/** Reads statements for admins. */
export class StatementListing {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  async find(id: string): Promise<Statement | null> {
    const [statement] = await readRows<Statement>(
      this.#knex,
      "select * from kpay_statement where id = :id and deleted_at is null",
      { id }
    )
    return statement ?? null
  }

  /** Newest first. @throws InvalidCursorError */
  async list(source: string | undefined, page: PageRequest): Promise<Page<Statement>> {
    return this.#readPage<Statement>(
      `select *, created_at::text || '/' || id as place from kpay_statement statement
       where deleted_at is null and (cast(:source as text) is null or source = :source)
         and (cast(:after as text) is null or (created_at, id)
           < (cast(split_part(:after, '/', 1) as timestamptz), split_part(:after, '/', 2)))
       order by created_at desc, id desc limit :limit`,
      { source: source ?? null },
      page
    )
  }

  async count(ids: readonly string[]): Promise<OutcomeCount[]> {
    return ids.length === 0 ? [] : readRows<OutcomeCount>(this.#knex, COUNTS, { ids })
  }

  /** Payments of the books whose money was taken back, and of which no person has said yet what was done about it. */
  async countReversed(): Promise<number> {
    const [found] = await readRows<{ count: number }>(
      this.#knex,
      `select count(distinct coalesce(match.attempt_id, match.manual_payment_id))::integer as count
       from kpay_statement_match match where match.takes_back and not match.accepts_difference and ${HOLDS}`
    )
    return found?.count ?? 0
  }

  /** In the order of the file; what is missing in it by the time it was paid. @throws InvalidCursorError */
  async listRows(
    statementId: string,
    outcome: ComparedRow["outcome"] | undefined,
    page: PageRequest
  ): Promise<Page<ComparedRow>> {
    const ids = [statementId]
    if (outcome === "missing_in_statement") return this.#readPage(MISSING_ROWS, { ids }, page)
    return this.#readPage(ROWS, { ids, outcome: outcome ?? null, rowId: null }, page)
  }

  async findRow(statementId: string, rowId: string): Promise<ComparedRow | null> {
    const values = { ids: [statementId], outcome: null, rowId, after: null, limit: 1 }
    const [row] = await readRows<ComparedRow>(this.#knex, ROWS, values)
    return row ?? null
  }

  /** The matches of rows, oldest first. */
  async listMatches(rowIds: readonly string[]): Promise<Match[]> {
    return readRows<Match>(
      this.#knex,
      "select * from kpay_statement_match where row_id = any(:rowIds) and deleted_at is null order by created_at, id",
      { rowIds }
    )
  }

  async findSettings<Settings>(source: string): Promise<Settings | null> {
    const [found] = await readRows<{ settings: Settings }>(
      this.#knex,
      "select settings from kpay_statement_source where source = :source and deleted_at is null",
      { source }
    )
    return found?.settings ?? null
  }

  async #readPage<Row>(
    sql: string,
    values: Values,
    { limit, cursor }: PageRequest
  ): Promise<Page<Row>> {
    const after = cursor === undefined ? null : parseCursor(cursor)
    const found = await readRows<Row & { place: string }>(this.#knex, sql, {
      ...values,
      after,
      limit: limit + 1,
    }).catch((error: unknown) => {
      // All else is checked before, so the value that PostgreSQL cannot read is the cursor's.
      if (after !== null && isDataException(error)) throw new InvalidCursorError(WRONG_CURSOR)
      throw error
    })
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      rows,
      nextCursor:
        found.length > limit && last ? Buffer.from(last.place).toString("base64url") : null,
    }
  }
}

function parseCursor(cursor: string): string {
  const after = Buffer.from(cursor, "base64url").toString()
  if (after === "" || /[\0\ufffd]/.test(after)) throw new InvalidCursorError(WRONG_CURSOR)
  return after
}

/** Whether PostgreSQL could not read a value: its errors of class 22. */
function isDataException(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("22")
}
