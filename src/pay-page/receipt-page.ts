import type { Locale } from "../domain/locales"
import type { MethodId } from "../domain/methods"
import { toMessage } from "../messages/message"
import { page, toQuery, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** A payment, as the receipt shows it. */
export interface Receipt extends Bill {
  /** The heading. */
  readonly message: string
  /** Whether the shop has the money, and keeps it. */
  readonly isPaid: boolean
  /** What the heading does not say, e.g. that the order was cancelled. */
  readonly remarks?: readonly string[]
  readonly method: MethodId
  /** The label of the method. */
  readonly paidBy: string
  /** The phone that paid, masked; `null` where none did, or where it was erased. */
  readonly payer: string | null
  /** Date and time in Kigali. */
  readonly paidAt: string
  /** What K-Pay calls the MoMo transaction's id; other methods have one too. */
  readonly momoId: string | null
  readonly reference: string
  /** As shown, e.g. `RWF 1,000`; left out where nothing was sent back. */
  readonly sentBack?: string | null
  /** As shown; left out where nothing is to be sent back. */
  readonly toBeSentBack?: string | null
  /** The number of the tax receipt, where the shop has stored it. */
  readonly ebmReceipt?: string | null
  /** What stands below the table. */
  readonly closing: Markup | null
}

/**
 * The receipt, fit for print and for a screenshot.
 *
 * @param refreshS reloads the page, while Medusa has not booked the money yet; left out, never.
 */
export function receiptPage(frame: Frame, receipt: Receipt, refreshS?: number): string {
  const { locale, shop } = frame
  const { message, isPaid, remarks = [], order, amount, closing } = receipt
  const rows: readonly [string, string | null | undefined][] = [
    [toMessage(locale, "order_number", { order: "" }), order],
    [toMessage(locale, "amount"), amount],
    [toMessage(locale, "sent_back"), receipt.sentBack],
    [toMessage(locale, "to_be_sent_back"), receipt.toBeSentBack],
    [toMessage(locale, "paid_by"), receipt.paidBy],
    [toMessage(locale, "payer"), receipt.payer],
    [toIdName(locale, receipt.method), receipt.momoId],
    [toMessage(locale, "paid_at"), receipt.paidAt],
    [toMessage(locale, "reference"), receipt.reference],
    [toMessage(locale, "ebm_receipt"), receipt.ebmReceipt],
  ]
  const body = markup`<div class="state">${isPaid && TICK}<h1>${message}</h1><p class="sum">${amount}</p></div>
${remarks.map((remark) => markup`<p class="note">${remark}</p>\n`)}<table>
<caption>${[shop, toMessage(locale, "receipt")].filter(Boolean).join(" · ")}</caption>
${rows.map(([name, value]) => row(name, value))}</table>
${closing}`
  return page(frame, toMessage(locale, "receipt"), body, { refreshS })
}

/** On the payer's receipt: to keep it, and where anybody who holds it can check it. The link keeps the language. */
export function keepAndCheck({ locale }: Frame, checkUrl: string | null): Markup {
  return markup`${
    checkUrl !== null &&
    markup`<p>${toMessage(locale, "check_receipt")} <a href="${checkUrl}${toQuery(locale)}">${checkUrl}</a></p>
`
  }<p class="screen">${toMessage(locale, "keep_receipt")}</p>`
}

/** On the page that checks a receipt: of when it is. */
export function readAt({ locale }: Frame, time: string): Markup {
  return markup`<p>${toMessage(locale, "receipt_read_at", { time })}</p>`
}

/** What the id of a transaction is called: the shopper has that of MTN MoMo in an SMS, as TxId. */
export function toIdName(locale: Locale, method: MethodId): string {
  return toMessage(locale, method === "momo" ? "momo_id" : "transaction_id")
}

/** A row of a table of facts; nothing for a fact that is not known. */
export function row(name: string, value: string | null | undefined): Markup {
  if (value === null || value === undefined) return markup``
  return markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`
}

const TICK = markup`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="#0b5132"/><path d="M6.5 12.5l3.5 3.5 7.5-8" fill="none" stroke="#fff" stroke-width="2.5"/></svg>`
