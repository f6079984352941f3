import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { toFeeTable } from "../kpay/cash-up/fee"
import type { Page, PageRequest } from "../kpay/listing/listing"
import type { KpaySettings } from "../kpay/options/options"
import type { ErasureKeys } from "../kpay/privacy/erasures"
import { Decisions, type Decided, type Decision, type RecordByHand } from "./books/deciding"
import { eraseRows, eraseRowsOf, readPhones } from "./books/erasing"
import { HOLDS, IS_BACK } from "./books/attempts"
import { importStatement, type Import } from "./books/importing"
import { writeOutcomes, type RecordedByHand } from "./books/matching"
import {
  StatementListing,
  type ComparedRow,
  type Match,
  type OutcomeCount,
  type Statement,
} from "./books/listing"
import { inTurn } from "./books/turn"
import { undoMatchesOf } from "./books/undoing"
import { readSums, type SettledDay, type StatedDay } from "./books/sums"
import { findMissing, toMappingWithIds, toNames, type Mapping } from "./file/columns"
import { findLayout, requireColumns, type Delimiter, type Layout } from "./file/layout"
import { findForms, readRows, type FormsWish } from "./file/read-file"

/** An upload, as an admin asked for it. */
export interface Upload
  extends
    Pick<
      Import,
      "source" | "name" | "environment" | "account" | "coversFrom" | "coversTo" | "actor"
    >,
    FormsWish {
  readonly methods: Import["methods"] | undefined
  readonly settlingHours: number | undefined
  readonly mapping: Mapping | undefined
  readonly delimiter: Delimiter | undefined
  readonly paidWords: readonly string[] | undefined
}

/** What is remembered of a source's uploads. */
interface SourceSettings extends FormsWish {
  readonly mapping?: Mapping
  readonly paidWords?: readonly string[]
  readonly methods?: Import["methods"]
  readonly settlingHours?: number
}

/** What an import is told beside the file. */
interface Surroundings {
  readonly fees: KpaySettings["fees"]
  /** What admins recorded by hand, which belongs to the books too. */
  readonly recorded: readonly RecordedByHand[]
  readonly tell: Import["tell"]
}

/** How a file would be read. */
export interface FileCheck {
  readonly layout: Layout
  readonly columns: Readonly<Record<string, readonly string[]>>
  readonly missing: readonly ("amount" | "date")[]
}

/** A payment is expected in a statement that was made this long after it, unless an upload says otherwise. */
const SETTLING_HOURS = 24

interface Dependencies {
  readonly __pg_connection__: Knex
}

/**
 * Statements of operators and banks, compared with the books. It reads the attempts of the module `kpay` and changes none of
 * them; nothing here applies money.
 */
export default class KpayStatementsModuleService {
  private readonly knex_: Knex
  private readonly listing_: StatementListing
  private readonly decisions_: Decisions

  constructor({ __pg_connection__: knex }: Dependencies) {
    this.knex_ = knex
    this.listing_ = new StatementListing(knex)
    this.decisions_ = new Decisions(knex)
  }

  /** How a file would be read, with the columns that are recognised. @throws StatementFileError */
  async checkFile(path: string, upload: Upload): Promise<FileCheck> {
    const layout = await this.findLayout_(path, upload, await this.findSettings_(upload.source))
    return {
      layout,
      columns: toNames(layout.columns, layout.names),
      missing: findMissing(layout.columns),
    }
  }

  /**
   * Stores a statement and compares it with the books. A file that cannot be read changes nothing.
   *
   * @throws StatementFileError that says what to correct.
   */
  async importFile(
    path: string,
    upload: Upload,
    { fees, recorded, tell }: Surroundings
  ): Promise<string> {
    const remembered = await this.findSettings_(upload.source)
    const layout = await this.findLayout_(path, upload, remembered)
    requireColumns(layout)
    const forms = {
      ...(await findForms(path, layout, upload, remembered)),
      paidWords: upload.paidWords ?? remembered.paidWords ?? [],
    }
    const methods = upload.methods ?? remembered.methods ?? toMethods(upload.source)
    const settlingHours = upload.settlingHours ?? remembered.settlingHours ?? SETTLING_HOURS
    const settings: SourceSettings = {
      mapping: upload.mapping ?? remembered.mapping ?? {},
      paidWords: forms.paidWords,
      methods,
      settlingHours,
      ...withoutEmpty({
        decimal: upload.decimal ?? remembered.decimal,
        dateOrder: upload.dateOrder ?? remembered.dateOrder,
      }),
    }
    return importStatement(this.knex_, {
      ...upload,
      methods,
      settlingHours,
      layout,
      forms,
      rows: readRows(path, layout, forms),
      fees: toFeeTable(fees),
      recorded,
      settings,
      settingsWithIds: {
        ...settings,
        mapping: toMappingWithIds(settings.mapping ?? {}, toFormerIds(remembered), layout.names),
      },
      tell,
    })
  }

  async findStatement(id: string): Promise<Statement | null> {
    return this.listing_.find(id)
  }

  /** Newest first. @throws InvalidCursorError */
  async listStatements(source: string | undefined, page: PageRequest): Promise<Page<Statement>> {
    return this.listing_.list(source, page)
  }

  async countOutcomes(statementIds: readonly string[]): Promise<OutcomeCount[]> {
    return this.listing_.count(statementIds)
  }

  /** See {@link StatementListing.countReversed}. */
  async countReversed(): Promise<number> {
    return this.listing_.countReversed()
  }

