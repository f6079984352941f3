import { LOCALE_NAMES, LOCALES, type Locale } from "../domain/locales"
import type { MethodId } from "../domain/methods"
import { toMessage } from "../messages/message"
import { markup, Markup } from "./markup"
import { STYLE } from "./style"

/** What surrounds every page. */
export interface Frame {
  readonly locale: Locale
  /** `null` where the shop is not known, e.g. for a wrong link. */
  readonly shop: string | null
  /** Who sells, on every page of a shop that says so. */
  readonly identity?: ShopIdentity
}

/** Who sells. What the shop does not name is left out. */
export interface ShopIdentity {
  readonly legalName?: string | undefined
  readonly tin?: string | undefined
  readonly address?: string | undefined
  readonly phone?: string | undefined
}

/** Order and amount, as the page shows them. */
export interface Bill {
  /** `#12`; `null` for an order without a number. */
  readonly order: string | null
  /** `RWF 5,200` */
  readonly amount: string
}

/** What only some pages have. */
export interface PageExtras {
  /** The browser reloads the page after this many seconds; left out, never. */
  readonly refreshS?: number | undefined
  /** Rules besides those of all pages. The `Content-Security-Policy` must allow them. */
  readonly style?: string
}

/** A complete HTML page. The browser loads nothing else with it: no script, no font, no picture. */
export function page(
  frame: Frame,
  title: string,
  body: Markup,
  { refreshS, style = "" }: PageExtras = {}
): string {
  const { locale, shop } = frame
  const refresh =
    refreshS !== undefined && markup`<meta http-equiv="refresh" content="${refreshS}">`
  return markup`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
${refresh}<title>${[title, shop].filter(Boolean).join(" · ")}</title>
<style>${new Markup(`${STYLE}${style}`)}</style>
</head>
<body>
${languages(locale)}
<main>
${body}
</main>
${seller(frame)}</body>
</html>
`.text
}

/**
 * The query of a link to the same page in a language.
 *
 * @param choose opens the form with this method, or with `any`; left out, the link opens the page as the payment is now.
 * @param chosen the method that was chosen where another one was asked; the page says so.
 * @param asked whether the shopper says that they approved; the page says that K-Pay has not confirmed it yet.
 */
export function toQuery(
  locale: Locale,
  {
    choose,
    chosen,
    asked = false,
  }: {
    readonly choose?: string | undefined
    readonly chosen?: MethodId | undefined
    readonly asked?: boolean
  } = {}
): string {
  const query = {
    lang: locale,
    ...(choose && { choose }),
    ...(chosen && { chosen }),
    ...(asked && { asked: "1" }),
  }
  return `?${new URLSearchParams(query).toString()}`
}

/** Shop, order number and amount. */
export function bill({ locale, shop }: Frame, { order, amount }: Bill): Markup {
  const line = [shop, order && toMessage(locale, "order_number", { order })]
    .filter(Boolean)
    .join(" · ")
  return markup`<p class="bill">${line}</p>
<p class="sum">${amount}</p>`
}

function seller({ locale, shop, identity = {} }: Frame): Markup | null {
  const { legalName, tin, address, phone } = identity
  if (!legalName && !tin && !address && !phone) return null
  const name = legalName ?? shop
  const lines = [
    name && toMessage(locale, "sold_by", { shop: name }),
    tin && toMessage(locale, "tin", { tin }),
    address,
    phone && toMessage(locale, "shop_phone", { shopPhone: phone }),
  ].filter((line) => line !== null && line !== undefined)
  return markup`<footer>
${lines.map((line) => markup`<p>${line}</p>\n`)}</footer>
`
}

function languages(locale: Locale): Markup {
  const links = [...LOCALES]
    .reverse()
    .map((one) =>
      one === locale
        ? markup`<b lang="${one}">${LOCALE_NAMES[one]}</b> `
        : markup`<a href="${toQuery(one)}" lang="${one}" hreflang="${one}">${LOCALE_NAMES[one]}</a> `
    )
  return markup`<nav aria-label="${toMessage(locale, "language")}">${links}</nav>`
}
