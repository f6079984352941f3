import type { Attributes } from "@medusajs/framework/opentelemetry/api"
import { countCallback } from "../../../telemetry/meter"
import type { Recipient } from "../calls/callback-inbox"

/** Counts a callback by what becomes of it. A test of the shop's own address is none. */
export function tellCallback(recipient: Recipient): void {
  const outcome = toOutcome(recipient)
  if (outcome !== "test") countCallback(outcome)
}

/** What the span of a callback says. */
export function toCallbackAttributes(recipient: Recipient): Attributes {
  return {
    "kpay.outcome": toOutcome(recipient),
    ...(recipient.type === "attempt" && { "kpay.attempt_id": recipient.id }),
  }
}

function toOutcome(recipient: Recipient) {
  if (recipient.type !== "attempt") return recipient.type
  return recipient.isSettled ? "late" : "asked"
}
