import type { MedusaContainer, UpdatePaymentDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/**
 * Lets core capture a payment that it calls captured without a capture. Core deletes a capture where its next write, that the
 * payment is captured, gives no answer. Where PostgreSQL went away after that write, the payment stays so: core captures it no
 * more, and books nothing for it.
 */
export async function undoEmptyCapture(
  container: MedusaContainer,
  sessionId: string
): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  const [payment] = await payments.listPayments(
    { payment_session_id: sessionId },
    { relations: ["captures"] }
  )
  if (!payment?.captured_at || (payment.captures ?? []).length > 0) return
  // Core's type leaves out what its method writes.
  const change: UpdatePaymentDTO & { readonly captured_at: null } = {
    id: payment.id,
    captured_at: null,
  }
  await payments.updatePayment(change)
}
