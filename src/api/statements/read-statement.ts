import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { toReason } from "../../domain/sentences"
import { toFeeRwf } from "../../modules/kpay/cash-up/fee"
import type {
  KpayStatement,
  KpayStatementResponse,
  KpayStatementRow,
  KpayStatementRowResponse,
} from "../../http-types"
import { readUserNames } from "../../medusa/names"
import { KPAY_MODULE } from "../../modules/kpay"
import type { PageRequest } from "../../modules/kpay/listing/listing"
import type KpayModuleService from "../../modules/kpay/service"
import type { ComparedRow, Statement } from "../../modules/kpay-statements/books/listing"
import { STATEMENT_REFUSALS } from "../../modules/kpay-statements/refusals"
import { undoMatchesTakenBack } from "../../statements/recorded-by-hand"
import { resolveStatements } from "../../statements/resolve"
import { RefusedError } from "../done"
import { withCursorCheck } from "../parse-input"
import { toRowView, toStatementView } from "./statement-view"

/** @throws RefusedError (404) for an id that is no statement's. */
export async function requireStatement(
  container: MedusaContainer,
  id: string | undefined
): Promise<Statement> {
  await undoMatchesTakenBack(container)
  const statement = await resolveStatements(container).findStatement(id ?? "")
  if (statement) return statement
  throw toUnknown("statement_unknown")
}

/** Statements with the counts of their outcomes. */
export async function toStatementViews(
  container: MedusaContainer,
  statements: readonly Statement[]
): Promise<KpayStatement[]> {
  const counts = await resolveStatements(container).countOutcomes(statements.map(({ id }) => id))
  const userNames = await readUserNames(
    container,
    statements.map(({ created_by }) => created_by)
  )
  return statements.map((statement) =>
    toStatementView(
      statement,
      counts.filter(({ statement_id }) => statement_id === statement.id),
      userNames
    )
  )
}

/** A statement with a page of its rows. @throws RefusedError (404), MedusaError (400) */
export async function readStatementResponse(
  container: MedusaContainer,
  id: string | undefined,
  outcome: ComparedRow["outcome"] | undefined,
  page: PageRequest
): Promise<KpayStatementResponse> {
  const statement = await requireStatement(container, id)
  const { rows, nextCursor } = await withCursorCheck(() =>
    resolveStatements(container).listRows(statement.id, outcome, page)
  )
  return {
    statement: await toOneView(container, statement),
    rows: await toRowViews(container, rows),
    next_cursor: nextCursor,
  }
}

/** A row after a decision, with what the decision made of its statement. @throws RefusedError (404) */
export async function readRowResponse(
  container: MedusaContainer,
  statement: Statement,
  rowId: string
): Promise<KpayStatementRowResponse> {
  const row = await requireRow(container, statement.id, rowId)
  const [view] = await toRowViews(container, [row])
  if (!view) throw toUnknown("statement_row_unknown")
  return { row: view, statement: await toOneView(container, statement) }
}

/** @throws RefusedError (404) for an id that is no row's of the statement. */
export async function requireRow(
  container: MedusaContainer,
  statementId: string,
  rowId: string
): Promise<ComparedRow> {
  const row = await resolveStatements(container).findRow(statementId, rowId)
  if (row) return row
  throw toUnknown("statement_row_unknown")
}

function toUnknown(id: "statement_unknown" | "statement_row_unknown"): RefusedError {
  return new RefusedError(MedusaError.Types.NOT_FOUND, toReason(STATEMENT_REFUSALS, id))
}

async function toOneView(container: MedusaContainer, statement: Statement): Promise<KpayStatement> {
  const [view] = await toStatementViews(container, [statement])
  return view ?? toStatementView(statement, [], new Map())
}

async function toRowViews(
  container: MedusaContainer,
  rows: readonly ComparedRow[]
): Promise<KpayStatementRow[]> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const matches = await resolveStatements(container).listMatches(rows.flatMap(({ id }) => id ?? []))
  const ids = [...matches, ...rows].flatMap(({ attempt_id }) => attempt_id ?? [])
  const attempts = new Map(
    (await kpay.listAttemptsByIds([...new Set(ids)])).map((attempt) => [attempt.id, attempt])
  )
  const userNames = await readUserNames(
    container,
    matches.flatMap(({ decided_by, undone_by }) => [decided_by ?? [], undone_by ?? []].flat())
  )
  return rows.map((row) => {
    const attempt = attempts.get(row.attempt_id ?? "") ?? null
    const { fees } = kpay.settings
    return toRowView(row, {
      attempt,
      feeEstimated:
        attempt && fees[attempt.method] ? toFeeRwf(attempt.amount, fees[attempt.method]) : null,
      matches: matches.filter(({ row_id }) => row_id === row.id),
      userNames,
    })
  })
}
