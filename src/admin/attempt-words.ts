import type { KpayAdminAttempt, KpayJournalEntry } from "../http-types"
import type { Texts } from "./i18n/en"
import type { Say } from "./texts"

/** How an attempt stands, in one word and the colour of its badge. */
export function toStateWord(attempt: KpayAdminAttempt): {
  readonly text: keyof Texts
  readonly color: "green" | "orange" | "red" | "grey"
} {
  if (attempt.placed) return { text: "state_paid", color: "green" }
  if (attempt.resolution === "given_back") return { text: "state_given_back", color: "grey" }
  if (attempt.resolution === "dismissed") return { text: "state_dismissed", color: "grey" }
  if (attempt.unplaced_reason) return { text: "state_needs_attention", color: "red" }
  switch (attempt.state) {
    case "failed":
      return { text: "state_not_paid", color: "red" }
    case "abandoned":
      return { text: "state_unsure", color: "orange" }
    case "starting":
    case "pending":
    case "paid":
      return { text: "state_waiting", color: "orange" }
  }
}

/** Its money waits for a person's decision. */
export function isWaitingForPerson(attempt: KpayAdminAttempt): boolean {
  return attempt.unplaced_reason !== null && attempt.resolution === null
}

/** Nobody knows yet how it ends, and K-Pay is asked by itself. */
export function isOpen({ state, placed, unplaced_reason }: KpayAdminAttempt): boolean {
  return (
    state === "starting" || state === "pending" || (state === "paid" && !placed && !unplaced_reason)
  )
}

/** The attempt that speaks for an order: what is paid, else what needs a person, else what is waited for, else the newest. */
export function toSpokesman(attempts: readonly KpayAdminAttempt[]): KpayAdminAttempt | undefined {
  return (
    attempts.find(({ placed }) => placed) ??
    attempts.find(isWaitingForPerson) ??
    attempts.find(isOpen) ??
    attempts[0]
  )
}

/** Medusa's words for an order that has had all its money. */
const PAID_STATUSES = ["captured", "partially_refunded", "refunded"]

/**
 * Whether an order has all its money, by Medusa's status or by what was placed, which the page may know sooner. A part is not
 * all: an order may have grown since it was paid.
 */
export function isPaidInFull(
  order: { readonly payment_status: string; readonly total: number },
  attempts: readonly Pick<KpayAdminAttempt, "placed" | "amount">[]
): boolean {
  if (PAID_STATUSES.includes(order.payment_status)) return true
  const placed = attempts.filter((attempt) => attempt.placed)
  // K-Pay takes whole francs only.
  return placed.length > 0 && placed.reduce((sum, { amount }) => sum + amount, 0) > order.total - 1
}

/** Why money has no home, as the rest of a sentence. */
export function sayUnplaced(attempt: KpayAdminAttempt, t: Say): string {
  return attempt.unplaced_reason ? t(`unplaced_${attempt.unplaced_reason}` as keyof Texts) : ""
}

/** What a journal entry tells, as a sentence. */
export function sayEntry(entry: KpayJournalEntry, attempt: KpayAdminAttempt, t: Say): string {
  const sentence = sayEvent(entry, attempt, t)
  if (entry.actor === null) return sentence
  return t("timeline_by", { sentence, who: entry.actor_name ?? t("timeline_unknown_user") })
}

function sayEvent(entry: KpayJournalEntry, attempt: KpayAdminAttempt, t: Say): string {
  const { event, wire, note } = entry
  switch (event) {
    case "pay_sent":
      return t("journal_pay_sent", { method: t(`method_${attempt.method}`) })
    case "pay_refused":
      return t("journal_pay_refused", { text: toWireText(wire) ?? note ?? "" })
    case "callback":
      return wire
        ? t("journal_callback", { text: toWireText(wire) ?? "–" })
        : t("journal_callback_unreadable")
    case "status":
      return sayStatus(wire, t)
    case "unplaced":
      return t("journal_unplaced", {
        reason: note ? t(`unplaced_${note}` as keyof Texts) : "–",
      })
    case "give_back_done":
    case "dismissed":
      return t(`journal_${event}`, { note: note ?? "" }).trim()
    case "pay_accepted":
    case "pay_paid_at_once":
    case "pay_unknown":
    case "status_unknown":
    case "superseded":
    case "abandoned":
    case "locked":
    case "placed":
    case "applied":
    case "given_back":
    case "give_back_due":
    case "reminded":
    case "order_cancelled":
    case "erased":
    case "ask_requested":
    case "phone_shown":
      return t(`journal_${event}`)
    default:
      // A newer server's word.
      return t("journal_other", { event })
  }
}

function sayStatus(wire: KpayJournalEntry["wire"], t: Say): string {
  switch (toText(wire?.statusid)) {
    case "01":
      return t("journal_status_paid")
    case "03":
      return t("journal_status_pending")
    case "611":
      return t("journal_status_not_found")
    default:
      return t("journal_status", { text: toWireText(wire) ?? "–" })
  }
}

/** K-Pay's own words with its code, e.g. `Not enough funds (02)`. */
function toWireText(wire: KpayJournalEntry["wire"]): string | null {
  if (!wire) return null
  const text = [wire.statusmsg, wire.statusdesc, wire.text, wire.reply].map(toText).find(Boolean)
  const code = [wire.statusid, wire.retcode].map(toText).find(Boolean)
  if (!text && !code) return null
  return text && code ? `${text} (${code})` : (text ?? code ?? null)
}

function toText(value: unknown): string | null {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : ""
  return text === "" ? null : text
}
