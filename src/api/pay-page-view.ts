import { isOpen } from "../domain/attempt-status"
import { findDecidingNetwork, METHODS, type MethodId } from "../domain/methods"
import { formatRwf } from "../domain/amount"
import { toMaskedMsisdn } from "../domain/msisdn"
import type { Locale } from "../domain/locales"
import { toMessage, type MessageDetails } from "../messages/message"
import type { KpaySession } from "../http-types"
import type { MessageId } from "../messages/message-id"
import { toCancelledMessageId } from "../messages/of-attempt"
import {
  isCurrent,
  toAgeMs,
  toPromptedMsisdn,
  type Attempt,
} from "../modules/kpay/attempts/attempt"
import { toKigaliTime } from "../domain/kigali-time"
import type { KpaySettings } from "../modules/kpay/options/options"
import { choosePage } from "../pay-page/choose-page"
import type { Bill, Frame } from "../pay-page/layout"
import { noticePage } from "../pay-page/notice-page"
import { keepAndCheck, receiptPage } from "../pay-page/receipt-page"
import { waitingPage } from "../pay-page/waiting-page"
import type { PagePayment } from "../operations/pay-page-payment"
import type { ReceiptFacts } from "../operations/receipt"
import { toMethodsView } from "./methods-view"
import { toReceipt } from "./receipt-view"
import { toSessionView } from "./session-view"

/** How long a prompt may take to reach the phone before the page says how to find it. */
const PROMPT_MS = 20_000

/** How often the browser reloads: most payers answer within minutes, and an open page costs the shopper data. */
const LOOK_AGAIN_S = 5
const LOOK_SELDOM_S = 30
const SOON_MS = 10 * 60_000

/** What the shopper asked of the page: to choose again, or to correct what was sent. */
export interface Asked {
  /** A method that is chosen already, or any; left out, the page shows how the payment is. */
  readonly choose?: MethodId | "any" | undefined
  /** The method that was chosen where another one was asked. */
  readonly chosen?: MethodId | undefined
  /** Whether the shopper says that they approved. */
  readonly hasAsked?: boolean
  readonly correct?: {
    readonly message: MessageId
    readonly details: MessageDetails
    readonly method: MethodId | null
    readonly typedPhone: string
  }
  /** The methods that often fail at this time. */
  readonly degraded: ReadonlySet<MethodId>
}

/** The page that shows how a payment is now, or the form to make it. */
export function toPayPage(
  frame: Frame,
  payment: PagePayment,
  settings: KpaySettings,
  asked: Asked
): string {
  const { attempt, receipt, order, isUnpaid } = payment
  const { locale } = frame
  if (attempt?.status === "unapplied" && (isUnpaid || !payment.isRecordedByHand)) {
    const message = toMessage(locale, "unapplied", { reference: attempt.refid })
    return noticePage(frame, message, toBill(payment, attempt.amount))
  }
  // Money of before an order grew is no receipt for what it owes now.
  if (receipt && (attempt?.status === "paid" || (attempt?.status === "applied" && !isUnpaid)))
    return toPaidPage(frame, payment, receipt)
  // A payer who approves all the same has paid twice, or for a cancelled order, and reads that here.
  const refreshS = attempt && isOpen(attempt.status) ? LOOK_SELDOM_S : undefined
  if (order.is_cancelled) {
    const phone = attempt && toPromptedMsisdn(attempt)
    const message = toMessage(locale, toCancelledMessageId(attempt), {
      phoneMasked: phone && toMaskedMsisdn(phone),
    })
    return noticePage(frame, message, toBill(payment, null), refreshS)
  }
  if (!isUnpaid)
    return noticePage(frame, toMessage(locale, "already_paid"), toBill(payment, null), refreshS)
  const isWaiting = attempt !== null && (isCurrent(attempt) || attempt.status === "abandoned")
  return isWaiting && !asked.choose && !asked.correct
    ? toWaiting(frame, payment, attempt, settings, asked)
    : toChoose(frame, payment, settings, asked)
}

