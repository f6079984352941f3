import { LOCALES, type Locale } from "../domain/locales"

/** The locale that a browser prefers by its `Accept-Language` header; `null` when the header names none of ours. */
export function toAcceptedLocale(header: string | undefined): Locale | null {
  const accepted = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
    const quality = /^\s*q=([\d.]+)/.exec(parameters[0] ?? "")?.[1]
    return { language: tag.split("-")[0], quality: Number(quality ?? 1) }
  })
  const best = accepted
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => LOCALES.find((known) => known === language))
    .find((locale) => locale !== undefined)
  return best ?? null
}
