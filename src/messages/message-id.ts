import type { ReasonCode } from "../domain/reasons"

/**
 * Every text that a shopper can read about a payment. A new `ReasonCode` is a new id, so that the compiler asks for its text
 * in every language.
 */
export type MessageId =
  | ReasonCode
  | "wrong_currency"
  | "amount_not_possible"
  | "session_gone"
  | "choose_method"
  | "enter_phone"
  | "wrong_phone"
  | "already_waiting"
  | "already_waiting_card"
  | "too_many_prompts"
  | "nothing_to_pay"
  | "approve_on_phone"
  | "pay_on_card_page"
  | "paid"
  | PayPageMessageId

/** The texts of the pay page. */
type PayPageMessageId =
  | "pay"
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
  | "receipt"
  | "amount"
  | "paid_by"
  | "paid_at"
  | "momo_id"
  | "reference"
  | "keep_receipt"
  | "order_cancelled"
  | "already_paid"
  | "link_expired"
  | "link_unknown"
  | "page_failed"
  | "back"
  | "language"
  | "pay_link_text"

/** The texts of one language. `toMessage` fills in the names in braces. */
export type Messages = Readonly<Record<MessageId, string>>
