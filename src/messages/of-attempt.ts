import { METHODS } from "../domain/methods"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { MessageId } from "./message-id"

type Told = Pick<Attempt, "state" | "method" | "unplaced_at" | "redirect_url" | "reason_code">

/** What a shopper is told about an attempt. */
export function toMessageId(attempt: Told): MessageId {
  switch (attempt.state) {
    case "starting":
    case "abandoned":
      return "checking"
    case "pending":
      if (METHODS[attempt.method].needsPhone) return "approve_on_phone"
      // K-Pay's answer with the page's address was lost.
      return attempt.redirect_url ? "pay_on_card_page" : "checking"
    case "failed":
      return attempt.reason_code ?? "operator"
    case "paid":
      return attempt.unplaced_at ? "unplaced" : "paid"
  }
}
