import { toMaskedMsisdn } from "../gateway/msisdn"
import { METHODS } from "../gateway/methods"
import type { KpaySession } from "../http-types"
import type { MessageId } from "../messages/message-id"
import { say, toLocale } from "../messages/say"
import type { Attempt } from "../modules/kpay/attempt"
import type { Checkout } from "../modules/kpay/checkout"
import type { Choice } from "../modules/kpay/choice-store"
import type { KpaySettings } from "../modules/kpay/options"

/** What an MTN payer dials to see a waiting request. Source: K-Pay's own plugin. */
const MTN_USSD = "*182*7*1#"

const POLL_SOON_MS = 3_000
const POLL_LATER_MS = 6_000

/** How long a payer is waited for closely; most answer within a minute. */
const SOON_MS = 90_000

/** What a shopper may see of a payment: no number in full, no token, nothing technical. */
export function toSessionView(
  sessionId: string,
  choice: Choice,
  attempt: Attempt | null,
  checkout: Checkout | null,
  settings: Pick<KpaySettings, "ussd">
): KpaySession {
  const status = attempt ? toStatus(attempt) : "not_started"
  const method = attempt?.method ?? choice.method
  const msisdn = attempt?.msisdn ?? choice.msisdn
  const phone_masked =
    msisdn && (!method || METHODS[method].needsPhone) ? toMaskedMsisdn(msisdn) : null
  const isPending = status === "pending"
  const messageId = toMessageId(status, attempt)
  return {
    session_id: sessionId,
    status,
    method,
    phone_masked,
    amount: attempt?.amount ?? choice.amount,
    currency_code: choice.currency_code,
    message: say(toLocale(choice.locale), messageId, {
      method,
      phoneMasked: phone_masked,
      reference: attempt?.refid,
    }),
    reason_code: toReasonCode(status, attempt),
    redirect_url: isPending ? (attempt?.redirect_url ?? null) : null,
    ussd: isPending && attempt ? toUssd(attempt, settings) : null,
    order_id: checkout?.order?.id ?? attempt?.order_id ?? null,
    display_id: checkout?.order?.display_id ?? null,
    can_retry: status === "failed" && checkout !== null,
    poll_after_ms: attempt && (isPending || isOnTheWay(attempt)) ? toPollAfterMs(attempt) : null,
    started_at: attempt?.created_at.toISOString() ?? null,
  }
}

function toStatus(attempt: Attempt): KpaySession["status"] {
  switch (attempt.state) {
    case "starting":
    case "pending":
    case "abandoned":
      return "pending"
    case "failed":
      return "failed"
    case "paid":
      return attempt.unplaced_at ? "unplaced" : "paid"
  }
}

function toMessageId(status: KpaySession["status"], attempt: Attempt | null): MessageId {
  switch (status) {
    case "not_started":
      return "choose_method"
    case "pending":
      if (attempt?.state !== "pending") return "checking"
      return attempt.redirect_url ? "pay_on_card_page" : "approve_on_phone"
    case "paid":
      return "paid"
    case "failed":
      return attempt?.reason_code ?? "operator"
    case "unplaced":
      return "unplaced"
  }
}

function toReasonCode(
  status: KpaySession["status"],
  attempt: Attempt | null
): KpaySession["reason_code"] {
  if (status === "unplaced") return "unplaced"
  if (status === "pending" && attempt?.state !== "pending") return "checking"
  return status === "failed" ? (attempt?.reason_code ?? "operator") : null
}

/** The money is there and Medusa is catching up: the order number follows in a moment. */
function isOnTheWay(attempt: Attempt): boolean {
  return attempt.state === "paid" && !attempt.placed_at && !attempt.unplaced_at
}

function toUssd(attempt: Attempt, settings: Pick<KpaySettings, "ussd">): string | null {
  if (attempt.method === "momo") return settings.ussd.momo ?? MTN_USSD
  return attempt.method === "airtel" ? (settings.ussd.airtel ?? null) : null
}

function toPollAfterMs(attempt: Attempt): number {
  return Date.now() - attempt.created_at.getTime() < SOON_MS ? POLL_SOON_MS : POLL_LATER_MS
}
