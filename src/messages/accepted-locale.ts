import { LOCALES, type Locale } from "../domain/locales"

/** The language of ours that a browser likes best by its `Accept-Language`; `null` when it names none of them. */
export function toAcceptedLocale(header: string | undefined): Locale | null {
  const wished = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
    const quality = /^\s*q=([\d.]+)/.exec(parameters[0] ?? "")?.[1]
    return { language: tag.split("-")[0], quality: Number(quality ?? 1) }
  })
  const best = wished
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => LOCALES.find((known) => known === language))
    .find((locale) => locale !== undefined)
  return best ?? null
}
