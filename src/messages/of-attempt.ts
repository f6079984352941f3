import { isOpen, type AttemptStatus } from "../domain/attempt-status"
import { METHODS, type MethodId } from "../domain/methods"
import type { ReasonCode } from "../domain/reasons"
import type { MessageId } from "./message-id"

/** The fields of an attempt that decide which message the shopper reads. */
interface AttemptFacts {
  readonly status: AttemptStatus
  readonly method: MethodId
  readonly redirect_url: string | null
  readonly reason_code: ReasonCode | null
}

/** The id of the message that a shopper reads about an attempt. */
export function toMessageId({
  status,
  method,
  redirect_url,
  reason_code,
}: AttemptFacts): MessageId {
  switch (status) {
    case "starting":
    case "abandoned":
      return "checking"
    case "pending":
      if (METHODS[method].needsPhone) return "approve_on_phone"
      // Without an address the answer to `pay` was lost, and the shopper cannot reach the card page.
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

/**
 * The id of the message about a cancelled order that has no money. A request that is out cannot be taken back: its payer must
 * refuse it.
 */
export function toCancelledMessageId(
  attempt: Pick<AttemptFacts, "status" | "method"> | null
): "order_cancelled" | "order_cancelled_refuse" {
  return attempt && mayRing(attempt.status) && METHODS[attempt.method].needsPhone
    ? "order_cancelled_refuse"
    : "order_cancelled"
}

/** Whether a request may still be out: K-Pay has not said how it ended. */
function mayRing(status: AttemptStatus): boolean {
  return isOpen(status) || status === "abandoned"
}
