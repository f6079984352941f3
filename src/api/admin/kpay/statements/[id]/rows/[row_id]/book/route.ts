import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayRefusal, KpayStatementRowResponse } from "../../../../../../../../http-types"
import { bookRow } from "../../../../../../../../statements/recorded-by-hand"
import { answer } from "../../../../../../../done"
import { parseInput } from "../../../../../../../parse-input"
import { decideRow, noteField } from "../../../../../../../statements/decide"

const bodyShape = z.object({
  order_id: z.string({ error: '"order_id" is missing' }),
  note: noteField,
})

/** Records a row's money as paid for an order, and matches the row with that payment. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayStatementRowResponse | KpayRefusal>
): Promise<void> {
  const { order_id, note } = parseInput(bodyShape, request.body)
  await answer(response, () =>
    decideRow(request, { note }, (_statements, decision, _fees, statement) =>
      bookRow(request.scope, decision, statement, order_id)
    )
  )
}
