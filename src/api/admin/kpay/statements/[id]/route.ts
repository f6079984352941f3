import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type {
  KpayRefusal,
  KpayStatementDeletedResponse,
  KpayStatementResponse,
} from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { OUTCOMES } from "../../../../../modules/kpay-statements/outcomes"
import { answer } from "../../../../done"
import { pageFields, parseInput } from "../../../../parse-input"
import { readStatementResponse, requireStatement } from "../../../../statements/read-statement"
import { resolveStatements } from "../../../../../statements/resolve"

const outcomes = [...OUTCOMES, "missing_in_statement"] as const

const queryShape = z.object({
  ...pageFields,
  outcome: z
    .enum(outcomes, { error: `"outcome" must be one of ${outcomes.join(", ")}` })
    .optional(),
})

/** A statement with a page of its rows, or of the payments that are missing in it. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayStatementResponse | KpayRefusal>
): Promise<void> {
  const { outcome, limit, cursor } = parseInput(queryShape, request.query)
  await answer(response, () =>
    readStatementResponse(request.scope, request.params.id, outcome, { limit, cursor })
  )
}

/** Deletes a statement with the rows and matches that no other statement has. */
export async function DELETE(
  request: MedusaRequest,
  response: MedusaResponse<KpayStatementDeletedResponse | KpayRefusal>
): Promise<void> {
  await answer(response, async () => {
    const { id } = await requireStatement(request.scope, request.params.id)
    const { fees } = request.scope.resolve<KpayModuleService>(KPAY_MODULE).settings
    await resolveStatements(request.scope).deleteStatement(id, fees)
    return { id, object: "kpay_statement", deleted: true } as const
  })
}
