import { METHODS, type MethodId } from "../domain/methods"
import { toFrancs } from "../messages/francs"
import { say, type About, type Locale } from "../messages/say"
import type { MessageId } from "../messages/message-id"
import {
  isCurrent,
  isToBePlaced,
  isWaitingForPerson,
  type Attempt,
} from "../modules/kpay/attempts/attempt"
import { toKigaliTime } from "../domain/kigali-time"
import type { KpaySettings } from "../modules/kpay/options/options"
import { choosePage } from "../pay-page/choose-page"
import type { Bill, Frame } from "../pay-page/layout"
import { noticePage } from "../pay-page/notice-page"
import { receiptPage } from "../pay-page/receipt-page"
import { waitingPage } from "../pay-page/waiting-page"
import type { PagePayment } from "../operations/page-payment"
import { toMethodsView } from "./methods-view"
import { toSessionView } from "./session-view"

/** How long a request is given to reach the phone before we say what to dial. */
const USSD_AFTER_MS = 20_000

/** How often the browser looks again: most payers answer within minutes, and whoever leaves the page open pays for data. */
const LOOK_AGAIN_S = 5
const LOOK_SELDOM_S = 30
const SOON_MS = 10 * 60_000

/** What the shopper asked of the page: to choose anew, or to mend what was sent. */
export interface Asked {
  /** A way of paying that is chosen already, or any; left out, how the payment stands. */
  readonly choose?: MethodId | "any" | undefined
  readonly mend?: {
    readonly message: MessageId
    readonly about: About
    readonly method: MethodId | null
    readonly typedPhone: string
  }
}

/** The page that tells how a payment stands, or where it is made. */
export function toPayPage(
  frame: Frame,
  payment: PagePayment,
  settings: KpaySettings,
  asked: Asked = {}
): string {
  const { attempt, order, due } = payment
  const { locale } = frame
  if (attempt && isWaitingForPerson(attempt)) {
    const message = say(locale, "unplaced", { reference: attempt.refid })
    return noticePage(frame, message, toBill(payment, attempt.amount))
  }
  if (attempt?.state === "paid" && attempt.resolution === null)
    return toReceipt(frame, payment, attempt)
  if (order.is_cancelled)
    return noticePage(frame, say(locale, "order_cancelled"), toBill(payment, null))
  if (due === null) return noticePage(frame, say(locale, "already_paid"), toBill(payment, null))
  const isWaiting = attempt !== null && (isCurrent(attempt) || attempt.state === "abandoned")
  return isWaiting && !asked.choose && !asked.mend
    ? toWaiting(frame, payment, attempt, settings)
    : toChoose(frame, payment, due.amountRwf, settings, asked)
}

function toChoose(
  frame: Frame,
  payment: PagePayment,
  amountRwf: number,
  settings: KpaySettings,
  { choose, mend }: Asked
): string {
  const { locale } = frame
  const { attempt, newest } = payment
  const view = attempt && toSessionView("", { ...attempt, locale }, attempt, null, settings)
  const isWaiting = view?.status === "pending"
  const chosen = mend ? mend.method : choose && choose !== "any" ? choose : (view?.method ?? null)
  const failure = view?.status === "failed" ? view.message : null
  return choosePage(frame, {
    ...toBill(payment, amountRwf),
    methods: toMethodsView(amountRwf, locale, settings),
    // Somebody who wants another way has not chosen it yet.
    chosen: choose === "any" && !mend ? null : chosen,
    typedPhone: mend?.typedPhone ?? "",
    // Whoever wants another number, or is told to check this one, does not want it again.
    phoneMasked:
      (choose && choose !== "any") || view?.reason_code === "wrong_number"
        ? null
        : (view?.phone_masked ?? null),
    fault: mend
      ? say(locale, mend.message, { ...mend.about, amount: toFrancs(amountRwf) })
      : failure,
    hint:
      isWaiting && view.phone_masked
        ? say(locale, "request_waiting", { phoneMasked: view.phone_masked })
        : null,
    hasBack: isWaiting,
    form: { follows: newest?.id ?? "", amountRwf },
  })
}

function toWaiting(
  frame: Frame,
  payment: PagePayment,
  attempt: Attempt,
  settings: KpaySettings
): string {
  const { locale } = frame
  const { collection, newest, due } = payment
  const view = toSessionView("", { ...attempt, locale }, attempt, collection, settings)
  const ageMs = Date.now() - attempt.created_at.getTime()
  return waitingPage(frame, {
    ...toBill(payment, attempt.amount),
    method: attempt.method,
    message: view.message,
    ussd: ageMs >= USSD_AFTER_MS ? view.ussd : null,
    cardPage: view.redirect_url,
    time: toKigaliTime(new Date()).slice("2026-01-31T".length, "2026-01-31T12:00:00".length),
    canSendAgain: view.can_retry,
    needsPhone: METHODS[attempt.method].needsPhone,
    lookAgainS: ageMs < SOON_MS ? LOOK_AGAIN_S : LOOK_SELDOM_S,
    form: { follows: newest?.id ?? "", amountRwf: due?.amountRwf ?? attempt.amount },
  })
}

function toReceipt(frame: Frame, payment: PagePayment, attempt: Attempt): string {
  const receipt = {
    ...toBill(payment, attempt.amount),
    message: say(frame.locale, "paid"),
    paidBy: METHODS[attempt.method].label,
    paidAt: toDayAndTime(attempt.paid_at ?? attempt.created_at),
    momoId: attempt.momo_transaction_id,
    reference: attempt.refid,
  }
  return receiptPage(frame, receipt, isToBePlaced(attempt) ? LOOK_AGAIN_S : undefined)
}

function toBill({ order, collection }: PagePayment, amountRwf: number | null): Bill {
  return {
    order: order.display_id === null ? null : `#${order.display_id}`,
    amount: toFrancs(amountRwf ?? collection.amount),
  }
}

/** `31/01/2026 12:00` on the clocks of Kigali. */
function toDayAndTime(at: Date): string {
  const [day = "", time = ""] = toKigaliTime(at).split("T")
  return `${day.split("-").reverse().join("/")} ${time.slice(0, "12:00".length)}`
}

/** What to say where there is no payment to show. */
export function toNotice(
  locale: Locale,
  message: "link_expired" | "link_unknown" | "page_failed"
): string {
  return noticePage({ locale, shop: null }, say(locale, message))
}
