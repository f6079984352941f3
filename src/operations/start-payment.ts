import type { MedusaContainer } from "@medusajs/framework/types"
import {
  InvalidAmountError,
  matchesAmount,
  toAmountRwf,
  type AmountFault,
  type AmountRwf,
} from "../domain/amount"
import { isMoney } from "../domain/attempt-status"
import { toLocale } from "../domain/locales"
import type { MethodId } from "../domain/methods"
import { toMaskedMsisdn, type Msisdn } from "../domain/msisdn"
import {
  isCaptured,
  isOfCartNow,
  readCollectionAgain,
  toCheckout,
  type Checkout,
  type Collection,
} from "../medusa/checkout"
import { readClientAddress } from "../medusa/client-address"
import { readPayer } from "../medusa/payer"
import { readOrderKeys } from "../medusa/orders"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { isCurrent, toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type { KpaySettings } from "../modules/kpay/options/options"
import type { ReturnTo } from "../modules/kpay/options/own-address"
import { findUnavailableReason } from "../modules/kpay/options/shop-methods"
import type KpayModuleService from "../modules/kpay/service"
import { chooseAccount } from "./choose-account"
import { findProvider } from "./collection-to-pay"
import { toNewAttempt, toPayRequest, type AttemptPlan } from "./new-attempt"
import { openSessionForOrder, toPaymentKeys } from "./payment-session"
import { toWish } from "./payment-wish"
import { listAttemptsAt, readPayable, toDebt, type Payable } from "./read-payment"
import { toClientHash } from "./shop-secrets"
import { refuse, type StartPaymentResult, type StartRefusal } from "./start-result"
import { isTestMoney } from "./test-money"

/** A payment that is to start. */
export interface StartPaymentInput {
  /** The payment collection that is paid, as Medusa has it now. */
  readonly collection: Collection
  /** The session that the shopper chose in; `null` where an order is paid without one. */
  readonly sessionId: string | null
  readonly method: MethodId | null
  /** The phone that approves. Left out, a card is paid with a number that K-Pay accepts and that rings nowhere. */
  readonly msisdn: Msisdn | null
  readonly locale: string
  /**
   * `placing`: the cart is being completed, or chosen in `pay-first`. The session's own amount is asked, and a prompt that is
   * out already is joined.
   * `further`: the shopper or an admin asks for this very prompt. The balance of now is asked, and the prompt takes the place
   * of one that was not answered for a while.
   */
  readonly kind: "placing" | "further"
  /**
   * The collection that is chosen in is of an order that is placed already, for example of an edit: the balance of now is asked,
   * whatever the collection asks for. Left out, the collection's cart is being completed or chosen in.
   */
  readonly isOfPlacedOrder?: boolean
  /** Medusa's id of the user who asks in the shopper's place. */
  readonly actor?: string
  /** Where the browser goes after the card page; left out, to the shop's own page. */
  readonly returnTo?: ReturnTo
}

/** How long a second tap waits for the first one's payment session. */
const SESSION_WAIT_MS = 10_000

/**
 * Starts a payment: the one way to a prompt, for cart completion, the storefront, the pay page and the dashboard.
 *
 * Checks method, amount and balance, records the attempt and sends `pay`, once. While the order or cart has an open attempt,
 * gives that one if it is the same (method, phone and amount).
 */
export async function startPayment(
  container: MedusaContainer,
  request: StartPaymentInput
): Promise<StartPaymentResult> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const [paid, payer] = await Promise.all([
    readWhatIsPaid(container, request),
    readPayer(resolveQuery(container), request.collection),
  ])
  if (!paid) return refuse("session_gone")
  const { input, payment } = paid
  const total = toTotal(input, payment)
  if (total === null) return refuse("session_gone")
  const amountRwf = toAskedAmount(total, kpay.settings)
  if (typeof amountRwf === "string") return refuse(toAmountRefusal(amountRwf), toDetails(input))
  if (isPaid(input, payment, amountRwf, kpay.settings)) return refuse("nothing_to_pay")
  if (isStale(input, payment)) return refuse("session_gone")

  const wish = toWish(input, payer, kpay.settings)
  if ("type" in wish) return wish
  const obstacle = findUnavailableReason(wish.method, amountRwf, kpay.settings)
  if (obstacle !== null)
    return refuse(obstacle === "limit" ? "limit" : "unavailable", { method: wish.method })

  const opened = await openCheckout(container, input, payment, amountRwf)
  if (opened === null) return refuse("unavailable", { method: wish.method })
  // Another payment was booked, or the order was edited, while this one waited for its turn.
  if (opened === "changed") return startPayment(container, request)
  const choice = await kpay.findChoice(opened.checkout.session.id)
  if (!choice) return refuse("unavailable", { method: wish.method })
  const account = await chooseAccount(container, choice.account, input.collection)
  if (!kpay.settings.accounts[account]) return refuse("unavailable", { method: wish.method })
  return send(container, { input, payment, ...opened, choice, account, wish, amountRwf })
}

