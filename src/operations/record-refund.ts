import type { MedusaContainer } from "@medusajs/framework/types"
import { isMoney } from "../domain/attempt-status"
import { isBooked, readCheckout, readCollection, readOrdersOfCollection } from "../medusa/checkout"
import { readOrderKeys } from "../medusa/orders"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { Refund } from "../modules/kpay/refunds/refund-store"
import type KpayModuleService from "../modules/kpay/service"
import { settleBookedForCancelled } from "./booked-for-cancelled"
import { emitEvents } from "./emit-events"
import { giveUpCaptureOfCart } from "./give-up-capture"
import { refusedAs, unknownAs, type Refused } from "./refused"
import { isTestMoney } from "./test-money"

/** A refund that was recorded, with the attempt that it is of. */
export interface RecordedRefund {
  readonly type: "done"
  readonly refund: Refund
  readonly attempt: Attempt | null
}

/**
 * An admin decides to refund unapplied money, all of it: a rest would be forgotten. K-Pay has no refund call, so the refund
 * is due until an admin has sent it.
 */
export async function refundUnappliedMoney(
  container: MedusaContainer,
  decision: {
    readonly attempt_id: string
    readonly note: string | null
    /** Medusa's id of the user. */
    readonly actor: string
  }
): Promise<RecordedRefund | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await kpay.findAttempt(decision.attempt_id)
  if (!attempt) return unknownAs("no_attempt", { attempt: decision.attempt_id })
  if (isTestMoney(attempt, kpay.settings)) return refusedAs("test_money")
  const booked = await settleBookedForCancelled(container, attempt)
  if (booked) return booked
  if (!(await giveUpCaptureOfCart(container, attempt))) return refusedAs("cart_is_busy")
  if (await isBookedMeanwhile(container, attempt)) return refusedAs("booked_before_refund")
  const decided = await kpay.decideRefund(attempt.id, { ...decision, refundId: null })
  if (decided) {
    await emitEvents(container)
    return { type: "done", ...decided }
  }
  return refusedAs(attempt.status === "applied" ? "applied_before_refund" : "already_decided")
}

/** Core may have finished booking after the money was put in front of a person. */
export async function isBookedMeanwhile(
  container: MedusaContainer,
  attempt: Attempt
): Promise<boolean> {
  if (attempt.status !== "unapplied" || attempt.unapplied_reason !== "completion_failed")
    return false
  const checkout = await readCheckout(resolveQuery(container), attempt.payment_session_id)
  return checkout?.order != null && !checkout.order.is_cancelled && isBooked(checkout)
}

/** A refund that Medusa asks the payment provider for. */
export interface MedusaRefund {
  readonly attempt: Attempt
  readonly amountRwf: number
  /** Medusa's id of the refund; the same one is recorded once however often core retries. */
  readonly refundId: string
}

/** What became of Medusa's refund. */
export type MedusaRefundResult =
  | { readonly type: "recorded" }
  /** Core took its order back, which no person decided: the money is unapplied now, and a person decides. */
  | { readonly type: "given_up" }
  | { readonly type: "exceeds_paid"; readonly leftRwf: number }
  /** K-Pay's money is not for this payment, or no more. */
  | { readonly type: "not_paid" }
  /** The option `refunds` is "refuse". */
  | { readonly type: "switched_off" }

/**
 * Records a refund of Medusa's, whatever asked for it: an admin's refund, a cancelled order, or core that takes back an order
 * because completing the cart failed. It may come before the attempt is recorded as applied, or while its money is unapplied.
 */
export async function recordMedusaRefund(
  container: MedusaContainer,
  { attempt, amountRwf, refundId }: MedusaRefund
): Promise<MedusaRefundResult> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (!isMoney(attempt.status)) return { type: "not_paid" }
  // Of the collection, because core may have deleted the session.
  const collection = await readCollection(resolveQuery(container), attempt.payment_collection_id)
  // An order that core takes back is gone by the time it asks for the refund; the cart stays.
  const isTakenBack = collection?.cart != null && collection.order === null
  if (isTakenBack) {
    await kpay.recordGivenUp(attempt.id)
    return { type: "given_up" }
  }
  if (kpay.settings.refunds === "refuse") return { type: "switched_off" }

  const orderId = collection?.order?.id ?? attempt.order_id
  if (attempt.status === "unapplied" && amountRwf >= attempt.amount) {
    const decided = await kpay.decideRefund(attempt.id, { note: null, actor: null, refundId })
    if (decided) return { type: "recorded" }
  }
  const outcome = await kpay.recordRefundDue({
    attempt,
    amountRwf,
    orderId,
    refundId,
    actor: null,
    note: null,
  })
  switch (outcome.type) {
    case "recorded":
      return { type: "recorded" }
    case "exceeds_paid":
      return outcome
    case "moved":
      return { type: "not_paid" }
  }
}

/**
 * Records what a cancelled order owes beyond the refunds recorded so far: core ignores a refund that was refused or failed
 * when it cancels, and its books show it all the same.
 */
export async function refundCancelledOrder(
  container: MedusaContainer,
  orderId: string
): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  await leaveUnapplied(container, orderId)
  await refundBooked(container, orderId)
  for (const attempt of await kpay.listAttempts({ order_id: orderId, status: "applied" }))
    await kpay.recordRefundOfCancelledOrder(attempt, orderId)
  await emitEvents(container)
}

/**
 * Money that is being applied to the order in this moment is a person's now. Its worker may have read the order before it was
 * cancelled, and would record the money as applied when the list of applied money is read already.
 */
async function leaveUnapplied(container: MedusaContainer, orderId: string): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { paymentCollectionIds } = await readOrderKeys(container, [orderId])
  for (const attempt of await kpay.listAttemptsOfCollections(paymentCollectionIds)) {
    if (attempt.status !== "paid" || (await kpay.hasRefunds(attempt.id))) continue
    const orders = await readOrdersOfCollection(
      resolveQuery(container),
      attempt.payment_collection_id
    )
    // Another order of a cart that was split may still take it.
    if (orders.every(({ is_cancelled }) => is_cancelled))
      await kpay.recordUnapplied(attempt.id, "order_cancelled", orderId)
  }
}

/** Core may have booked such money all the same. Where its worker is still at it, the job looks again. */
async function refundBooked(container: MedusaContainer, orderId: string): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (const attempt of await kpay.listAttempts({ order_id: orderId, status: "unapplied" }))
    await settleBookedForCancelled(container, attempt)
}

/** An admin has sent a refund by hand and enters the transfer's reference. */
export async function recordRefundSent(
  container: MedusaContainer,
  sent: {
    readonly id: string
    readonly reference: string
    readonly note: string | null
    readonly actor: string
  }
): Promise<RecordedRefund | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const refund = await kpay.recordRefundSent(sent.id, sent)
  if (refund) {
    await emitEvents(container)
    return { type: "done", refund, attempt: await kpay.findAttempt(refund.attempt_id) }
  }
  const known = await kpay.findRefund(sent.id)
  return known
    ? refusedAs("refund_sent_before", { reference: known.reference ?? "" })
    : unknownAs("no_refund")
}
