import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, PaymentActions } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { KPAY_MODULE } from "../../modules/kpay"
import { isToBePlaced, type Attempt } from "../../modules/kpay/attempts/attempt"
import {
  isBooked,
  isOurs,
  readCollection,
  toCheckout,
  type Checkout,
  type Session,
} from "../../medusa/checkout"
import type KpayModuleService from "../../modules/kpay/service"
import { findHome } from "../../operations/find-home"

/** The probe lets go of a cart's lock at once; should it die in between, after this. */
const PROBE_EXPIRES_S = 5

/** Core holds a cart's lock for two minutes at the most; one that is held longer is a dead server's. */
const CORE_LOCK_MAX_MS = 125_000

/** How long money waits for core when it could not take it now. */
const AGAIN_MS = 5_000

/** Money that core could not take for so long is put in front of a person. */
const STUCK_MS = 15 * 60_000

/** Core books an order's money a moment after it took it; whoever is longer about it is dead. */
const BOOKING_MAX_MS = 10_000

/**
 * Gives paid money its home: has core book it for the payment session, or puts it in front of a person with the reason.
 * Done once, however many try. When core could not do it now, the attempt stays due.
 */
export const placeMoneyStep = createStep(
  "kpay-place-money",
  async (asked: Attempt | null, { container }) => {
    if (!asked || !isToBePlaced(asked)) return new StepResponse(asked)
    const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
    const attempt = await kpay.claims.renew(asked)
    const placed =
      attempt && (await kpay.claims.whileHeld(attempt, () => placeMoney(attempt, kpay, container)))
    return new StepResponse(placed)
  }
)

async function placeMoney(
  attempt: Attempt,
  kpay: KpayModuleService,
  container: MedusaContainer
): Promise<Attempt> {
  const home = await findHome(attempt, container)
  if (home === null) return attempt
  if ("reason" in home)
    return (await kpay.attempts.recordUnplaced(attempt.id, home.reason, home.orderId)) ?? attempt

  const after = isBooked(home) || isBeingBooked(home) ? home : await book(attempt, home, container)
  if (after && isBooked(after)) {
    const orderId = after.order?.id ?? null
    // Cancelled while core was at it.
    const settled = after.order?.is_cancelled
      ? await kpay.attempts.recordUnplaced(attempt.id, "order_cancelled", orderId)
      : await kpay.attempts.recordPlaced(attempt.id, orderId)
    return settled ?? attempt
  }
  // Only where core was asked and did not do it: what merely waits for a lock waits on.
  if (after && isStuck(attempt) && !isBeingBooked(after)) {
    const orderId = home.order?.id ?? null
    return (await kpay.attempts.recordUnplaced(attempt.id, "completion_failed", orderId)) ?? attempt
  }
  // Unplaced by now where core took the money and gave it up again: see the provider's refundPayment.
  return kpay.attempts.recordUnchanged(attempt, new Date(Date.now() + AGAIN_MS), null)
}

function isStuck({ paid_at }: Attempt): boolean {
  return paid_at !== null && Date.now() - paid_at.getTime() > STUCK_MS
}

/** Another process is between taking the money and booking it; if both booked it, the order would have it twice. */
function isBeingBooked({ session: { captured_at } }: Checkout): boolean {
  return captured_at !== null && Date.now() - captured_at.getTime() < BOOKING_MAX_MS
}

/** Hands the money to core, and gives what its books say then: it returns without an error where it did nothing. */
async function book(
  attempt: Attempt,
  { id, session, sessions, cart, order }: Checkout,
  container: MedusaContainer
): Promise<Checkout | null> {
  if (cart && !(await canLock(cart.id, attempt, container))) return null
  if (cart && !order) await deleteOtherSessions(sessions, session.id, container)
  const { errors } = await processPaymentWorkflow(container).run({
    input: {
      action: PaymentActions.SUCCESSFUL,
      data: { session_id: session.id, amount: session.amount },
    },
    throwOnError: false,
  })
  for (const { error } of errors) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.warn(
      `kpay: Medusa could not book refid ${attempt.refid} now and will be asked again. ${toReason(error)}`
    )
  }
  const after = await readCollection(container.resolve(ContainerRegistrationKeys.QUERY), id)
  return after && toCheckout(after, session.id)
}

/** Core completes a cart on any of its sessions, and a double tap on choosing makes two: only the one with the money may stay. */
async function deleteOtherSessions(
  sessions: readonly Session[],
  keptId: string,
  container: MedusaContainer
): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  for (const session of sessions)
    if (isOurs(session) && session.id !== keptId && !session.is_captured)
      await payments.deletePaymentSession(session.id)
}

/** A workflow's errors have been turned into text and back, and are no `Error` any more. */
function toReason(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error)
    return String(error.message)
  return String(error)
}

/**
 * Whether core will get the cart's lock. A killed server leaves it held, and core waits for it for half a minute, in which
 * other shoppers' money would wait too. PostgreSQL's locks, unlike Redis's, do not even end with their time.
 */
async function canLock(
  cartId: string,
  attempt: Attempt,
  container: MedusaContainer
): Promise<boolean> {
  const locking = container.resolve(Modules.LOCKING)
  try {
    await locking.acquire(cartId, { ownerId: attempt.id, expire: PROBE_EXPIRES_S })
  } catch {
    const { attempts } = container.resolve<KpayModuleService>(KPAY_MODULE)
    const lockedMs = await attempts.recordLocked(attempt.id)
    if (lockedMs > CORE_LOCK_MAX_MS) await locking.release(cartId)
    return false
  }
  await locking.release(cartId, { ownerId: attempt.id })
  return true
}
