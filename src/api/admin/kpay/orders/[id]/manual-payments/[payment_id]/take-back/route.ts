import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayManualPaymentResponse, KpayRefusal } from "../../../../../../../../http-types"
import { takeBackManualPayment } from "../../../../../../../../operations/manual-payments/take-back"
import { sendRefusal } from "../../../../../../../done"
import { toManualPaymentViews } from "../../../../../../../manual-payment-view"
import { parseInput } from "../../../../../../../parse-input"

const note = '"note" must say why the record was a mistake, in 3 to 500 characters'

const bodyShape = z.object({
  note: z.string({ error: note }).trim().min(3, { error: note }).max(500, { error: note }),
})

/** Records that a payment was recorded by mistake, so that its MoMo transaction can be recorded for the right order. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayManualPaymentResponse | KpayRefusal>
): Promise<void> {
  const { id = "", payment_id = "" } = request.params
  const result = await takeBackManualPayment(request.scope, {
    id: payment_id,
    orderId: id,
    note: parseInput(bodyShape, request.body).note,
    actor: request.auth_context.actor_id,
  })
  if (result.type === "refused") {
    sendRefusal(response, result)
    return
  }
  const [view] = await toManualPaymentViews(request.scope, [result.payment])
  response.json({ manual_payment: view as KpayManualPaymentResponse["manual_payment"] })
}
