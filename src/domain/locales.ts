/** The languages in which the plugin speaks to shoppers and admins. */
export const LOCALES = ["en", "fr", "rw"] as const

export type Locale = (typeof LOCALES)[number]

/** What each language calls itself. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: "English",
  fr: "Français",
  rw: "Kinyarwanda",
}

/** The nearest of the three languages: `fr-RW` gives French, an unknown one English. */
export function toLocale(locale: string | null | undefined): Locale {
  const language = locale?.toLowerCase().split(/[-_]/)[0]
  return LOCALES.find((known) => known === language) ?? "en"
}
