import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { matchesAmount } from "../domain/amount"
import { isMoney, isOpen } from "../domain/attempt-status"
import { canTake } from "../domain/balance"
import { toLocale } from "../domain/locales"
import { toMaskedMsisdn } from "../domain/msisdn"
import { isOfCartNow, isUnauthorized, readCheckout, type Checkout } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { toMessage } from "../messages/message"
import { toMessageId } from "../messages/of-attempt"
import { KPAY_MODULE } from "../modules/kpay"
import { toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../modules/kpay/service"
import { findBooking } from "./booking"
import { findAttemptForSession } from "./find-session-for-money"
import { readDebt } from "./read-payment"
import { isRecordedByHand } from "./recorded-by-hand"
import { startPayment } from "./start-payment"
import { isTestMoney } from "./test-money"

/** What Medusa is told when it authorizes a payment session. */
export type AuthorizeResult =
  /** Core captures the money and books it. */
  | { readonly type: "paid"; readonly attempt: Attempt }
  /** An order may be placed, or stays, without the money. */
  | { readonly type: "pending"; readonly attempt: Attempt | null }
  /** No order is placed. The message is for the shopper. */
  | { readonly type: "refused"; readonly message: string }

/** How long core is given to capture money before the job looks after it. */
const CORE_CAPTURES_MS = 3_000

/**
 * Authorizes a payment session. Cart completion, core's "Check status" and our own refresh ask for it, and their input does
 * not tell them apart. A prompt is sent only while an order is being placed, and only where none was sent for it or K-Pay
 * refused the last one at once.
 */
export async function authorizeSession(
  container: MedusaContainer,
  choice: Choice
): Promise<AuthorizeResult> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const booked = await findBookedAttempt(kpay, choice.payment_session_id)
  if (booked) return { type: "paid", attempt: booked }
  const checkout = await readCheckout(resolveQuery(container), choice.payment_session_id)
  if (!checkout)
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `The payment session ${choice.payment_session_id} does not exist.`
    )
  const known = await findAttemptForSession(container, checkout)
  const isPlacing = isPlacingOrder(checkout, known)
  const attempt = await findOrStart(container, { choice, checkout, known, isPlacing })
  if (attempt !== null && "type" in attempt) return attempt
  const result = await toResult(container, choice, checkout, isPlacing, attempt)
  // Core captures the money now, under no lock where the order exists already. The job comes after that.
  if (result.type === "paid" && result.attempt.status === "paid" && !isPlacing)
    await kpay.retryLater(result.attempt, CORE_CAPTURES_MS)
  if (result.type !== "refused" && attempt && checkout.order)
    await kpay.recordAuthorizedOrder(attempt.id, checkout.order.id)
  return result
}

/** The attempt whose money core is booking for the session's order because `applyMoney` asked it to. */
async function findBookedAttempt(
  kpay: KpayModuleService,
  sessionId: string
): Promise<Attempt | null> {
  const booking = findBooking(sessionId)
  if (!booking) return null
  const attempt = await kpay.findAttempt(booking.attemptId)
  if (attempt?.status !== "paid" || attempt.payment_session_id !== sessionId) return null
  await kpay.recordAuthorizedOrder(attempt.id, booking.orderId)
  return attempt
}

/** The attempt that answers for a session: asked about when open, started where the order being placed needs one. */
async function findOrStart(
  container: MedusaContainer,
  {
    choice,
    checkout,
    known,
    isPlacing,
  }: {
    readonly choice: Choice
    readonly checkout: Checkout
    readonly known: Attempt | null
    readonly isPlacing: boolean
  }
): Promise<Attempt | null | Extract<AuthorizeResult, { type: "refused" }>> {
  if (known && isOpen(known.status))
    return container.resolve<KpayModuleService>(KPAY_MODULE).askUnlessBusy(known)
  if (!isPlacing || !mayStart(known, checkout)) return known
  const result = await startPayment(container, {
    collection: checkout,
    sessionId: checkout.session.id,
    method: choice.method,
    msisdn: choice.msisdn,
    locale: choice.locale,
    kind: "placing",
  })
  if (result.type === "started") return result.attempt
  const { reason, details } = result
  if (reason === "nothing_to_pay") {
    // K-Pay was asked about the prompts before, and one of them has been paid.
    const paid = await findAttemptForSession(container, checkout)
    if (paid?.status === "paid") return paid
  }
  return { type: "refused", message: toMessage(toLocale(choice.locale), reason, details) }
}