  /** @throws InvalidCursorError */
  async listRows(
    statementId: string,
    outcome: ComparedRow["outcome"] | undefined,
    page: PageRequest
  ): Promise<Page<ComparedRow>> {
    return this.listing_.listRows(statementId, outcome, page)
  }

  async findRow(statementId: string, rowId: string): Promise<ComparedRow | null> {
    return this.listing_.findRow(statementId, rowId)
  }

  /** The matches of rows, oldest first, those that were undone included. */
  async listMatches(rowIds: readonly string[]): Promise<Match[]> {
    return rowIds.length === 0 ? [] : this.listing_.listMatches(rowIds)
  }

  /** See {@link Decisions.match}. */
  async match(decision: Decision, attemptId: string, fees: KpaySettings["fees"]): Promise<Decided> {
    return this.decisions_.match(decision, attemptId, toFeeTable(fees))
  }

  /** See {@link Decisions.book}. */
  async book(
    decision: Decision,
    record: RecordByHand,
    fees: KpaySettings["fees"]
  ): Promise<Decided> {
    return this.decisions_.book(decision, record, toFeeTable(fees))
  }

  /** See {@link Decisions.confirm}. */
  async confirm(decision: Decision, fees: KpaySettings["fees"]): Promise<Decided> {
    return this.decisions_.confirm(decision, toFeeTable(fees))
  }

  /** See {@link Decisions.unmatch}. */
  async unmatch(decision: Decision, fees: KpaySettings["fees"]): Promise<Decided> {
    return this.decisions_.unmatch(decision, toFeeTable(fees))
  }

  /** See {@link undoMatchesOf}. */
  async undoMatchesOf(
    manualPaymentIds: readonly string[],
    note: string,
    fees: KpaySettings["fees"]
  ): Promise<void> {
    return undoMatchesOf(this.knex_, manualPaymentIds, note, toFeeTable(fees))
  }

  /** Deletes a statement, and with it the rows and matches that no other statement has. */
  async deleteStatement(id: string, fees: KpaySettings["fees"]): Promise<void> {
    await inTurn(this.knex_, async (transaction) => {
      await transaction.raw(
        `create temporary table kpay_left on commit drop as
           select row_id as id from kpay_statement_line where statement_id = ?
           except select row_id from kpay_statement_line where statement_id <> ?`,
        [id, id]
      )
      await transaction("kpay_statement_line").where({ statement_id: id }).delete()
      const beside = await listTakenBack(transaction)
      await transaction.raw(
        "delete from kpay_statement_match where row_id in (select id from kpay_left)"
      )
      await transaction.raw("delete from kpay_statement_row where id in (select id from kpay_left)")
      await transaction("kpay_statement").where({ id }).delete()
      await transaction.raw("drop table kpay_left")
      for (const rowId of beside) await writeOutcomes(transaction, { rowId }, toFeeTable(fees))
    })
  }

  /** What statements say of the matched payments of a period: real fees and days of settlement. */
  async readSums(
    period: { readonly from: string; readonly to: string; readonly environment: "test" | "live" },
    fees: KpaySettings["fees"]
  ): Promise<{ days: StatedDay[]; settlements: SettledDay[] }> {
    return readSums(this.knex_, period, toFeeTable(fees))
  }

  /** The phones of a customer's payments. Read before they are erased, and handed to {@link eraseCustomer} afterwards. */
  async readPhones(keys: ErasureKeys): Promise<string[]> {
    return readPhones(this.knex_, keys)
  }

  async eraseCustomer(keys: ErasureKeys, phones: readonly string[]): Promise<void> {
    return eraseRowsOf(this.knex_, keys, phones)
  }

  /** Erases phones and names with those of their payments, and after the shop's time. */
  async erasePersonalData(ageMs: number | undefined): Promise<void> {
    return eraseRows(this.knex_, ageMs ?? null)
  }

  private async findSettings_(source: string): Promise<SourceSettings> {
    return (await this.listing_.findSettings<SourceSettings>(source)) ?? {}
  }

  private async findLayout_(
    path: string,
    upload: Upload,
    remembered: SourceSettings
  ): Promise<Layout> {
    return findLayout(path, {
      mapping: upload.mapping ?? {},
      rememberedMapping: upload.mapping ? {} : (remembered.mapping ?? {}),
      formerIds: toFormerIds(remembered),
      delimiter: upload.delimiter,
    })
  }
}

/** The columns of ids that a person has named for a source. */
function toFormerIds({ mapping }: SourceSettings): string[] {
  return [mapping?.transaction_id ?? []].flat()
}

/** The rows of payments whose money a row that is deleted takes back. */
async function listTakenBack(transaction: Knex): Promise<string[]> {
  const { rows } = await transaction.raw<{ rows: { row_id: string }[] }>(
    `select match.row_id from kpay_statement_match match join kpay_statement_match back on ${IS_BACK}
     where back.row_id in (select id from kpay_left) and match.row_id not in (select id from kpay_left) and ${HOLDS}`
  )
  return rows.map(({ row_id }) => row_id)
}

/** The methods that a source has by its name; all where the name says nothing. */
function toMethods(source: string): Import["methods"] {
  if (/mtn|momo/.test(source)) return ["momo"]
  if (source.includes("airtel")) return ["airtel"]
  if (source.includes("spenn")) return ["spenn"]
  if (/card|visa|mastercard/.test(source)) return ["card"]
  return ["momo", "airtel", "card", "spenn"]
}

function withoutEmpty<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
