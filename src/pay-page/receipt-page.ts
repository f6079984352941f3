import { toMessage } from "../messages/message"
import { page, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** A payment, as the receipt shows it. */
export interface Receipt extends Bill {
  /** The heading. */
  readonly message: string
  /** The label of the method. */
  readonly paidBy: string
  /** Date and time in Kigali. */
  readonly paidAt: string
  /** The id in the shopper's SMS. */
  readonly momoId: string | null
  readonly reference: string
}

/**
 * The receipt, fit for print and for a screenshot.
 *
 * @param refreshS reloads the page, while Medusa has not booked the money yet; left out, never.
 */
export function receiptPage(frame: Frame, receipt: Receipt, refreshS?: number): string {
  const { locale, shop } = frame
  const { message, order, amount, paidBy, paidAt, momoId, reference } = receipt
  const body = markup`<div class="state">${TICK}<h1>${message}</h1><p class="sum">${amount}</p></div>
<table>
<caption>${[shop, toMessage(locale, "receipt")].filter(Boolean).join(" · ")}</caption>
${row(toMessage(locale, "order_number", { order: "" }), order)}${row(toMessage(locale, "amount"), amount)}${row(toMessage(locale, "paid_by"), paidBy)}${row(toMessage(locale, "momo_id"), momoId)}${row(toMessage(locale, "paid_at"), paidAt)}${row(toMessage(locale, "reference"), reference)}</table>
<p class="screen">${toMessage(locale, "keep_receipt")}</p>`
  return page(frame, toMessage(locale, "receipt"), body, refreshS)
}

function row(name: string, value: string | null): Markup | null {
  if (value === null) return null
  return markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`
}

const TICK = markup`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="#0b5132"/><path d="M6.5 12.5l3.5 3.5 7.5-8" fill="none" stroke="#fff" stroke-width="2.5"/></svg>`