interface WhatIsPaid {
  readonly input: StartPaymentInput
  readonly payment: Payment
}

/**
 * Reads what is paid for, and the attempts at it. The attempts first: money that is applied after this shows in the balance,
 * money that came since stops `startAttempt`. `null` where neither the collection nor an order of it is left.
 */
async function readWhatIsPaid(
  container: MedusaContainer,
  request: StartPaymentInput
): Promise<WhatIsPaid | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (request.kind === "placing" && !request.isOfPlacedOrder) return readPlacing(container, request)
  const before = await readPayable(container, request.collection)
  await kpay.askBeforeFurther(await listAttemptsAt(container, before))
  const attempts = await listAttemptsAt(container, before)
  const collection = await readCollectionAgain(resolveQuery(container), request.collection)
  if (!collection) return null
  const payable = await readPayable(container, collection)
  return { input: { ...request, collection }, payment: { ...payable, attempts } }
}

/**
 * The collection of a cart that is chosen in or completed, which the caller has just read, owes what it asks for, whether its cart
 * is an order by now or not. An order that was edited has further collections, in which another attempt may be open.
 */
async function readPlacing(
  container: MedusaContainer,
  request: StartPaymentInput
): Promise<WhatIsPaid | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { orders } = request.collection
  const { paymentCollectionIds } = await readOrderKeys(
    container,
    orders.map(({ id }) => id)
  )
  const collectionIds = [...new Set([...paymentCollectionIds, request.collection.id])]
  const before = await listAttemptsAt(container, { collectionIds, orders })
  const hasAsked = await kpay.askBeforeFurther(before)
  const attempts = hasAsked ? await listAttemptsAt(container, { collectionIds, orders }) : before
  const collection = hasAsked
    ? await readCollectionAgain(resolveQuery(container), request.collection)
    : request.collection
  if (!collection) return null
  const debt = toDebt(container, { ...collection, orders: [] })
  return { input: { ...request, collection }, payment: { ...debt, collectionIds, attempts } }
}

/** What is asked, before rounding; `null` where the cart's session is gone. */
function toTotal(
  { collection, sessionId }: StartPaymentInput,
  { balance, orders }: Payment
): { amount: number; currency_code: string } | null {
  if (orders.length === 0)
    return sessionId === null ? null : (toCheckout(collection, sessionId)?.session ?? null)
  return { amount: balance.owed, currency_code: balance.currencyCode }
}

/** Whether the cart's session asks for another amount than the cart costs now. */
function isStale({ collection, sessionId }: StartPaymentInput, { orders }: Payment): boolean {
  const checkout = sessionId === null ? null : toCheckout(collection, sessionId)
  return orders.length === 0 && checkout !== null && !isOfCartNow(checkout)
}

function toAskedAmount(
  total: { amount: number; currency_code: string },
  { rounding }: KpaySettings
): AmountRwf | AmountFault {
  try {
    return toAmountRwf(total.amount, total.currency_code, rounding)
  } catch (error) {
    if (error instanceof InvalidAmountError) return error.fault
    throw error
  }
}

function toAmountRefusal(fault: AmountFault): StartRefusal {
  switch (fault) {
    case "currency":
      return "wrong_currency"
    case "fraction":
      return "amount_not_possible"
    case "size":
      return "nothing_to_pay"
  }
}

/** Whether the money is there already, so that asking for it would take it twice. */
function isPaid(
  { kind, collection, sessionId, actor }: StartPaymentInput,
  { attempts, isUnpaid, orders }: Payment,
  amountRwf: AmountRwf,
  settings: KpaySettings
): boolean {
  if (collection.order?.is_cancelled) return true
  // A cart may have been paid by other means before it is an order; its session asks for its amount still.
  if (!isUnpaid) return true
  if (orders.length === 0 && sessionId !== null && isCaptured(collection, sessionId)) return true
  const asked = { amount: amountRwf, currency_code: "rwf" }
  return attempts.some((attempt) => {
    const { status, amount, payment_collection_id } = attempt
    // Medusa is being told of it.
    if (status === "paid") return true
    // A person decides about it first. An admin can, whatever its amount; a shopper cannot.
    if (status === "unapplied" && !isTestMoney(attempt, settings))
      return actor !== undefined || matchesAmount(asked, amount, settings.rounding)
    return status === "applied" && kind === "placing" && payment_collection_id === collection.id
  })
}

/** What is paid for, without orders where it is paid as a cart, and the attempts at it that were known before. */
type Payment = Payable & { readonly attempts: readonly Attempt[] }

/** The payment session that takes the money, and every payment collection in which another attempt may be open. */
interface Opened {
  readonly checkout: Checkout
  readonly collectionIds: readonly string[]
}

