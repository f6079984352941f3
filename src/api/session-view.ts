import { toMaskedMsisdn } from "../domain/msisdn"
import { METHODS } from "../domain/methods"
import type { KpaySession } from "../http-types"
import { toMessageId } from "../messages/of-attempt"
import { say, toLocale } from "../messages/say"
import { isToBePlaced, type Attempt } from "../modules/kpay/attempts/attempt"
import type { Collection } from "../medusa/checkout"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type { KpaySettings } from "../modules/kpay/options/options"

/** What an MTN payer dials to see a waiting request. Source: K-Pay's own plugin. */
const MTN_USSD = "*182*7*1#"

/** With what the answers take, whoever approves is thanked within 3 s of the callback. */
const POLL_SOON_MS = 2_000
const POLL_LATER_MS = 6_000

/** How long a payer is waited for closely. Most answer within a minute; some find the request by USSD first. */
const SOON_MS = 5 * 60_000

type ViewSettings = Pick<KpaySettings, "ussd" | "resendAfter" | "timeouts">

/** What a shopper may see of a payment: no number in full, no token, nothing technical. */
export function toSessionView(
  sessionId: string,
  choice: Pick<Choice, "method" | "msisdn" | "locale" | "amount" | "currency_code">,
  attempt: Attempt | null,
  collection: Collection | null,
  settings: ViewSettings
): KpaySession {
  const status = attempt ? toStatus(attempt) : "not_started"
  const method = attempt?.method ?? choice.method
  const msisdn = attempt?.msisdn ?? choice.msisdn
  const phone_masked =
    msisdn && (!method || METHODS[method].needsPhone) ? toMaskedMsisdn(msisdn) : null
  const isPending = status === "pending"
  const messageId = attempt ? toMessageId(attempt) : "choose_method"
  const retryAfterMs = attempt ? toRetryAfterMs(attempt, settings) : null
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
    reason_code: toReasonCode(attempt),
    redirect_url: isPending ? (attempt?.redirect_url ?? null) : null,
    ussd: isPending && attempt ? toUssd(attempt, settings) : null,
    // K-Pay fills it for payments that failed too, where it means nothing.
    momo_transaction_id: attempt?.state === "paid" ? attempt.momo_transaction_id : null,
    order_id: collection?.order?.id ?? attempt?.order_id ?? null,
    display_id: collection?.order?.display_id ?? null,
    can_retry: retryAfterMs === 0 && isPayable(collection),
    retry_after_s: retryAfterMs ? Math.ceil(retryAfterMs / 1000) : null,
    poll_after_ms: attempt && (isPending || isToBePlaced(attempt)) ? toPollAfterMs(attempt) : null,
    started_at: attempt?.created_at.toISOString() ?? null,
  }
}

/** How long until a further attempt may start; `null` when none may. */
function toRetryAfterMs(attempt: Attempt, settings: ViewSettings): number | null {
  const ageMs = Date.now() - attempt.created_at.getTime()
  switch (attempt.state) {
    case "failed":
    case "abandoned":
      return 0
    case "pending":
      return Math.max(0, settings.resendAfter - ageMs)
    case "starting":
      // Nobody knows whether a prompt is out; it is settled once K-Pay's "not found" is believed.
      return Math.max(1, settings.timeouts.notFoundGraceMs - ageMs)
    case "paid":
      return null
  }
}

function isPayable(collection: Collection | null): boolean {
  return collection !== null && !collection.order?.is_cancelled
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

function toReasonCode(attempt: Attempt | null): KpaySession["reason_code"] {
  switch (attempt?.state) {
    case "starting":
    case "abandoned":
      return "checking"
    case "failed":
      return attempt.reason_code ?? "operator"
    case "paid":
      return attempt.unplaced_at ? "unplaced" : null
    case "pending":
    case undefined:
      return null
  }
}

function toUssd(attempt: Attempt, settings: Pick<KpaySettings, "ussd">): string | null {
  if (attempt.method === "momo") return settings.ussd.momo ?? MTN_USSD
  return attempt.method === "airtel" ? (settings.ussd.airtel ?? null) : null
}

function toPollAfterMs(attempt: Attempt): number {
  return Date.now() - attempt.created_at.getTime() < SOON_MS ? POLL_SOON_MS : POLL_LATER_MS
}
