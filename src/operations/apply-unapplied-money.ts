import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf, matchesAmount } from "../domain/amount"
import { canTake } from "../domain/balance"
import {
  findFreeSession,
  isPaidOff,
  readCollection,
  toCheckout,
  type Collection,
} from "../medusa/checkout"
import { openCartSession } from "../medusa/open-session"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { toBookedAmount } from "./find-session-for-money"
import { settleBookedForCancelled } from "./booked-for-cancelled"
import { giveUpCaptureOfCart } from "./give-up-capture"
import { openSessionForOrder, toPaymentKeys } from "./payment-session"
import { readPayableOrder } from "./read-payment"
import { refreshAttempt } from "./refresh"
import { refusedAs, unknownAs, type Refused } from "./refused"
import { isTestMoney } from "./test-money"

/** What an admin decided about unapplied money. */
export interface ApplyUnappliedMoneyInput {
  readonly attempt_id: string
  /** The order to apply it to; left out, the one that it was paid for, or the cart, which then becomes an order. */
  readonly order_id?: string | null
  /** Medusa's id of the user. */
  readonly actor: string
}

type SessionRef = { readonly id: string; readonly payment_collection_id: string }

/** How long the admin waits for other money that is being applied to the same order. */
const LEASE_WAIT_MS = 10_000

/**
 * Applies unapplied money to an order or cart.
 *
 * @returns the attempt as it is then: applied, or unapplied with a new reason; or why the money cannot be applied there.
 */
export async function applyUnappliedMoney(
  container: MedusaContainer,
  { attempt_id, order_id = null, actor }: ApplyUnappliedMoneyInput
): Promise<{ readonly type: "done"; readonly attempt: Attempt } | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await kpay.findAttempt(attempt_id)
  if (!attempt) return unknownAs("no_attempt", { attempt: attempt_id })
  if (attempt.status !== "unapplied") return refusedAs("already_decided")
  if (isTestMoney(attempt, kpay.settings)) return refusedAs("test_money")
  if (await kpay.hasRefunds(attempt.id)) return refusedAs("partly_refunded")
  const booked = await settleBookedForCancelled(container, attempt)
  if (booked) return booked
  const target = await findTarget(container, attempt, order_id)
  if ("type" in target) return target
  const requested = await kpay.recordApplyRequested(attempt.id, target, actor)
  if (!requested)
    return refusedAs((await kpay.hasRefunds(attempt.id)) ? "partly_refunded" : "already_decided")
  await refreshAttempt(container, requested.id)
  return { type: "done", attempt: (await kpay.findAttempt(attempt_id)) ?? requested }
}

async function findTarget(
  container: MedusaContainer,
  attempt: Attempt,
  orderId: string | null
): Promise<SessionRef | Refused> {
  const collection = await readCollectionOfMoney(container, attempt)
  if (collection && "type" in collection) return collection
  const ownOrderId = collection?.order?.id ?? attempt.order_id
  const isOwn = orderId === null || orderId === ownOrderId
  if (collection && isHeldByCore(collection, attempt)) {
    return isOwn
      ? { id: attempt.payment_session_id, payment_collection_id: collection.id }
      : refusedAs("held_for_cart")
  }
  const targetId = orderId ?? ownOrderId
  if (targetId !== null) return openSessionOf(container, attempt, targetId)
  const ofCart = collection && (await findSessionOfCart(container, attempt, collection))
  return ofCart ?? refusedAs("cart_changed")
}

/**
 * Reads the collection that money was paid in. Core cannot go on from a session that is deleted, so it gives up what it has captured
 * there, and the cart asks for the money again.
 */
async function readCollectionOfMoney(
  container: MedusaContainer,
  attempt: Attempt
): Promise<Collection | Refused | null> {
  const read = () => readCollection(resolveQuery(container), attempt.payment_collection_id)
  const collection = await read()
  const own = collection && toCheckout(collection, attempt.payment_session_id)
  if (!own?.session.is_deleted) return collection
  return (await giveUpCaptureOfCart(container, attempt)) ? read() : refusedAs("cart_is_busy")
}

/** Core captured the money for the attempt's own session, and failed at what comes after: it goes on from there. */
function isHeldByCore(collection: Collection, attempt: Attempt): boolean {
  const own = toCheckout(collection, attempt.payment_session_id)
  return (
    own?.session.is_captured === true &&
    !own.session.is_deleted &&
    isPaidOff(collection) &&
    attempt.unapplied_reason === "completion_failed"
  )
}

/** A payment session of an order that owes at least this money, in the same currency. */
async function openSessionOf(
  container: MedusaContainer,
  attempt: Attempt,
  orderId: string
): Promise<SessionRef | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return unknownAs("no_order", { order: orderId })
  const opened = await kpay.withLease(
    toPaymentKeys(payable),
    LEASE_WAIT_MS,
    async (): Promise<SessionRef | Refused> => {
      const now = (await readPayableOrder(container, orderId)) ?? payable
      const obstacle = findObstacle(now, attempt)
      if (obstacle !== null) return obstacle
      const { session } = await openSessionForOrder(container, {
        orderId: now.order.id,
        firstCollectionId: null,
        amount: toBookedAmount(attempt, now.balance.owed),
        amountRwf: attempt.amount,
        currencyCode: attempt.currency_code,
        providerId: attempt.provider_id,
        locale: attempt.locale,
        preferredSessionId: attempt.payment_session_id,
        moneyOfSessionId: null,
      })
      return session
    }
  )
  return opened.isHeld ? opened.value : refusedAs("order_is_busy")
}

function findObstacle(
  { order, balance }: NonNullable<Awaited<ReturnType<typeof readPayableOrder>>>,
  { amount, currency_code }: Attempt
): Refused | null {
  if (order.is_cancelled) return refusedAs("order_cancelled")
  const paid = { amount: formatRwf(amount) }
  if (order.currency_code.toLowerCase() !== currency_code) {
    const currency = order.currency_code.toUpperCase()
    return refusedAs("order_in_other_currency", { ...paid, currency })
  }
  if (canTake(balance, amount)) return null
  if (balance.owed === 0) return refusedAs("order_owes_nothing", paid)
  return refusedAs("order_owes_less", { ...paid, owed: formatRwf(balance.owed) })
}

/** A session of a cart that still asks for the very amount. */
async function findSessionOfCart(
  container: MedusaContainer,
  attempt: Attempt,
  collection: Collection
): Promise<SessionRef | null> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const fits = (total: { amount: number; currency_code: string }): boolean =>
    matchesAmount(total, attempt.amount, settings.rounding)
  if (collection.cart === null || isPaidOff(collection)) return null
  const known = findFreeSession(collection, fits)
  if (known) return known
  if (!fits(collection)) return null
  const id = await openCartSession(container, collection.id, attempt.provider_id, {
    chosen_in: attempt.payment_session_id,
    locale: attempt.locale,
  })
  return id === null ? null : { id, payment_collection_id: collection.id }
}
