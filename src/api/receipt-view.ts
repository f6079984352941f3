import { formatRwf } from "../domain/amount"
import { toKigaliTime } from "../domain/kigali-time"
import { METHODS } from "../domain/methods"
import { toMaskedMsisdn } from "../domain/msisdn"
import { toMessage } from "../messages/message"
import type { MessageId } from "../messages/message-id"
import { toPromptedMsisdn } from "../modules/kpay/attempts/attempt"
import type { ReceiptFacts, ReceiptState } from "../operations/receipt"
import type { Frame } from "../pay-page/layout"
import { readAt, receiptPage, type Receipt } from "../pay-page/receipt-page"

const HEADINGS: Readonly<Record<ReceiptState, MessageId>> = {
  paid: "receipt_paid",
  refund_due: "receipt_refund_due",
  refunded: "receipt_refunded",
  unapplied: "receipt_unapplied",
}

/** The page that shows what the shop's books say of a receipt at this moment. */
export function toReceiptPage(frame: Frame, facts: ReceiptFacts): string {
  const closing = readAt(frame, toDayAndTime(facts.attempt.read_at))
  return receiptPage(frame, { ...toReceipt(frame, facts), closing })
}

/** What every receipt of a payment says of it. */
export function toReceipt(
  { locale }: Pick<Frame, "locale">,
  { attempt, state, sentRwf, dueRwf, order }: ReceiptFacts
): Omit<Receipt, "closing"> {
  const msisdn = toPromptedMsisdn(attempt)
  return {
    order: order?.display_id ? `#${order.display_id}` : null,
    amount: formatRwf(attempt.amount),
    method: attempt.method,
    paidBy: METHODS[attempt.method].label,
    payer: msisdn && toMaskedMsisdn(msisdn),
    paidAt: toDayAndTime(attempt.paid_at ?? attempt.created_at),
    momoId: attempt.momo_transaction_id,
    reference: attempt.refid,
    message: toMessage(locale, HEADINGS[state]),
    isPaid: state === "paid",
    remarks: [
      // Also of before the shop went live, so that no goods are handed out for it.
      attempt.environment === "test" && toMessage(locale, "receipt_of_test"),
      order?.is_cancelled && toMessage(locale, "receipt_of_cancelled_order"),
    ].filter((remark) => typeof remark === "string"),
    sentBack: sentRwf > 0 ? formatRwf(sentRwf) : null,
    toBeSentBack: dueRwf > 0 ? formatRwf(dueRwf) : null,
    ebmReceipt: order?.ebm_receipt ?? null,
  }
}

/** `31/01/2026 12:00` on the clocks of Kigali. */
export function toDayAndTime(at: Date): string {
  const [day = "", time = ""] = toKigaliTime(at).split("T")
  return `${day.split("-").reverse().join("/")} ${time.slice(0, "12:00".length)}`
}
