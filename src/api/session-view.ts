import {
  isMoney as isMoneyStatus,
  isOpen,
  isDecided,
  type AttemptStatus,
} from "../domain/attempt-status"
import { METHODS, type MethodId } from "../domain/methods"
import { toMaskedMsisdn } from "../domain/msisdn"
import { toLocale } from "../domain/locales"
import type { KpaySession } from "../http-types"
import { toMessage } from "../messages/message"
import type { MessageId } from "../messages/message-id"
import { toCancelledMessageId, toMessageId } from "../messages/of-attempt"
import { toAgeMs, type Attempt } from "../modules/kpay/attempts/attempt"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type { KpaySettings } from "../modules/kpay/options/options"

/** What an MTN payer dials to see a waiting prompt. Source: K-Pay's own plugin. */
const MTN_USSD = "*182*7*1#"

/** Together with the answer times, a payer who approves is thanked within 3 s of the callback. */
const POLL_SOON_MS = 2_000
const POLL_LATER_MS = 6_000

/** How long a page polls often. Most payers answer within a minute; some find the prompt by USSD first. */
const SOON_MS = 5 * 60_000

type ViewSettings = Pick<KpaySettings, "ussd" | "resendAfter" | "timeouts">

/** What a shopper's page shows of a payment. */
export interface SessionFacts {
  readonly sessionId: string
  readonly choice: Pick<Choice, "method" | "msisdn" | "locale" | "amount" | "currency_code">
  readonly attempt: Attempt | null
  /** Money of another attempt at the same payment that no order takes, beside money that was applied; `null` for none. */
  readonly second: Attempt | null
  readonly order: { readonly id: string; readonly display_id: number | null } | null
  /** Whether the order or cart owes money that K-Pay can take; `false` where it is gone. */
  readonly isUnpaid: boolean
  /** Whether an order owes nothing more, by whatever it was paid. */
  readonly isPaid: boolean
  /** Whether every order of the payment is cancelled. */
  readonly isCancelled: boolean
  /** Whether the attempt's money is unapplied because the same transfer was recorded by hand. */
  readonly isRecordedByHand: boolean
  /** What an order owes now, in whole francs; `null` for a cart, whose session says it. */
  readonly owedRwf: number | null
}

/** A payment as the shopper may see it: no number in full, no token, nothing technical. */
export function toSessionView(facts: SessionFacts, settings: ViewSettings): KpaySession {
  const { sessionId, choice, attempt, order, isUnpaid } = facts
  const isPaidOtherwise = facts.isPaid && !(attempt && hasMoneyOfItsOwn(attempt, facts))
  const isCancelled = !isPaidOtherwise && isCancelledWithoutMoney(facts)
  const status = isPaidOtherwise ? "paid" : toStatus(facts)
  const method = attempt?.method ?? choice.method
  const msisdn = attempt?.msisdn ?? choice.msisdn
  const phone_masked =
    msisdn && (!method || METHODS[method].needsPhone) ? toMaskedMsisdn(msisdn) : null
  const isPending = status === "pending"
  const isMoney = status === "paid" || status === "unapplied"
  const mayTellMore = attempt !== null && (isPending || isUnderWay(attempt.status))
  const retryAfterMs = attempt && isUnpaid ? toRetryAfterMs(attempt, settings) : null
  const canRetry = retryAfterMs === 0
  return {
    session_id: sessionId,
    status,
    method,
    phone_masked,
    amount: toAmount(facts, isPending || isMoney),
    currency_code: choice.currency_code,
    message: toMessage(toLocale(choice.locale), toShownMessageId(facts, isPaidOtherwise), {
      method,
      phoneMasked: phone_masked,
      reference: (facts.second ?? attempt)?.refid,
    }),
    reason_code: isPaidOtherwise || isCancelled ? null : toReasonCode(attempt),
    redirect_url: isPending ? (attempt?.redirect_url ?? null) : null,
    ussd: isPending && attempt ? toUssd(attempt.method, settings) : null,
    // K-Pay fills it for failed payments too, where it means nothing.
    momo_transaction_id:
      isMoney && !isPaidOtherwise ? (attempt?.momo_transaction_id ?? null) : null,
    order_id: order?.id ?? null,
    display_id: order?.display_id ?? null,
    can_retry: canRetry,
    actions: [
      ...(canRetry ? (["prompt"] as const) : []),
      ...(mayTellMore || isMoney ? (["wait"] as const) : []),
    ],
    retry_after_s: retryAfterMs ? Math.ceil(retryAfterMs / 1000) : null,
    poll_after_ms: mayTellMore ? toPollAfterMs(attempt) : null,
    started_at: attempt?.created_at.toISOString() ?? null,
  }
}

