import type { KpayFinding, KpayHealthResponse } from "../http-types"
import { toKigaliMoment } from "./format"
import { en, type Texts } from "./i18n/en"
import type { Say } from "./texts"

/** What was found out about the setup, in the reader's language, or in the server's English where we have no text of that id. */
export function sayFinding(
  { message, message_id, remedy, remedy_id, about }: KpayFinding,
  t: Say,
  language: string
): { readonly message: string; readonly remedy: string | null } {
  const named = toNamed(about, t, language)
  return {
    message: sayText(message_id, t, named) ?? message,
    remedy: remedy_id === null ? remedy : (sayText(remedy_id, t, named) ?? remedy),
  }
}

/** Which text says how the checks went in all. */
export function toHeadLine({
  ok,
  checks,
}: Pick<KpayHealthResponse, "ok" | "checks">): "setup_ok" | "setup_ok_but" | "setup_not_ok" {
  if (!ok) return "setup_not_ok"
  return checks.some(({ status }) => status === "warning") ? "setup_ok_but" : "setup_ok"
}

type About = KpayFinding["about"]

/** `null` for a text that a newer server says, and that this dashboard does not have. */
function sayText(id: string, t: Say, about: About): string | null {
  const key = `setup_${id}`
  return Object.hasOwn(en, key) ? t(key as keyof Texts, about) : null
}

/** What the sentences name, as the reader reads it: moments in Kigali's time, and parts that are texts themselves. */
function toNamed(about: About, t: Say, language: string): About {
  return Object.fromEntries(
    Object.entries(about).map(([name, value]) => {
      if (name.endsWith("_at")) return [name, toKigaliMoment(String(value), language)]
      const id = about[`${name}_id`]
      return [name, (id !== undefined && sayText(String(id), t, {})) || value]
    })
  )
}
