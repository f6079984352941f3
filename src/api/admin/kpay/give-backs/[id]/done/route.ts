import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayGiveBackResponse } from "../../../../../../http-types"
import { finishGiveBack } from "../../../../../../operations/record-refund"
import { toGiveBackView } from "../../../../../admin-view"
import { parseInput } from "../../../../../parse-input"

const reference = '"reference" must be the reference of the transfer by which the money was sent'
const bodyShape = z.object({
  reference: z.string({ error: reference }).trim().min(1, { error: reference }).max(100),
  note: z.string().trim().max(500).nullish(),
})

/** The money was sent by hand: notes the transfer's reference. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayGiveBackResponse>
): Promise<void> {
  const body = parseInput(bodyShape, request.body)
  const { done, attempt } = await finishGiveBack(request.scope, {
    id: request.params.id ?? "",
    reference: body.reference,
    note: body.note ?? null,
    actor: request.auth_context.actor_id,
  })
  response.json({ give_back: toGiveBackView(done, attempt) })
}
