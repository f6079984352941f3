import type { MedusaContainer } from "@medusajs/framework/types"
import { isManualSessionRefunded } from "../../medusa/manual-payment"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import { refused, unknown, type Refused } from "../refused"
import { reopenUseByKpay } from "./use-by-kpay"

/** A record that was taken back. */
export interface TakenBack {
  readonly type: "done"
  readonly payment: ManualPayment
}

/**
 * A person says that a payment was recorded by mistake, and that no money went back to the shopper. Its MoMo transaction can then be
 * recorded for the order that it was for, or K-Pay's money of it applied there. Medusa's books must not have it any more: it must be
 * refunded there.
 */
export async function takeBackManualPayment(
  container: MedusaContainer,
  {
    id,
    orderId,
    note,
    actor,
  }: {
    readonly id: string
    readonly orderId: string
    readonly note: string
    readonly actor: string
  }
): Promise<TakenBack | Refused> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const payment = await manual.find(id)
  if (payment?.order_id !== orderId)
    return unknown(`The order ${orderId} has no payment by hand with the id ${id}.`)
  if (payment.status === "taken_back") {
    await reopenUseByKpay(container, payment, actor)
    return { type: "done", payment }
  }
  if (payment.status !== "booked")
    return refused("This payment is not booked, so there is nothing to take back.")
  if (!(await canTakeBack(container, payment)))
    return refused(
      "Medusa's books have this payment. Refund all of it in Medusa first, then take it back here."
    )
  // Before the record is gone, so that a server that dies leaves the money in front of a person. After it, since the money may be
  // dismissed in this moment.
  await reopenUseByKpay(container, payment, actor)
  const takenBack = await manual.recordTakenBack(payment.id, note)
  if (!takenBack) return refused("This payment was changed meanwhile. Read it again.")
  await reopenUseByKpay(container, takenBack, actor)
  return { type: "done", payment: takenBack }
}

/** Whether all of a payment was refunded in Medusa, so that its record can be taken back. */
export async function canTakeBack(
  container: MedusaContainer,
  { status, payment_session_id }: ManualPayment
): Promise<boolean> {
  return (
    status === "booked" &&
    payment_session_id !== null &&
    (await isManualSessionRefunded(container, payment_session_id))
  )
}
