import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayRefusal, KpayStatementRowResponse } from "../../../../../../../../http-types"
import { answer } from "../../../../../../../done"
import { parseInput } from "../../../../../../../parse-input"
import { decideRow, noteField, shownAttemptField } from "../../../../../../../statements/decide"

const bodyShape = z.object({ note: noteField, attempt_id: shownAttemptField })

/** Undoes a match or rejects a suggestion. The same two are not matched again by themselves. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayStatementRowResponse | KpayRefusal>
): Promise<void> {
  const { note, attempt_id } = parseInput(bodyShape, request.body)
  await answer(response, () =>
    decideRow(request, { note, shownAttemptId: attempt_id }, (statements, decision, fees) =>
      statements.unmatch(decision, fees)
    )
  )
}
