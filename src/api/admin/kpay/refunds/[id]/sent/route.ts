import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayRefundResponse, KpayRefusal } from "../../../../../../http-types"
import { recordRefundSent } from "../../../../../../operations/record-refund"
import { toRefundResponse } from "../../../../../admin-read"
import { sendRefusal } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"

const reference = '"reference" must be the reference of the transfer by which the money was sent'
const bodyShape = z.object({
  reference: z.string({ error: reference }).trim().min(1, { error: reference }).max(100),
  note: z.string().trim().max(500).nullish(),
})

/** Records that a refund was sent by hand, with the transfer's reference. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayRefundResponse | KpayRefusal>
): Promise<void> {
  const body = parseInput(bodyShape, request.body)
  const result = await recordRefundSent(request.scope, {
    id: request.params.id ?? "",
    reference: body.reference,
    note: body.note ?? null,
    actor: request.auth_context.actor_id,
  })
  if (result.type === "refused") {
    sendRefusal(response, result)
    return
  }
  response.json(await toRefundResponse(request.scope, result.refund, result.attempt))
}
