import type { InferTypeOf } from "@medusajs/framework/types"
import type { AmountRwf } from "../../gateway/amount"
import type { Msisdn } from "../../gateway/msisdn"
import type { ReasonCode } from "../../gateway/reason"
import type { Refid } from "../../gateway/wire"
import type { KpayAttempt } from "./models/attempt"

/** A row of `kpay_attempt`, in the words of the gateway. */
export type Attempt = Omit<
  InferTypeOf<typeof KpayAttempt>,
  "refid" | "amount" | "msisdn" | "reason_code" | "unplaced_reason"
> & {
  refid: Refid
  amount: AmountRwf
  msisdn: Msisdn | null
  reason_code: ReasonCode | null
  unplaced_reason: UnplacedReason | null
}

export type AttemptState = Attempt["state"]

/** Why paid money has no home. */
export type UnplacedReason = "session_gone" | "order_cancelled" | "paid_twice" | "amount_differs"

/** What the journal tells of an attempt. */
export type JournalEvent =
  | "pay_sent"
  | "pay_accepted"
  | "pay_paid_at_once"
  | "pay_refused"
  | "pay_unknown"
  | "callback"
  | "status"
  | "status_unknown"
  | "placed"
  | "unplaced"

/** Nobody knows yet how it ends, and no other attempt may start. */
export function isOpen(attempt: Pick<Attempt, "state">): boolean {
  return attempt.state === "starting" || attempt.state === "pending"
}

/** The money is there and neither placed nor given to a person yet. */
export function isToBePlaced(
  attempt: Pick<Attempt, "state" | "placed_at" | "unplaced_at">
): boolean {
  return attempt.state === "paid" && attempt.placed_at === null && attempt.unplaced_at === null
}
