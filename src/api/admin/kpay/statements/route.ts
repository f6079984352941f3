import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type {
  KpayRefusal,
  KpayStatementResponse,
  KpayStatementsResponse,
} from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { pageFields, parseInput, withCursorCheck } from "../../../parse-input"
import { readStatementResponse, toStatementViews } from "../../../statements/read-statement"
import { withReceivedFile } from "../../../statements/receive-file"
import { answerWithProgress } from "../../../statements/tell-progress"
import { parseUpload, sourceField } from "../../../statements/upload-query"
import { readRecordedByHand, undoMatchesTakenBack } from "../../../../statements/recorded-by-hand"
import { resolveStatements } from "../../../../statements/resolve"

const listShape = z.object({
  ...pageFields,
  limit: z.coerce.number().int().min(1).max(200).default(20),
  source: sourceField.optional(),
})

/** Rows that come with the answer to an upload. */
const ROWS_SHOWN = 50

/** The statements that were uploaded, newest first, with the counts of their outcomes. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayStatementsResponse>
): Promise<void> {
  const { source, limit, cursor } = parseInput(listShape, request.query)
  await undoMatchesTakenBack(request.scope)
  const { rows, nextCursor } = await withCursorCheck(() =>
    resolveStatements(request.scope).listStatements(source, { limit, cursor })
  )
  response.json({
    statements: await toStatementViews(request.scope, rows),
    next_cursor: nextCursor,
  })
}

/** Takes a file as the body and compares it with the books. 400 says what is wrong with it; then nothing has changed. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayStatementResponse | KpayRefusal>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  await answerWithProgress(request, response, async (tell) => {
    const upload = parseUpload(kpay, request.query, request.auth_context.actor_id)
    await undoMatchesTakenBack(request.scope)
    const id = await withReceivedFile(request, async (path) =>
      resolveStatements(request.scope).importFile(path, upload, {
        fees: kpay.settings.fees,
        recorded: await readRecordedByHand(request.scope),
        tell,
      })
    )
    return readStatementResponse(request.scope, id, undefined, { limit: ROWS_SHOWN })
  })
}
