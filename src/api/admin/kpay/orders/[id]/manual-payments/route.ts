import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type {
  KpayManualPaymentResponse,
  KpayManualPaymentsResponse,
  KpayRefusal,
} from "../../../../../../http-types"
import { MANUAL_PAYMENT_KINDS } from "../../../../../../modules/kpay-manual-payments/kinds"
import { listManualPayments } from "../../../../../../operations/manual-payments/list-manual-payments"
import { recordManualPayment } from "../../../../../../operations/manual-payments/record-manual-payment"
import { sendRefusal } from "../../../../../done"
import { toManualPaymentViews } from "../../../../../manual-payment-view"
import { parseInput } from "../../../../../parse-input"

const amount = '"amount" must be a whole number of francs, at least 1'
const requestId =
  '"request_id" must be a text of 8 to 100 characters that is new for each payment, so that a repeated request books it once'

const bodyShape = z
  .object({
    kind: z.enum(MANUAL_PAYMENT_KINDS, {
      error: `"kind" must be one of ${MANUAL_PAYMENT_KINDS.map((kind) => `"${kind}"`).join(", ")}`,
    }),
    amount: z.int({ error: amount }).min(1, { error: amount }),
    reference: z
      .string({ error: '"reference" must be text' })
      .trim()
      .max(100, { error: '"reference" may have 100 characters' })
      .nullish(),
    note: z
      .string({ error: '"note" must be text' })
      .trim()
      .max(500, { error: '"note" may have 500 characters' })
      .nullish(),
    request_id: z
      .string({ error: requestId })
      .trim()
      .min(8, { error: requestId })
      .max(100, { error: requestId }),
  })
  .refine(({ kind, reference }) => kind !== "momo" || Boolean(reference), {
    error: '"reference" must be the MoMo transaction id, as it stands in the SMS',
  })

/** What was paid for an order otherwise than through K-Pay. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayManualPaymentsResponse>
): Promise<void> {
  const orderId = request.params.id ?? ""
  const found = await listManualPayments(request.scope, orderId)
  if (!found) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId}.`)
  response.json({
    manual_payments: await toManualPaymentViews(request.scope, found.payments),
    actions: found.canRecord ? ["record"] : [],
  })
}

/**
 * Records what was paid for an order otherwise than through K-Pay, and books it. The same `request_id` again is the same
 * payment. 409 says why it was not booked.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayManualPaymentResponse | KpayRefusal>
): Promise<void> {
  const body = parseInput(bodyShape, request.body)
  const result = await recordManualPayment(request.scope, {
    request_id: body.request_id,
    order_id: request.params.id ?? "",
    kind: body.kind,
    amount: body.amount,
    reference: body.reference || null,
    note: body.note || null,
    created_by: request.auth_context.actor_id,
  })
  if (result.type === "refused") {
    // Medusa answers each of its own conflicts with one sentence about idempotency keys.
    sendRefusal(response, result, result.isUnknown ? 404 : 409)
    return
  }
  const [manual_payment] = await toManualPaymentViews(request.scope, [result.payment])
  if (manual_payment) response.json({ manual_payment })
}
