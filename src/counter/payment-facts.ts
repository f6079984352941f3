import type { Locale } from "../domain/locales"
import { toMessage } from "../messages/message"
import { markup, type Markup } from "../pay-page/markup"
import { row } from "../pay-page/receipt-page"
import type { ShownPayment } from "./door-sign"

/** The K-Pay payments that an order has, each with what stands in the payer's SMS; a sentence where it has none. */
export function paymentFacts(locale: Locale, payments: readonly ShownPayment[]): Markup {
  if (payments.length === 0) return markup`<p>${toMessage(locale, "door_otherwise")}</p>`
  return markup`${payments.map(
    ({ amount, paidBy, paidAt, momoId }) => markup`<table>
${row(toMessage(locale, "amount"), amount)}${row(toMessage(locale, "momo_id"), momoId)}${row(toMessage(locale, "paid_at"), paidAt)}${row(toMessage(locale, "paid_by"), paidBy)}</table>
`
  )}`
}
