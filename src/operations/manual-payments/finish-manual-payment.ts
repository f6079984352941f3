import type { MedusaContainer } from "@medusajs/framework/types"
import type { AmountRwf } from "../../domain/amount"
import { canTake } from "../../domain/balance"
import { deleteSession } from "../../medusa/delete-session"
import {
  bookManualSession,
  endManualSession,
  isManualSessionCaptured,
  lowerOpenCollections,
  openManualCollection,
  openManualSession,
} from "../../medusa/manual-payment"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import { toBookedAmount } from "../find-session-for-money"
import { readPayableOrder } from "../read-payment"
import { findOtherUseByKpay } from "./use-by-kpay"

/**
 * Has core book a manual payment that is being recorded, or goes on where a process died: booked once, however often it is
 * called. What the order does not owe any more, or K-Pay has told of, is not booked.
 *
 * Call it while the order's lease is held.
 */
export async function finishManualPayment(
  container: MedusaContainer,
  payment: ManualPayment
): Promise<ManualPayment> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const ready = (await isCaptured(container, payment)) ? payment : await prepare(container, payment)
  if (ready?.status === "recording" && ready.payment_session_id !== null) {
    const now = await container.resolve<KpayModuleService>(KPAY_MODULE).readNow()
    await bookManualSession(container, ready.payment_session_id, ready.created_by, now)
    const payable = await readPayableOrder(container, ready.order_id)
    if (payable) await lowerOpenCollections(container, ready.order_id, payable.balance.owed)
    await manual.recordBooked(ready.id)
  }
  return (await manual.find(payment.id)) ?? payment
}

/** Core has this money already; what is left is to finish booking it. */
async function isCaptured(
  container: MedusaContainer,
  { payment_collection_id, payment_session_id }: ManualPayment
): Promise<boolean> {
  return (
    payment_collection_id !== null &&
    payment_session_id !== null &&
    isManualSessionCaptured(container, payment_collection_id, payment_session_id)
  )
}

/** Gives the payment with the session that takes it; `null` where the order does not take it, or another caller has it. */
async function prepare(
  container: MedusaContainer,
  payment: ManualPayment
): Promise<ManualPayment | null> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const payable = await readPayableOrder(container, payment.order_id)
  const { payment_collection_id, payment_session_id } = payment
  // K-Pay may have told of the transaction since it was entered. Its money looks here before it is applied.
  const isOwed =
    payable !== null &&
    !payable.order.is_cancelled &&
    canTake(payable.balance, payment.amount) &&
    (await findOtherUseByKpay(container, payment)) === null
  if (!isOwed) {
    if (payment_collection_id !== null && payment_session_id !== null)
      await endManualSession(
        container,
        payment_collection_id,
        payment_session_id,
        await container.resolve<KpayModuleService>(KPAY_MODULE).readNow()
      )
    if (payable) await lowerOpenCollections(container, payable.order.id, payable.balance.owed)
    await manual.recordNotBooked(payment.id)
    return null
  }
  if (payment_session_id !== null) return payment

  const amount = toBookedAmount({ amount: payment.amount as AmountRwf }, payable.balance.owed)
  const collectionId = await openManualCollection(container, {
    orderId: payment.order_id,
    amount,
    knownId: payment_collection_id,
  })
  const noted = await manual.recordCollection(payment, collectionId)
  if (!noted) return null
  const sessionId = await openManualSession(container, {
    collectionId,
    amount,
    currencyCode: payment.currency_code,
  })
  const ready = await manual.recordSession(noted, sessionId)
  if (!ready) await deleteSession(container, sessionId)
  return ready
}
