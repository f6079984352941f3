import { METHODS, type MethodId } from "../domain/methods"
import { en } from "./en"
import { fr } from "./fr"
import type { MessageId, Messages } from "./message-id"
import { rw } from "./rw"

/** The languages that shoppers are spoken to in. */
export const LOCALES = ["en", "fr", "rw"] as const
export type Locale = (typeof LOCALES)[number]

const MESSAGES: Readonly<Record<Locale, Messages>> = { en, fr, rw }

/** Every message that a shop may put into words of its own. */
export const MESSAGE_IDS = Object.keys(en) as readonly MessageId[]

/** Words of the shop in place of ours. */
export type OwnMessages = {
  readonly [language in Locale]?: { readonly [id in MessageId]?: string | undefined } | undefined
}

let ownMessages: OwnMessages = {}

/** Has everything be said in the shop's own words, where it has some. A process runs one shop. */
export function speakAs(messages: OwnMessages): void {
  ownMessages = messages
}

/** The nearest language we have: `fr-RW` is French, an unknown one English. */
export function toLocale(locale: string | null | undefined): Locale {
  const language = locale?.toLowerCase().split(/[-_]/)[0]
  return LOCALES.find((known) => known === language) ?? "en"
}

/** What messages name. */
export interface About {
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
export function say(locale: Locale, id: MessageId, about: About = {}): string {
  // A card payment has no phone to approve it on.
  const isOnPage = id === "already_waiting" && about.method && METHODS[about.method].redirects
  const named: Readonly<Record<string, string | null | undefined>> = {
    ...about,
    method: about.method ? METHODS[about.method].label : "K-Pay",
    phone: about.phoneMasked ?? "—",
  }
  const said = isOnPage ? "already_waiting_card" : id
  return (ownMessages[locale]?.[said] ?? MESSAGES[locale][said])
    .replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? "")
    .trim()
}
