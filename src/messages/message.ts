import { METHODS, type MethodId } from "../domain/methods"
import type { Locale } from "../domain/locales"
import { en } from "./en"
import { fr } from "./fr"
import type { MessageId, Messages } from "./message-id"
import { rw } from "./rw"

const MESSAGES: Readonly<Record<Locale, Messages>> = { en, fr, rw }

/** Every message that a shop may put into words of its own. */
export const MESSAGE_IDS = Object.keys(en) as readonly MessageId[]

/** Words of the shop in place of ours. */
export type CustomMessages = {
  readonly [language in Locale]?: { readonly [id in MessageId]?: string | undefined } | undefined
}

let customMessages: CustomMessages = {}

/** Has everything be said in the shop's own words, where it has some. A process runs one shop. */
export function setCustomMessages(messages: CustomMessages): void {
  customMessages = messages
}

/** What messages name. */
export interface MessageDetails {
  readonly method?: MethodId | null | undefined
  readonly phoneMasked?: string | null | undefined
  readonly reference?: string | null | undefined
  /** As it is shown: `RWF 5,200`. */
  readonly amount?: string | undefined
  /** As it is shown: `#12`. */
  readonly order?: string | undefined
  readonly shop?: string | undefined
  readonly ussd?: string | undefined
  readonly time?: string | undefined
  readonly url?: string | undefined
}

/** A shopper's message in their language: what happened and the next step. */
export function toMessage(locale: Locale, id: MessageId, details: MessageDetails = {}): string {
  // A card payment has no phone to approve it on.
  const isOnPage = id === "already_waiting" && details.method && METHODS[details.method].redirects
  const named: Readonly<Record<string, string | null | undefined>> = {
    ...details,
    method: details.method ? METHODS[details.method].label : "K-Pay",
    phone: details.phoneMasked ?? "—",
  }
  const said = isOnPage ? "already_waiting_card" : id
  return (customMessages[locale]?.[said] ?? MESSAGES[locale][said])
    .replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? "")
    .trim()
}
