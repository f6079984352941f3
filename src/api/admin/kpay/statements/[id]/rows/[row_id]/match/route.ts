import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayRefusal, KpayStatementRowResponse } from "../../../../../../../../http-types"
import { answer } from "../../../../../../../done"
import { parseInput } from "../../../../../../../parse-input"
import { decideRow, noteField } from "../../../../../../../statements/decide"

const id = '"id" must be a MoMo id, tid, refid or attempt id of a payment'

const bodyShape = z.object({
  id: z.string({ error: id }).trim().min(1, { error: id }).max(100, { error: id }),
  note: noteField,
})

/** Matches a row by hand with the payment that an id names. Changes nothing about the payment. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayStatementRowResponse | KpayRefusal>
): Promise<void> {
  const body = parseInput(bodyShape, request.body)
  await answer(response, () =>
    decideRow(request, { note: body.note }, (statements, decision, fees) =>
      statements.match(decision, body.id, fees)
    )
  )
}
