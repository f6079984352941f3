import { toLocale, type Locale } from "../../domain/locales"
import { en, type KpayTexts } from "./en"
import { fr } from "./fr"
import { rw } from "./rw"

export type { KpayTexts }

/** The languages of the kit. */
export type KpayLocale = Locale

const TEXTS: Readonly<Record<Locale, KpayTexts>> = { en, fr, rw }

/** The texts of a language, with the shop's own in place of some. */
export function toKpayTexts(
  locale: string | null | undefined,
  overrides?: Partial<KpayTexts>
): KpayTexts {
  return { ...TEXTS[toLocale(locale)], ...overrides }
}

/** Replaces the names in braces by their values. A name without a value stays, so that the mistake is visible. */
export function fillText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name))
}
