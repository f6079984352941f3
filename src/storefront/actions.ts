import type { KpaySession } from "../http-types"

/** Whether a payment is under way or done, so that the shopper must not be asked to pay again. */
export function isUnderWay({ actions }: KpaySession): boolean {
  return actions.includes("wait")
}

/** Whether a further attempt can be started now. */
export function canPrompt({ actions }: KpaySession): boolean {
  return actions.includes("prompt")
}
