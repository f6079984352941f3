import { formatRwf } from "../../domain/amount"
import { findDecidingNetwork, type MethodId } from "../../domain/methods"
import type { KpayAdminAttempt } from "../../http-types"
import { sayIdName, sayUnappliedReason } from "../attempt-words"
import { formatTime } from "../format"
import { sayWord, type Say } from "../say"

/** How long a prompt may take to reach the phone before it is said what to dial. */
export const USSD_AFTER_MS = 20_000

/** What is said of an attempt that was started at the counter. */
export interface Shown {
  readonly look: "waiting" | "paid" | "failed"
  readonly title: string
  readonly lines: readonly string[]
}

/**
 * Says of an attempt what became of its prompt.
 *
 * @param chosen what the admin chose; the number may have had another method asked.
 */
export function toShown(
  attempt: KpayAdminAttempt,
  chosen: MethodId,
  ussd: string | null,
  language: Parameters<typeof formatTime>[1],
  t: Say
): Shown {
  switch (attempt.status) {
    case "starting":
    case "pending":
      return {
        look: "waiting",
        title: t("counter_waiting"),
        lines: toWaitingLines(attempt, chosen, ussd, t),
      }
    case "paid":
      return { look: "waiting", title: t("counter_being_booked"), lines: [t("counter_booking")] }
    case "applied":
      return {
        look: "paid",
        title: `✓ ${t("counter_paid")}`,
        lines: toPaidLines(attempt, language, t),
      }
    case "failed":
      return { look: "failed", title: t("counter_failed"), lines: toFailedLines(attempt, t) }
    case "abandoned":
      return { look: "failed", title: t("counter_unknown"), lines: [t("advice_abandoned")] }
    case "unapplied":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return {
        look: "waiting",
        title: t("counter_unapplied"),
        lines: [
          t("journal_unapplied", { reason: sayUnappliedReason(attempt.unapplied_reason, t) }),
        ],
      }
  }
}

function toWaitingLines(
  attempt: KpayAdminAttempt,
  chosen: MethodId,
  ussd: string | null,
  t: Say
): string[] {
  const { amount, phone_masked, created_at } = attempt
  const method = t(`method_${attempt.method}`)
  const network = findDecidingNetwork(chosen, attempt)
  const isLate = Date.now() - Date.parse(created_at) >= USSD_AFTER_MS
  return [
    [method, phone_masked].filter(Boolean).join(" · "),
    ...(network === null
      ? []
      : [t("counter_other_network", { network: t(`network_${network}`), method })]),
    t("counter_waiting_on", { amount: formatRwf(amount), phone: phone_masked ?? "" }),
    ...(isLate && ussd !== null ? [t("counter_no_message", { ussd })] : []),
  ]
}

function toPaidLines(
  attempt: KpayAdminAttempt,
  language: Parameters<typeof formatTime>[1],
  t: Say
): string[] {
  const { momo_transaction_id, paid_at } = attempt
  return [
    ...(momo_transaction_id === null ? [] : [`${sayIdName(attempt, t)} ${momo_transaction_id}`]),
    ...(paid_at === null ? [] : [t("counter_paid_at", { time: formatTime(paid_at, language) })]),
  ]
}

function toFailedLines(
  { reason_code, reason, code, code_meaning }: KpayAdminAttempt,
  t: Say
): string[] {
  // K-Pay's own words, such as "Invalid PIN" for the shop's password, can sound as if the shopper was at fault.
  const isShops = reason_code === "unavailable" && code !== null && code_meaning !== null
  return [
    ...(reason_code === null ? [] : [sayWord(t, "reason", reason_code)]),
    ...(isShops ? [t("what_code_means", { code, meaning: code_meaning })] : []),
    ...(reason === null ? [] : [t("what_kpay_said", { text: reason })]),
    ...(reason_code === null ? [] : [sayWord(t, "advice", reason_code)]),
  ]
}
