import type { InferTypeOf } from "@medusajs/framework/types"
import type { AmountRwf } from "../../../domain/amount"
import { METHODS } from "../../../domain/methods"
import type { Msisdn } from "../../../domain/msisdn"
import type { ReasonCode } from "../../../domain/reasons"
import type { Refid } from "../../../gateway/wire"
import type { KpayAttempt } from "../models/attempt"

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

/** How a person disposed of unplaced money. */
export type Resolution = NonNullable<Attempt["resolution"]>

/** Why paid money has no home. */
export type UnplacedReason =
  | "cart_changed"
  | "session_gone"
  | "amount_differs"
  | "order_cancelled"
  | "paid_twice"
  | "completion_failed"

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
  | "superseded"
  | "abandoned"
  | "locked"
  | "placed"
  | "unplaced"
  | "applied"
  | "given_back"
  | "give_back_due"
  | "give_back_done"
  | "dismissed"
  | "reminded"
  | "order_cancelled"
  | "erased"
  | "ask_requested"
  | "phone_shown"

/** The number that a payer is asked on. A card payer is asked on none, whatever number K-Pay was given for them. */
export function toAskedMsisdn({
  method,
  msisdn,
}: Pick<Attempt, "method" | "msisdn">): Msisdn | null {
  return METHODS[method].needsPhone ? msisdn : null
}

/** Nobody knows yet how it ends. */
export function isOpen(attempt: Pick<Attempt, "state">): boolean {
  return attempt.state === "starting" || attempt.state === "pending"
}

/** It is open, and stands in the way of a further attempt for the same payment. */
export function isCurrent(attempt: Pick<Attempt, "state" | "superseded_at">): boolean {
  return isOpen(attempt) && attempt.superseded_at === null
}

/** Its money waits for a person's decision. */
export function isWaitingForPerson(attempt: Pick<Attempt, "unplaced_at" | "resolution">): boolean {
  return attempt.unplaced_at !== null && attempt.resolution === null
}

/**
 * The attempt that speaks for a payment: the one whose money counts, else the one that is waited for, else the one whose
 * money waits for a person, else the newest.
 *
 * @param attempts newest first.
 */
export function toSpokesman(attempts: readonly Attempt[]): Attempt | null {
  return (
    attempts.find(({ placed_at }) => placed_at !== null) ??
    attempts.find(isToBePlaced) ??
    attempts.find(isCurrent) ??
    attempts.find(isWaitingForPerson) ??
    attempts[0] ??
    null
  )
}

/** The money is there and neither placed nor given to a person yet. */
export function isToBePlaced(
  attempt: Pick<Attempt, "state" | "placed_at" | "unplaced_at">
): boolean {
  return attempt.state === "paid" && attempt.placed_at === null && attempt.unplaced_at === null
}
