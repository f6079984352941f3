import type { MedusaContainer } from "@medusajs/framework/types"
import { matchesAmount } from "../domain/amount"
import { canTake } from "../domain/balance"
import { isMoney, type UnappliedReason } from "../domain/attempt-status"
import {
  findFreeSession,
  isCaptured,
  isOfCartNow,
  isPaidOff,
  isUnauthorized,
  readCheckout,
  toCheckout,
  type Checkout,
  type Collection,
} from "../medusa/checkout"
import { openCartSession } from "../medusa/open-session"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { pickRelevantAttempt, type Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { isFitting, openSessionForOrder } from "./payment-session"
import type { Debt } from "./read-payment"
import { isRecordedByHand } from "./recorded-by-hand"
import { isTestMoney } from "./test-money"

/** The session that takes an attempt's money, or why none does. */
export type MoneyTarget =
  | { readonly type: "session"; readonly checkout: Checkout }
  | { readonly type: "none"; readonly reason: UnappliedReason; readonly orderId: string | null }
  /** Another caller moved the attempt meanwhile. */
  | { readonly type: "changed" }

/**
 * Finds the payment session that takes an attempt's money: the one that it was asked for, or one of the same cart or order
 * for the very amount, opened where there is none. An order takes no more than it owes.
 *
 * Call it while the payment's lease is held.
 */
export async function findSessionForMoney(
  container: MedusaContainer,
  attempt: Attempt,
  collection: Collection,
  debt: Debt
): Promise<MoneyTarget> {
  const own = toCheckout(collection, attempt.payment_session_id)
  // Core has this money already; what is left is to finish booking it.
  if (own?.session.is_captured) return { type: "session", checkout: own }
  if (isTestMoney(attempt, container.resolve<KpayModuleService>(KPAY_MODULE).settings))
    return { type: "none", reason: "test_money", orderId: debt.orders[0]?.id ?? attempt.order_id }
  return debt.orders.length > 0
    ? findSessionOfOrder(container, attempt, collection, debt)
    : findSessionOfCart(container, attempt, collection)
}

async function findSessionOfOrder(
  container: MedusaContainer,
  attempt: Attempt,
  collection: Collection,
  { orders, balance }: Debt
): Promise<MoneyTarget> {
  const order = orders.find(({ is_cancelled }) => !is_cancelled)
  const none = (reason: UnappliedReason): MoneyTarget => ({
    type: "none",
    reason,
    orderId: (order ?? orders[0])?.id ?? null,
  })
  if (!order) return none("order_cancelled")
  if (order.currency_code.toLowerCase() !== attempt.currency_code) return none("currency_differs")
  if (!canTake(balance, attempt.amount)) return none("overpaid")
  const wanted = { amount: toBookedAmount(attempt, balance.owed), amountRwf: attempt.amount }
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const own = toCheckout(collection, attempt.payment_session_id)
  if (own && isFitting(own, wanted, settings.rounding)) return { type: "session", checkout: own }
  const checkout = await openSessionForOrder(container, {
    ...wanted,
    orderId: order.id,
    firstCollectionId: collection.id,
    currencyCode: attempt.currency_code,
    providerId: attempt.provider_id,
    locale: attempt.locale,
    preferredSessionId: attempt.payment_session_id,
    moneyOfSessionId: attempt.payment_session_id,
  })
  return moveTo(container, attempt, checkout)
}

async function findSessionOfCart(
  container: MedusaContainer,
  attempt: Attempt,
  collection: Collection
): Promise<MoneyTarget> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const none = (reason: UnappliedReason): MoneyTarget => ({ type: "none", reason, orderId: null })
  const fits = (total: { amount: number; currency_code: string }): boolean =>
    matchesAmount(total, attempt.amount, settings.rounding)

  if (isPaidOff(collection)) return none("overpaid")
  const own = toCheckout(collection, attempt.payment_session_id)
  if (own && !own.session.is_given_up) {
    if (!fits(own.session)) return none("amount_differs")
    return isOfCartNow(own) ? { type: "session", checkout: own } : none("cart_changed")
  }
  const other = findFreeSession(collection, fits)
  if (other) return moveTo(container, attempt, { ...collection, session: other })
  if (collection.cart === null) return none("session_gone")
  if (!fits(collection)) return none("cart_changed")
  const sessionId = await openCartSession(container, collection.id, attempt.provider_id, {
    chosen_in: attempt.payment_session_id,
    locale: attempt.locale,
  })
  const opened = sessionId && (await readCheckout(resolveQuery(container), sessionId))
  return opened ? moveTo(container, attempt, opened) : none("session_gone")
}

async function moveTo(
  container: MedusaContainer,
  attempt: Attempt,
  checkout: Checkout
): Promise<MoneyTarget> {
  if (checkout.session.id === attempt.payment_session_id) return { type: "session", checkout }
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const moved = await kpay.moveToSession(attempt, checkout.session)
  return moved ? { type: "session", checkout } : { type: "changed" }
}

/** A total with a fraction is asked for in whole francs, and booked with its fraction where the francs are all of it. */
export function toBookedAmount({ amount }: Pick<Attempt, "amount">, owed: number): number {
  return Math.abs(owed - amount) < 1 ? owed : amount
}

/**
 * Before an order exists: the attempt that answers for a session as Medusa has it now. Its own, or one of the same cart whose
 * money has lost its session and is of the very amount, which is then given this session. Money that is recorded by hand has
 * another order: it answers where nothing else does, and pays nothing.
 */
export async function findAttemptForSession(
  container: MedusaContainer,
  checkout: Checkout
): Promise<Attempt | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { session } = checkout
  const own = await findHolder(kpay, session.id)
  if (own && (own.status === "applied" || own.status === "paid")) return own
  // An order takes no other money without a person, and a cart none by a session of an amount that it does not cost.
  if (!isUnauthorized(checkout) || !isOfCartNow(checkout)) return own
  const ofCart = await kpay.listAttempts({ payment_collection_id: checkout.id })
  let byHand: Attempt | null = null
  for (const attempt of ofCart) {
    if (attempt.status !== "paid" && attempt.status !== "unapplied") continue
    if (!matchesAmount(session, attempt.amount, kpay.settings.rounding)) continue
    if (isTestMoney(attempt, kpay.settings)) continue
    // Core has captured it for its own session, e.g. for one that was chosen at the same moment.
    if (isCaptured(checkout, attempt.payment_session_id)) continue
    if (await isRecordedByHand(container, attempt)) {
      byHand ??= attempt
      continue
    }
    const moved =
      attempt.status === "paid"
        ? await kpay.moveToSession(attempt, session)
        : await kpay.recordApplyRequested(attempt.id, session, null)
    if (moved) return moved
  }
  return own ?? byHand
}

/** The attempt with whose money core has captured a session, though a prompt of it may wait; `null` where none has money. */
export async function findHolderOfMoney(
  kpay: KpayModuleService,
  paymentSessionId: string
): Promise<Attempt | null> {
  const attempts = await kpay.listAttempts({ payment_session_id: paymentSessionId })
  return pickRelevantAttempt(
    attempts.filter(({ status }) => isMoney(status)),
    false
  )
}

/** The attempt whose money is for a session; `null` where there is none. */
export async function findHolder(
  kpay: KpayModuleService,
  paymentSessionId: string
): Promise<Attempt | null> {
  return pickRelevantAttempt(
    await kpay.listAttempts({ payment_session_id: paymentSessionId }),
    false
  )
}
