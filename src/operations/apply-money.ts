import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { UnappliedReason } from "../domain/attempt-status"
import { isCartLockFree, readCartLockMark, releaseCartLock } from "../medusa/cart-lock"
import {
  isBooked,
  isCaptured,
  readCheckoutAgain,
  readCollection,
  type Checkout,
  type Collection,
} from "../medusa/checkout"
import { completePayment } from "../medusa/complete-payment"
import { deleteSession } from "../medusa/delete-session"
import { toErrorText } from "../medusa/error-text"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { refundCaptured } from "../medusa/refund-captured"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { toSpanAttributes } from "../modules/kpay/telemetry/span-attributes"
import { inSpan } from "../telemetry/tracer"
import { whileBooking } from "./booking"
import { findSessionForMoney } from "./find-session-for-money"
import { readDebt } from "./read-payment"
import { isRecordedByHand } from "./recorded-by-hand"

/** Core holds a cart's lock for two minutes at most; one that is held longer is a dead server's. */
const CORE_LOCK_MAX_MS = 125_000

/** How long money waits for core when core could not take it. */
const RETRY_AFTER_MS = 5_000

/** How long money waits for other money that is being applied to the same order or cart. */
const BUSY_AFTER_MS = 1_000

/** Money that core could not take for so long waits for a person. */
const STUCK_MS = 15 * 60_000

/** Core books an order's money a moment after it captured it. A process that takes longer is dead. */
const BOOKING_MAX_MS = 10_000

/**
 * Applies the money of a paid attempt: has core book it for the session that takes it, or leaves it unapplied with the
 * reason. Applied once, however many callers try. When core could not book it now, the attempt stays due.
 *
 * @param attempt claimed by the caller.
 */
export async function applyMoney(container: MedusaContainer, attempt: Attempt): Promise<Attempt> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  return inSpan("kpay.apply", toSpanAttributes(attempt), async (describe) => {
    // Two attempts of one cart or order must see each other's money, on any number of servers.
    const applied = await kpay.withLease([attempt.payment_collection_id], 0, () =>
      applyInCollection(container, attempt)
    )
    const after =
      (applied.isHeld ? applied.value : null) ?? (await retryLater(kpay, attempt, BUSY_AFTER_MS))
    describe({ "kpay.outcome": after.status })
    return after
  })
}

/** Gives `null` where another caller works on the same cart or order now. */
async function applyInCollection(
  container: MedusaContainer,
  attempt: Attempt
): Promise<Attempt | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { cart_id, payment_collection_id, order_id } = attempt
  // Core may be placing the order with this money now. What is read in the middle of that is neither before nor after it.
  if (cart_id !== null && !(await canLock(container, cart_id, attempt))) return null
  const collection = await readCollection(resolveQuery(container), payment_collection_id)
  if (!collection) return leaveWithoutTarget(container, attempt, "session_gone", order_id)
  const orderIds = collection.orders.map(({ id }) => id)
  if (orderIds.length === 0) return applyHeld(container, attempt, collection)
  const applied = await kpay.withLease(orderIds, 0, () => applyHeld(container, attempt, collection))
  return applied.isHeld ? applied.value : null
}

async function applyHeld(
  container: MedusaContainer,
  attempt: Attempt,
  collection: Collection
): Promise<Attempt> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const debt = await readDebt(container, collection)
  const target = await findSessionForMoney(container, attempt, collection, debt)
  if (target.type === "changed") return retryLater(kpay, attempt, BUSY_AFTER_MS)
  if (target.type === "none") {
    // Core may have captured this very money between the reads, and the order owes less by it.
    if (await isCapturedByNow(container, attempt)) return retryLater(kpay, attempt, BUSY_AFTER_MS)
    return leaveWithoutTarget(container, attempt, target.reason, target.orderId)
  }

  const { checkout } = target
  if (isBooked(checkout)) return recordBooked(container, attempt, checkout)
  if (await isBeingBooked(kpay, attempt, checkout)) return retryLater(kpay, attempt, RETRY_AFTER_MS)
  if (!checkout.session.is_captured && (await isRecordedByHand(container, attempt)))
    return leave(kpay, attempt, "recorded_by_hand", checkout.order?.id ?? null)
  const after = await book(container, attempt, checkout)
  if (after && isBooked(after)) return recordBooked(container, attempt, after)
  // Only where core was asked and did not book it: money that waits for a lock, or was captured this moment, waits on.
  const isCapturedNow = after?.session.is_captured && !checkout.session.is_captured
  if (after && isStuck(attempt) && !isCapturedNow)
    return leave(kpay, attempt, "completion_failed", checkout.order?.id ?? null)
  return retryLater(kpay, attempt, RETRY_AFTER_MS)
}

