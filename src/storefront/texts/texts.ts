import { en, type KpayTexts } from "./en"
import { fr } from "./fr"
import { rw } from "./rw"

export type { KpayTexts }

/** The languages of the kit. */
export type KpayLocale = "en" | "fr" | "rw"

const TEXTS: Readonly<Record<KpayLocale, KpayTexts>> = { en, fr, rw }

/** The nearest language that the kit has: `fr-RW` is French, an unknown one English. */
export function toKpayLocale(locale: string | null | undefined): KpayLocale {
  const language = locale?.toLowerCase().split(/[-_]/)[0]
  return language === "fr" || language === "rw" ? language : "en"
}

/** The texts of a language, with a shop's own words in place of some. */
export function toKpayTexts(
  locale: string | null | undefined,
  overrides?: Partial<KpayTexts>
): KpayTexts {
  return { ...TEXTS[toKpayLocale(locale)], ...overrides }
}

/** Puts what is named in a text into it. A blank that nothing was given for stays, so that it is found. */
export function fillText(text: string, about: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => String(about[name] ?? blank))
}
