import type { InferTypeOf } from "@medusajs/framework/types"
import type { AmountRwf } from "../../../domain/amount"
import { isMoney, isOpen, type UnappliedReason } from "../../../domain/attempt-status"
import { METHODS } from "../../../domain/methods"
import type { Msisdn } from "../../../domain/msisdn"
import type { ReasonCode } from "../../../domain/reasons"
import type { Refid } from "../../../domain/kpay-ids"
import type { KpayAttempt } from "../models/attempt"

/** A row of `kpay_attempt`, in the words of the domain. */
export type Attempt = Omit<
  InferTypeOf<typeof KpayAttempt>,
  "refid" | "amount" | "msisdn" | "reason_code" | "unapplied_reason"
> & {
  refid: Refid
  amount: AmountRwf
  msisdn: Msisdn | null
  reason_code: ReasonCode | null
  unapplied_reason: UnappliedReason | null
  /** The database's clock when the row was read. Ages are told by it, since the clocks of servers differ. */
  readonly read_at: Date
}

/** What is read of a row of `kpay_attempt`, in SQL. */
export const ATTEMPT_COLUMNS = "kpay_attempt.*, now() as read_at"

/** How old an attempt was when it was read, in milliseconds. */
export function toAgeMs({ read_at, created_at }: Pick<Attempt, "read_at" | "created_at">): number {
  return read_at.getTime() - created_at.getTime()
}

/** The number that rings. A card payer has none, whatever number K-Pay was given for them. */
export function toPromptedMsisdn({
  method,
  msisdn,
}: Pick<Attempt, "method" | "msisdn">): Msisdn | null {
  return METHODS[method].needsPhone ? msisdn : null
}

/** Whether the attempt is open and blocks a further attempt for the same payment. */
export function isCurrent(attempt: Pick<Attempt, "status" | "superseded_at">): boolean {
  return isOpen(attempt.status) && attempt.superseded_at === null
}

/** Money that came beside the applied money of the same payment, and that no order takes; `null` where there is none. */
export function findSecondMoney(
  attempts: readonly Attempt[],
  relevant: Attempt | null
): Attempt | null {
  if (relevant?.status !== "applied") return null
  const second = attempts.find(
    ({ status, unapplied_reason }) =>
      // That of a record by hand came once, and that of a test is none.
      status === "unapplied" &&
      unapplied_reason !== "recorded_by_hand" &&
      unapplied_reason !== "test_money"
  )
  return second ?? null
}

/**
 * The attempt that answers where a payment is now.
 *
 * @param attempts of one order or cart, newest first.
 * @param owes whether the order or cart still owes money; then an attempt that is under way says more than money of before.
 */
export function pickRelevantAttempt(attempts: readonly Attempt[], owes: boolean): Attempt | null {
  const [newest = null] = attempts
  const applied = attempts.find(({ status }) => status === "applied")
  const underWay =
    attempts.find(({ status }) => status === "paid") ??
    attempts.find(isCurrent) ??
    attempts.find(({ status }) => status === "unapplied")
  if (!owes) return applied ?? underWay ?? newest
  const triedSince = newest && !isMoney(newest.status) ? newest : null
  return underWay ?? triedSince ?? applied ?? newest
}
