import type { Locale } from "../domain/locales"
import type { KpayFinding, KpayHealthResponse } from "../http-types"
import { formatMoment } from "./format"
import type { TextKey } from "./i18n/en"
import { findWord, type Say } from "./say"

/** A finding about the setup in the reader's language; in the server's English where the dashboard lacks a text. */
export function sayFinding(
  { message, message_id, remedy, remedy_id, details }: KpayFinding,
  t: Say,
  language: Locale
): { readonly message: string; readonly remedy: string | null } {
  const shown = toShown(details, t, language)
  return {
    message: findWord(t, "setup", message_id, shown) ?? message,
    remedy: remedy_id === null ? remedy : (findWord(t, "setup", remedy_id, shown) ?? remedy),
  }
}

/** The sentence that sums up all checks. */
export function toHeadline({ ok, checks }: Pick<KpayHealthResponse, "ok" | "checks">): TextKey {
  if (!ok) return "checks_failed"
  return checks.some(({ status }) => status === "warning") ? "checks_warn" : "checks_ok"
}

type Details = KpayFinding["details"]

/** The details as the reader sees them: moments in Kigali time, and translated where a detail is a text itself. */
function toShown(details: Details, t: Say, language: Locale): Details {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (name.endsWith("_at")) return [name, formatMoment(String(value), language)]
      const id = details[`${name}_id`]
      return [name, (id !== undefined && findWord(t, "setup", String(id))) || value]
    })
  )
}
