import type { AttemptStatus } from "../domain/attempt-status"
import { METHODS, type MethodId } from "../domain/methods"
import type { ReasonCode } from "../domain/reasons"
import type { MessageId } from "./message-id"

/** What a message says of an attempt. */
interface Told {
  readonly status: AttemptStatus
  readonly method: MethodId
  readonly redirect_url: string | null
  readonly reason_code: ReasonCode | null
}

/** What a shopper is told about an attempt. */
export function toMessageId({ status, method, redirect_url, reason_code }: Told): MessageId {
  switch (status) {
    case "starting":
    case "abandoned":
      return "checking"
    case "pending":
      if (METHODS[method].needsPhone) return "approve_on_phone"
      // K-Pay's answer with the card page's address was lost.
      return redirect_url ? "pay_on_card_page" : "checking"
    case "failed":
      return reason_code ?? "operator"
    case "paid":
    case "applied":
      return "paid"
    case "unapplied":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return "unapplied"
  }
}
