import { LOCALES, type Locale } from "../domain/locales"
import { toMessage } from "../messages/message"
import { markup, Markup } from "./markup"
import { STYLE } from "./style"

/** What every page has around it. */
export interface Frame {
  readonly locale: Locale
  /** `null` where it is not known whose page it is. */
  readonly shop: string | null
}

/** What is to be paid, as it is shown. */
export interface Bill {
  /** `#12`; `null` for an order without a number. */
  readonly order: string | null
  /** `RWF 5,200` */
  readonly amount: string
}

const LANGUAGES: Readonly<Record<Locale, string>> = {
  rw: "Kinyarwanda",
  fr: "Français",
  en: "English",
}

/**
 * A whole page. It asks for nothing else: no script, no font, no picture.
 *
 * @param lookAgainS after how many seconds the browser loads it anew; left out, never.
 */
export function page(
  { locale, shop }: Frame,
  title: string,
  body: Markup,
  lookAgainS?: number
): string {
  const refresh =
    lookAgainS !== undefined && markup`<meta http-equiv="refresh" content="${lookAgainS}">`
  return markup`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
${refresh}<title>${[title, shop].filter(Boolean).join(" · ")}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${languages(locale)}
<main>
${body}
</main>
</body>
</html>
`.text
}

/** The way to the same page, in a language, and to its form where there is one to come back to. */
export function toQuery(locale: Locale, choose?: string): string {
  return `?lang=${locale}${choose === undefined ? "" : `&choose=${choose}`}`
}

/** Whose order it is, and how much it is. */
export function bill({ locale, shop }: Frame, { order, amount }: Bill): Markup {
  const line = [shop, order && toMessage(locale, "order_number", { order })]
    .filter(Boolean)
    .join(" · ")
  return markup`<p class="bill">${line}</p>
<p class="sum">${amount}</p>`
}

function languages(locale: Locale): Markup {
  const links = [...LOCALES]
    .reverse()
    .map((one) =>
      one === locale
        ? markup`<b lang="${one}">${LANGUAGES[one]}</b> `
        : markup`<a href="${toQuery(one)}" lang="${one}" hreflang="${one}">${LANGUAGES[one]}</a> `
    )
  return markup`<nav aria-label="${toMessage(locale, "language")}">${links}</nav>`
}