/**
 * Finds or opens the payment session: the shopper's own, or one of the order for what it owes now. `"changed"` where it owes
 * something else than was read before.
 */
async function openCheckout(
  container: MedusaContainer,
  { collection, sessionId, locale }: StartPaymentInput,
  payment: Payment,
  amountRwf: AmountRwf
): Promise<Opened | "changed" | null> {
  const { orders, balance, collectionIds } = payment
  if (orders.length === 0) {
    const checkout = sessionId === null ? null : toCheckout(collection, sessionId)
    return checkout && { checkout, collectionIds }
  }
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const own = collection.sessions.find(isOurs)
  const providerId = own?.provider_id ?? (await findProvider(container, payment))
  if (providerId === null) return null
  const opened = await kpay.withLease(toPaymentKeys(payment), SESSION_WAIT_MS, async () => {
    // Another caller may have opened a collection meanwhile; a second one beside it would let out a second prompt.
    const again = await readCollectionAgain(resolveQuery(container), collection)
    if (!again?.order) return null
    const now = await readPayable(container, again)
    if (now.owedRwf !== payment.owedRwf) return "changed"
    const checkout = await openSessionForOrder(container, {
      orderId: again.order.id,
      firstCollectionId: null,
      amount: balance.owed,
      amountRwf,
      currencyCode: balance.currencyCode,
      providerId,
      locale,
      preferredSessionId: sessionId,
      moneyOfSessionId: null,
    })
    return { checkout, collectionIds: [...new Set([...now.collectionIds, checkout.id])] }
  })
  return opened.isHeld ? opened.value : null
}

interface Ready extends Opened, AttemptPlan {
  readonly input: StartPaymentInput
  readonly payment: Payment
}

async function send(container: MedusaContainer, ready: Ready): Promise<StartPaymentResult> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { input, payment, collectionIds } = ready
  const asked = input.sessionId === null ? null : await kpay.findChoice(input.sessionId)
  const isAdmin = input.actor !== undefined
  const attempt = {
    ...toNewAttempt(ready, kpay.settings),
    asked_by: isAdmin ? ("admin" as const) : ("shopper" as const),
    client: isAdmin ? null : toClientHash(container, readClientAddress()),
  }
  const outcome = await kpay.startAttempt({
    attempt,
    rules: {
      collectionIds,
      orderIds: input.collection.orders.map(({ id }) => id),
      countedIds: payment.attempts
        .filter(({ status }) => status === "applied" || status === "unapplied")
        .map(({ id }) => id),
      supersedeAfterMs: input.kind === "further" ? kpay.settings.resendAfter : null,
    },
    request: toPayRequest(attempt, { ...ready, choice: asked ?? ready.choice }, kpay.settings),
    actor: input.actor ?? null,
  })
  if (outcome.type === "blocked") return joinOpen(container, ready)
  if (outcome.type === "limited")
    return refuse("too_many_prompts", {
      method: ready.wish.method,
      retryAfterS: Math.ceil(outcome.waitMs / 1000),
    })
  if (input.kind === "further") {
    const remembered = asked ?? ready.choice
    await kpay.saveChoice({
      ...remembered,
      method: input.method,
      msisdn: input.msisdn ?? remembered.msisdn,
      locale: toLocale(input.locale),
    })
  }
  return { type: "started", attempt: outcome.attempt }
}

/**
 * The same request again gets the open attempt. Any other is refused, and the shopper reads what to do. The account is not
 * compared: a second prompt could take the money twice, and the order is paid whichever account has it.
 */
async function joinOpen(
  container: MedusaContainer,
  { input, collectionIds, checkout, wish, amountRwf }: Ready
): Promise<StartPaymentResult> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempts = await listAttemptsAt(container, {
    collectionIds,
    orders: input.collection.orders,
  })
  // Without one that is open, the newest was in the way and has ended since.
  const newest = attempts.find(isCurrent) ?? attempts[0]
  const isSame =
    input.kind === "placing" &&
    newest?.method === wish.method &&
    newest.msisdn === wish.msisdn &&
    newest.amount === amountRwf
  if (isSame) {
    const moved = isCaptured(checkout, newest.payment_session_id)
      ? newest
      : await kpay.moveToSession(newest, checkout.session)
    return { type: "started", attempt: moved ?? newest }
  }
  // It was paid while this request was on its way; what is still owed is known once Medusa has the money.
  if (newest && isMoney(newest.status)) return refuse("nothing_to_pay")
  const phone = newest ? toPromptedMsisdn(newest) : wish.msisdn
  return refuse("already_waiting", {
    method: newest?.method ?? wish.method,
    phoneMasked: phone && toMaskedMsisdn(phone),
    hasCardPage: newest?.redirect_url !== null,
  })
}

function toDetails({ method }: StartPaymentInput): { method?: MethodId } {
  return method === null ? {} : { method }
}