async function toResult(
  container: MedusaContainer,
  choice: Choice,
  checkout: Checkout,
  isPlacing: boolean,
  attempt: Attempt | null
): Promise<AuthorizeResult> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (isPlacing && !checkout.session.is_captured && !isOfCartNow(checkout))
    return { type: "refused", message: toStaleMessage(choice, attempt) }
  if (attempt && (await paysSession(container, attempt, checkout))) return { type: "paid", attempt }
  if (!isPlacing) return { type: "pending", attempt }
  // An order may be placed on a prompt that is waiting for the payer, in `order-first` only; never on one that ended.
  if (attempt && isOpen(attempt.status) && settings.flow === "order-first")
    return { type: "pending", attempt }
  const message = attempt
    ? toShopperMessage(attempt)
    : toMessage(toLocale(choice.locale), "choose_method")
  return { type: "refused", message }
}

/**
 * Whether an order is being placed on a session: none was placed on it yet, or core took back the one that was, e.g. because
 * another plugin's hook failed, and is placing another. An attempt of before does not answer for that one.
 */
function isPlacingOrder(checkout: Checkout, known: Attempt | null): boolean {
  if (isUnauthorized(checkout)) return true
  // The money of a session without an attempt was given to another order.
  return known !== null && checkout.orders.length > 0 && !hasAnswered(known, checkout)
}

/**
 * Whether a prompt may be sent while an order is being placed: none was sent, K-Pay refused the last one at once, whatever it said
 * of it since, or it was sent for an order that core took back and has failed since. Any other further prompt is asked for
 * explicitly.
 */
function mayStart(known: Attempt | null, checkout: Checkout): boolean {
  if (known === null) return true
  const isOfOrderTakenBack = known.authorized_order_id !== null && !hasAnswered(known, checkout)
  return known.status === "failed" && (known.refused_at_once || isOfOrderTakenBack)
}

/** Whether an attempt has answered for an order of the session, cancelled ones included. */
function hasAnswered({ authorized_order_id }: Attempt, { orders }: Checkout): boolean {
  return orders.some(({ id }) => id === authorized_order_id)
}

/**
 * Whether the money of an attempt is for the session, in the very amount that the session asks for. What core has not captured
 * yet must be no test money of before, fit the balance, and be recorded by hand for no order: core captures what it is told is
 * paid, whatever the order owes by then.
 */
async function paysSession(
  container: MedusaContainer,
  attempt: Attempt,
  checkout: Checkout
): Promise<boolean> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { session } = checkout
  const isMoneyOfSession =
    (attempt.status === "paid" || attempt.status === "applied") &&
    attempt.payment_session_id === session.id &&
    matchesAmount(session, attempt.amount, settings.rounding)
  if (!isMoneyOfSession || session.is_captured) return isMoneyOfSession
  if (isTestMoney(attempt, settings) || (await isRecordedByHand(container, attempt))) return false
  const { balance } = await readDebt(container, checkout)
  return canTake(balance, attempt.amount)
}

/** No order is placed by a session of another amount than its cart costs: core would not compare them. */
function toStaleMessage(choice: Choice, attempt: Attempt | null): string {
  if (attempt && isMoney(attempt.status)) return toShopperMessage(attempt)
  return toMessage(toLocale(choice.locale), "session_gone")
}

/** Why the order is not placed. Money that does not pay it is decided on by the shop. */
function toShopperMessage(attempt: Attempt): string {
  const phone = toPromptedMsisdn(attempt)
  const messageId = isMoney(attempt.status) ? "unapplied" : toMessageId(attempt)
  return toMessage(toLocale(attempt.locale), messageId, {
    method: attempt.method,
    phoneMasked: phone && toMaskedMsisdn(phone),
    reference: attempt.refid,
  })
}
