import type { ReasonCode } from "../domain/reasons"

/** Everything that a shopper can be told about a payment. */
export type MessageId =
  | ReasonCode
  | "choose_method"
  | "enter_phone"
  | "wrong_phone"
  | "already_waiting"
  | "already_waiting_card"
  | "nothing_to_pay"
  | "approve_on_phone"
  | "pay_on_card_page"
  | "paid"
  | PayPageMessageId

/** What the pay page says besides. */
type PayPageMessageId =
  | "pay"
  | "pay_title"
  | "order_number"
  | "phone_number"
  | "phone_not_for_cards"
  | "phone_again"
  | "way_momo"
  | "way_airtel"
  | "way_card"
  | "way_spenn"
  | "waiting"
  | "no_message"
  | "i_have_approved"
  | "send_again"
  | "other_number"
  | "other_way"
  | "may_close"
  | "time_now"
  | "to_card_page"
  | "request_waiting"
  | "amount_changed"
  | "not_paid"
  | "receipt"
  | "amount"
  | "paid_by"
  | "paid_at"
  | "momo_id"
  | "reference"
  | "keep_receipt"
  | "payment_received"
  | "order_cancelled"
  | "already_paid"
  | "link_expired"
  | "link_unknown"
  | "page_failed"
  | "back"
  | "language"
  | "pay_link_text"

/** One language. What stands in braces is filled in, see `say`. */
export type Messages = Readonly<Record<MessageId, string>>