/**
 * An order that was cancelled meanwhile owes the money to the shopper. Core had not captured it when it cancelled, so it refunds it
 * now; a person may have the money already, whose refund is decided by that.
 */
async function recordBooked(
  container: MedusaContainer,
  attempt: Attempt,
  { order, session }: Checkout
): Promise<Attempt> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const orderId = order?.id ?? null
  if (!order?.is_cancelled) return (await kpay.recordApplied(attempt.id, orderId)) ?? attempt
  for (const error of await refundCaptured(container, session.id, order.id))
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        `kpay: Medusa could not refund refid ${attempt.refid} of its cancelled order in its books. ${toErrorText(error)}`
      )
  const applied = await kpay.recordApplied(attempt.id, orderId)
  // A person may have it, and a session takes the money of one attempt.
  if (applied?.status !== "applied")
    return applied ?? (await kpay.findAttempt(attempt.id)) ?? attempt
  await kpay.recordRefundOfCancelledOrder(applied, order.id)
  return applied
}

/** Where the money is recorded by hand, that is why no order takes it, whatever else is in the way. */
async function leaveWithoutTarget(
  container: MedusaContainer,
  attempt: Attempt,
  reason: UnappliedReason,
  orderId: string | null
): Promise<Attempt> {
  const isByHand = await isRecordedByHand(container, attempt)
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  return leave(kpay, attempt, isByHand ? "recorded_by_hand" : reason, orderId)
}

async function leave(
  kpay: KpayModuleService,
  attempt: Attempt,
  reason: UnappliedReason,
  orderId: string | null
): Promise<Attempt> {
  return (await kpay.recordUnapplied(attempt.id, reason, orderId)) ?? attempt
}

/** Changes nothing where core has given the money up meanwhile: see the provider's `refundPayment`. */
async function retryLater(
  kpay: KpayModuleService,
  attempt: Attempt,
  afterMs: number
): Promise<Attempt> {
  return kpay.retryLater(attempt, afterMs)
}

function isStuck({ paid_at, read_at }: Attempt): boolean {
  return paid_at !== null && read_at.getTime() - paid_at.getTime() > STUCK_MS
}

async function isCapturedByNow(
  container: MedusaContainer,
  { payment_collection_id, payment_session_id }: Attempt
): Promise<boolean> {
  const collection = await readCollection(resolveQuery(container), payment_collection_id)
  return collection !== null && isCaptured(collection, payment_session_id)
}

/** Another process is between capturing the money and booking it. If both booked it, the order would have it twice. */
async function isBeingBooked(
  kpay: KpayModuleService,
  attempt: Attempt,
  { session }: Checkout
): Promise<boolean> {
  if (!session.is_captured) return false
  return (await kpay.recordCapturedSeen(attempt.id)) < BOOKING_MAX_MS
}

/** Hands the money to core, and reads what its books say then; `null` where core was not asked. */
async function book(
  container: MedusaContainer,
  attempt: Attempt,
  checkout: Checkout
): Promise<Checkout | null> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { cart, order } = checkout
  // That of the attempt's own cart was free a moment ago.
  const isOtherCart = cart !== null && cart.id !== attempt.cart_id
  if (isOtherCart && !(await canLock(container, cart.id, attempt))) return null
  if (!order && !checkout.session.is_deleted) await deleteOtherSessions(container, checkout)
  const complete = () => completePayment(container, checkout, settings.cartCompletion)
  const errors = await (order
    ? whileBooking(
        { attemptId: attempt.id, sessionId: checkout.session.id, orderId: order.id },
        complete
      )
    : complete())
  for (const error of errors) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        `kpay: Medusa could not book refid ${attempt.refid} now and will be asked again. ${toErrorText(error)}`
      )
  }
  return readCheckoutAgain(resolveQuery(container), checkout)
}

/** Core completes a cart on any of its sessions, and a double tap on choosing makes two. The one with the money stays. */
async function deleteOtherSessions(
  container: MedusaContainer,
  { sessions, session: kept }: Checkout
): Promise<void> {
  for (const session of sessions)
    if (isOurs(session) && session.id !== kept.id && !session.is_captured)
      await deleteSession(container, session.id)
}

/**
 * Whether core is not at work on a cart. Where a server was killed at work, PostgreSQL keeps its lock for ever: it is released here
 * once it is older than core's work can last.
 */
export async function canLock(
  container: MedusaContainer,
  cartId: string,
  attempt: Attempt
): Promise<boolean> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (await isCartLockFree(container, cartId, attempt.id)) {
    if (attempt.cart_locked_since !== null) await kpay.recordCartUnlocked(attempt.id)
    return true
  }
  const mark = await readCartLockMark(container, cartId)
  const lockedMs = await kpay.recordCartLocked(attempt.id, mark)
  if (mark !== null && lockedMs > CORE_LOCK_MAX_MS) await releaseCartLock(container, cartId, mark)
  return false
}
