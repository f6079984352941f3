import { METHODS, type MethodId } from "../gateway/methods"
import { en } from "./en"
import { fr } from "./fr"
import type { MessageId, Messages } from "./message-id"
import { rw } from "./rw"

/** The languages that shoppers are spoken to in. */
export const LOCALES = ["en", "fr", "rw"] as const
export type Locale = (typeof LOCALES)[number]

const MESSAGES: Readonly<Record<Locale, Messages>> = { en, fr, rw }

/** The nearest language we have: `fr-RW` is French, an unknown one English. */
export function toLocale(locale: string | null | undefined): Locale {
  const language = locale?.toLowerCase().split(/[-_]/)[0]
  return LOCALES.find((known) => known === language) ?? "en"
}

/** A shopper's message in their language: what happened and the next step. */
export function say(
  locale: Locale,
  id: MessageId,
  about: {
    readonly method?: MethodId | null | undefined
    readonly phoneMasked?: string | null | undefined
    readonly reference?: string | null | undefined
  } = {}
): string {
  // A card payment has no phone to approve it on.
  const isOnPage = id === "already_waiting" && about.method && METHODS[about.method].redirects
  return MESSAGES[locale][isOnPage ? "already_waiting_card" : id]
    .replace("{method}", about.method ? METHODS[about.method].label : "K-Pay")
    .replace("{phone}", about.phoneMasked ?? "—")
    .replace("{reference}", about.reference ?? "")
    .trim()
}
