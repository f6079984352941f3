import { toMessage } from "../messages/message"
import { page, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** What was paid. */
export interface Receipt extends Bill {
  /** What the shopper reads first. */
  readonly message: string
  /** The way that it was paid by. */
  readonly paidBy: string
  /** The day and time in Kigali. */
  readonly paidAt: string
  /** The id in the shopper's SMS. */
  readonly momoId: string | null
  readonly reference: string
}

/**
 * What a shopper keeps: on paper, or as a picture of the screen.
 *
 * @param lookAgainS while the shop's books are not written yet.
 */
export function receiptPage(frame: Frame, receipt: Receipt, lookAgainS?: number): string {
  const { locale, shop } = frame
  const { message, order, amount, paidBy, paidAt, momoId, reference } = receipt
  const body = markup`<div class="state">${TICK}<h1>${message}</h1><p class="sum">${amount}</p></div>
<table>
<caption>${[shop, toMessage(locale, "receipt")].filter(Boolean).join(" · ")}</caption>
${row(toMessage(locale, "order_number", { order: "" }), order)}${row(toMessage(locale, "amount"), amount)}${row(toMessage(locale, "paid_by"), paidBy)}${row(toMessage(locale, "momo_id"), momoId)}${row(toMessage(locale, "paid_at"), paidAt)}${row(toMessage(locale, "reference"), reference)}</table>
<p class="screen">${toMessage(locale, "keep_receipt")}</p>`
  return page(frame, toMessage(locale, "receipt"), body, lookAgainS)
}

function row(name: string, value: string | null): Markup | null {
  if (value === null) return null
  return markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`
}

const TICK = markup`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="#0b5132"/><path d="M6.5 12.5l3.5 3.5 7.5-8" fill="none" stroke="#fff" stroke-width="2.5"/></svg>`