function toChoose(
  frame: Frame,
  payment: PagePayment,
  settings: KpaySettings,
  { choose, correct, degraded }: Asked
): string {
  const { locale } = frame
  const { newest, owedRwf } = payment
  const view = toView(frame, payment, settings)
  const isWaiting = view?.status === "pending"
  const chosen = correct
    ? correct.method
    : choose && choose !== "any"
      ? choose
      : (view?.method ?? null)
  const failure = view?.status === "failed" ? view.message : null
  // A rest that the shop's rounding cannot ask for has no method.
  const amount = owedRwf > 0 ? owedRwf : "amount_not_possible"
  return choosePage(frame, {
    ...toBill(payment, owedRwf > 0 ? owedRwf : null),
    methods: toMethodsView(amount, locale, settings, degraded),
    // A shopper who wants another method has not chosen it yet.
    chosen: choose === "any" && !correct ? null : chosen,
    typedPhone: correct?.typedPhone ?? "",
    // A shopper who wants another number, or must check this one, does not want it again.
    phoneMasked:
      (choose && choose !== "any") || view?.reason_code === "wrong_number"
        ? null
        : (view?.phone_masked ?? null),
    fault: correct
      ? toMessage(locale, correct.message, { ...correct.details, amount: formatRwf(owedRwf) })
      : failure,
    hint:
      isWaiting && view.phone_masked
        ? toMessage(locale, "request_waiting", { phoneMasked: view.phone_masked })
        : null,
    hasBack: isWaiting,
    form: { follows: newest?.id ?? "", amountRwf: owedRwf },
  })
}

/** The attempt as the shopper sees it; `null` where none says anything about what is owed now. */
function toView(frame: Frame, payment: PagePayment, settings: KpaySettings): KpaySession | null {
  const { attempt } = payment
  if (attempt === null || attempt.status === "applied") return null
  return toAttemptView(frame, payment, attempt, settings)
}

/** An attempt as the shopper sees it. */
function toAttemptView(
  { locale }: Frame,
  { order, isUnpaid, owedRwf }: PagePayment,
  attempt: Attempt,
  settings: KpaySettings
): KpaySession {
  return toSessionView(
    {
      sessionId: "",
      choice: { ...attempt, locale },
      attempt,
      second: null,
      order,
      isUnpaid,
      isPaid: false,
      isCancelled: false,
      isRecordedByHand: false,
      owedRwf,
    },
    settings
  )
}

function toWaiting(
  frame: Frame,
  payment: PagePayment,
  attempt: Attempt,
  settings: KpaySettings,
  { chosen, hasAsked }: Asked
): string {
  const { newest, owedRwf } = payment
  const view = toAttemptView(frame, payment, attempt, settings)
  const ageMs = toAgeMs(attempt)
  return waitingPage(frame, {
    ...toBill(payment, attempt.amount),
    method: attempt.method,
    phoneMasked: view.phone_masked,
    decidedBy: findDecidingNetwork(chosen ?? null, attempt),
    message: view.message,
    notConfirmed: hasAsked ? toMessage(frame.locale, "not_confirmed") : null,
    isLate: ageMs >= PROMPT_MS,
    ussd: view.ussd,
    cardPage: view.redirect_url,
    time: toKigaliTime(new Date()).slice("2026-01-31T".length, "2026-01-31T12:00:00".length),
    canSendAgain: view.can_retry,
    needsPhone: METHODS[attempt.method].needsPhone,
    refreshS: ageMs < SOON_MS ? LOOK_AGAIN_S : LOOK_SELDOM_S,
    form: { follows: newest?.id ?? "", amountRwf: owedRwf },
  })
}

function toPaidPage(frame: Frame, payment: PagePayment, receipt: ReceiptFacts): string {
  const { attempt, state } = receipt
  const { second } = payment
  const shown = toReceipt(frame, receipt)
  const heading = second ? "paid_twice" : "paid"
  return receiptPage(
    frame,
    {
      ...shown,
      ...toBill(payment, attempt.amount),
      message:
        state === "paid"
          ? toMessage(frame.locale, heading, { reference: second?.refid })
          : shown.message,
      closing: keepAndCheck(frame, payment.receiptUrl),
    },
    attempt.status === "paid" ? LOOK_AGAIN_S : undefined
  )
}

function toBill({ order, collection }: PagePayment, amountRwf: number | null): Bill {
  return {
    order: order.display_id === null ? null : `#${order.display_id}`,
    amount: formatRwf(amountRwf ?? Math.round(collection.amount)),
  }
}

/** What to say where there is no payment to show. */
export function toNotice(
  locale: Locale,
  message:
    | "link_expired"
    | "link_unknown"
    | "already_paid"
    | "page_failed"
    | "receipt_expired"
    | "receipt_unknown",
  refreshS?: number
): string {
  return noticePage({ locale, shop: null }, toMessage(locale, message), null, refreshS)
}