/** K-Pay has money that is not the one which was recorded for the order by hand, and that the shop has not dealt with yet. */
function hasMoneyOfItsOwn({ status }: Attempt, facts: SessionFacts): boolean {
  const isDealtWith = status === "refunded" || status === "dismissed"
  return isMoneyStatus(status) && !isDealtWith && !facts.isRecordedByHand
}

/**
 * Also where the order was paid otherwise, or cancelled, while the prompt is out: the payer can still approve, and the page then
 * says what becomes of that money.
 */
function isUnderWay(status: AttemptStatus): boolean {
  return isOpen(status) || status === "paid"
}

/** What the shopper is told of each status. */
const SHOPPER_STATUS: Readonly<Record<AttemptStatus, KpaySession["status"]>> = {
  starting: "pending",
  pending: "pending",
  abandoned: "pending",
  failed: "failed",
  paid: "paid",
  applied: "paid",
  unapplied: "unapplied",
  refund_due: "unapplied",
  refunded: "unapplied",
  dismissed: "unapplied",
}

function toStatus(facts: SessionFacts): KpaySession["status"] {
  const { attempt, isUnpaid } = facts
  if (!attempt) return "not_started"
  if (isCancelledWithoutMoney(facts)) return "failed"
  // An order that owes is paid by a further prompt, which no money holds up that a person has decided about.
  return isUnpaid && isDecided(attempt.status) ? "failed" : SHOPPER_STATUS[attempt.status]
}

/** Nothing is to be paid, though a request that is out can still bring money. */
function isCancelledWithoutMoney({ attempt, isCancelled }: SessionFacts): boolean {
  return isCancelled && !(attempt && isMoneyStatus(attempt.status))
}

function toShownMessageId(facts: SessionFacts, isPaidOtherwise: boolean): MessageId {
  const { attempt, second, isUnpaid } = facts
  if (isPaidOtherwise) return "already_paid"
  if (isCancelledWithoutMoney(facts)) return toCancelledMessageId(attempt)
  if (!attempt) return "choose_method"
  if (isUnpaid && isDecided(attempt.status)) return "does_not_pay"
  return second ? "paid_twice" : toMessageId(attempt)
}

/** The amount of what is under way or done; else what a further attempt asks. */
function toAmount({ attempt, choice, owedRwf }: SessionFacts, isUnderWay: boolean): number {
  if (attempt && isUnderWay) return attempt.amount
  return owedRwf || (attempt?.amount ?? choice.amount)
}

/** How long until a further attempt may start; `null` when none may. */
function toRetryAfterMs(attempt: Attempt, settings: ViewSettings): number | null {
  const ageMs = toAgeMs({ ...attempt, created_at: attempt.found_at ?? attempt.created_at })
  switch (attempt.status) {
    case "failed":
    case "abandoned":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return 0
    case "pending":
      return Math.max(0, settings.resendAfter - ageMs)
    case "starting":
      // Whether a prompt is out is known once K-Pay's "not found" is believed.
      return Math.max(1, settings.timeouts.notFoundGraceMs - ageMs)
    case "paid":
    case "applied":
    case "unapplied":
      return null
  }
}

function toReasonCode(attempt: Attempt | null): KpaySession["reason_code"] {
  switch (attempt?.status) {
    case "starting":
    case "abandoned":
      return "checking"
    case "failed":
      return attempt.reason_code ?? "operator"
    case "unapplied":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return "unapplied"
    case "pending":
    case "paid":
    case "applied":
    case undefined:
      return null
  }
}

/** What the payer dials where no prompt came; `null` where nothing is known. A shop switches a code off with `null`. */
export function toUssd(method: MethodId, { ussd }: Pick<KpaySettings, "ussd">): string | null {
  if (method === "momo") return ussd.momo === undefined ? MTN_USSD : ussd.momo
  return method === "airtel" ? (ussd.airtel ?? null) : null
}

function toPollAfterMs(attempt: Attempt): number {
  return toAgeMs(attempt) < SOON_MS ? POLL_SOON_MS : POLL_LATER_MS
}
