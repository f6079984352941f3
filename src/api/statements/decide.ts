import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { KpayStatementRowResponse } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import type { KpaySettings } from "../../modules/kpay/options/options"
import type KpayModuleService from "../../modules/kpay/service"
import type { Decided, Decision } from "../../modules/kpay-statements/books/deciding"
import type { Statement } from "../../modules/kpay-statements/books/listing"
import type KpayStatementsModuleService from "../../modules/kpay-statements/service"
import { resolveStatements } from "../../statements/resolve"
import { RefusedError } from "../done"
import { readRowResponse, requireRow, requireStatement } from "./read-statement"

const note = '"note" must say why, in 3 to 500 characters'

export const noteField = z
  .string({ error: note })
  .trim()
  .min(3, { error: note })
  .max(500, { error: note })

/** The attempt that the page showed beside the row. */
export const shownAttemptField = z.string({ error: '"attempt_id" must be text' }).optional()

/**
 * Records what an admin decides about a row.
 *
 * @throws RefusedError with the reason where it was refused.
 */
export async function decideRow(
  request: AuthenticatedMedusaRequest,
  given: Pick<Decision, "note" | "shownAttemptId">,
  decide: (
    statements: KpayStatementsModuleService,
    decision: Decision,
    fees: KpaySettings["fees"],
    statement: Statement
  ) => Promise<Decided>
): Promise<KpayStatementRowResponse> {
  const { scope, params } = request
  const { settings } = scope.resolve<KpayModuleService>(KPAY_MODULE)
  const statement = await requireStatement(scope, params.id)
  const rowId = params.row_id ?? ""
  await requireRow(scope, statement.id, rowId)
  const decided = await decide(
    resolveStatements(scope),
    { statementId: statement.id, rowId, actor: request.auth_context.actor_id, ...given },
    settings.fees,
    statement
  )
  if (decided.type === "refused") throw new RefusedError(MedusaError.Types.NOT_ALLOWED, decided)
  return readRowResponse(scope, statement, rowId)
}
