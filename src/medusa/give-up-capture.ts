import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Session } from "./checkout"
import { deleteSession } from "./delete-session"

/**
 * Has core give up the money that it has captured for a cart, as core itself does when it cannot complete the cart: refunds it in
 * core's books and deletes the session, so that no order can be placed on it. The cart owes its total again.
 *
 * Call it while the cart's lock is held and the cart is no order.
 */
export async function giveUpCapture(container: MedusaContainer, session: Session): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  const [payment] = await payments.listPayments({ payment_session_id: session.id })
  // A server may have died between the two.
  if (payment && session.is_captured)
    await payments.refundPayment({
      payment_id: payment.id,
      note: "Given up: no order was placed with this payment.",
    })
  if (!session.is_deleted) await deleteSession(container, session.id)
}
