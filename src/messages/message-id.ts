import type { ReasonCode } from "../gateway/reason"

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

/** One language. `{method}`, `{phone}` and `{reference}` are filled in. */
export type Messages = Readonly<Record<MessageId, string>>
