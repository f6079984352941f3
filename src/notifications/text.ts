import type { Locale } from "../domain/locales"
import type { NotificationTextId } from "../domain/notifications"
import type { NotificationSettings } from "../modules/kpay/options/notifications"
import { en } from "./texts/en"
import { fr } from "./texts/fr"
import { rw } from "./texts/rw"
import type { NotificationTexts } from "./texts/texts"

/** The plugin's own texts. */
export const TEXTS: Readonly<Record<Locale, NotificationTexts>> = { en, fr, rw }

/** The values that texts name in braces, as they are shown: `RWF 5,200`, `#12`. */
export type TextValues = Readonly<
  Partial<Record<"shop" | "amount" | "rest" | "order" | "url" | "reference", string>>
>

/** A text in the shopper's language, the shop's own where it has one. A name without a value becomes empty text. */
export function toText(
  settings: Pick<NotificationSettings, "texts">,
  locale: Locale,
  id: NotificationTextId,
  values: TextValues
): string {
  const read = (one: NotificationTextId) => settings.texts?.[locale]?.[one] ?? TEXTS[locale][one]
  const receipt = values.url === undefined ? "" : fill(read("receipt"), values)
  return fill(read(id), { ...values, receipt })
}

function fill(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "").trim()
}
