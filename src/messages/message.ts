import type { Locale } from "../domain/locales"
import { METHODS, type MethodId } from "../domain/methods"
import { NETWORK_NAMES, type Network } from "../domain/msisdn"
import { en } from "./en"
import { fr } from "./fr"
import type { MessageId, Messages } from "./message-id"
import { rw } from "./rw"

const MESSAGES: Readonly<Record<Locale, Messages>> = { en, fr, rw }

/** The ids of all messages. A shop can replace the text of each. */
export const MESSAGE_IDS = Object.keys(en) as readonly MessageId[]

/** A shop's texts in place of the plugin's. */
export type CustomMessages = {
  readonly [language in Locale]?: { readonly [id in MessageId]?: string | undefined } | undefined
}

let customMessages: CustomMessages = {}

/** Replaces messages by the shop's own for the whole process. A process runs one shop. */
export function setCustomMessages(messages: CustomMessages): void {
  customMessages = messages
}

/** The values that messages name in braces. */
export interface MessageDetails {
  readonly method?: MethodId | null | undefined
  readonly network?: Network | null | undefined
  readonly phoneMasked?: string | null | undefined
  /** `false` where K-Pay has told no address of the card page. */
  readonly hasCardPage?: boolean | undefined
  readonly reference?: string | null | undefined
  /** As it is shown: `RWF 5,200`. */
  readonly amount?: string | undefined
  /** As it is shown: `#12`. */
  readonly order?: string | undefined
  readonly shop?: string | undefined
  readonly tin?: string | undefined
  readonly shopPhone?: string | undefined
  readonly ussd?: string | undefined
  readonly time?: string | undefined
  readonly url?: string | undefined
  /** How long to wait; `{wait}` in a text, e.g. `20 s` or `10 min`. */
  readonly retryAfterS?: number | undefined
}

/**
 * A message for the shopper: what happened and the next step.
 *
 * A name without a value becomes empty text, except that `{method}` becomes `K-Pay` and `{phone}` a dash.
 */
export function toMessage(locale: Locale, id: MessageId, details: MessageDetails = {}): string {
  const values: Readonly<Record<string, string | number | boolean | null | undefined>> = {
    ...details,
    method: details.method ? METHODS[details.method].label : "K-Pay",
    network: details.network && NETWORK_NAMES[details.network],
    phone: details.phoneMasked ?? "—",
    wait: toWait(details.retryAfterS ?? 0),
  }
  const textId =
    details.method && METHODS[details.method].redirects
      ? toCardId(id, details.hasCardPage ?? true)
      : id
  return (customMessages[locale]?.[textId] ?? MESSAGES[locale][textId])
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""))
    .trim()
}

/** A card payment has no phone on which it could be approved, and the names of the cards complete no payment. */
function toCardId(id: MessageId, hasPage: boolean): MessageId {
  if (id === "already_waiting")
    return hasPage ? "already_waiting_card" : "already_waiting_no_card_page"
  return id === "operator" ? "operator_card" : id
}

/** The units are written alike in every language. */
function toWait(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
