import type { Locale } from "../domain/locales"
import { toMessage } from "../messages/message"
import { markup, type Markup } from "../pay-page/markup"
import { row, toIdName } from "../pay-page/receipt-page"
import type { ShownDoor } from "./door-sign"

/**
 * The K-Pay payments that an order has, each with what stands in the payer's SMS; a sentence where it has none. Nothing for an
 * order that is not paid.
 */
export function paymentFacts(locale: Locale, door: ShownDoor): Markup | null {
  if (!("payments" in door)) return null
  const { payments } = door
  if (door.state === "paid" && !door.hasMoney)
    return markup`<p>${toMessage(locale, "door_nothing")}</p>`
  if (payments.length === 0) return markup`<p>${toMessage(locale, "door_otherwise")}</p>`
  return markup`${payments.map(
    ({ amount, method, paidBy, paidAt, momoId }) => markup`<table>
${row(toMessage(locale, "amount"), amount)}${row(toIdName(locale, method), momoId)}${row(toMessage(locale, "paid_at"), paidAt)}${row(toMessage(locale, "paid_by"), paidBy)}</table>
`
  )}`
}
