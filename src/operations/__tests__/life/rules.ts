/** How the code behaves. Each `false` is a known fault, which the search must find. */
export interface Rules {
  /** A claim is taken only where no living worker has one (`claims.ts`). */
  readonly claimIsConditional: boolean
  /** A status is written only from the statuses of the table (`attempt-store.ts`). */
  readonly transitionIsConditional: boolean
  /** After an unknown outcome `pay` is not sent again (`client.ts`). */
  readonly payIsSentOnce: boolean
  /** An unknown outcome of `pay` leaves the attempt open (`kpay-calls.ts`). */
  readonly unknownStaysOpen: boolean
  /** A failed attempt that K-Pay calls pending is pending again (`kpay-calls.ts`). */
  readonly failedIsFoundAgain: boolean
  /** A callback is a reason to ask, and no proof (`refresh.ts`). */
  readonly callbackIsHint: boolean
  /** The balance is read again before money is applied (`find-session-for-money.ts`). */
  readonly balanceIsReadAgain: boolean
  /** Money that another process is booking is left alone (`apply-money.ts`, `isBeingBooked`). */
  readonly bookingIsLeftAlone: boolean
  /** What refuses money is confirmed by reading once more (`apply-money.ts`, `isCapturedByNow`). */
  readonly refusalIsConfirmed: boolean
  /** Attempts of one payment take turns when their money is applied (`kpay_lease`). */
  readonly moneyTakesTurns: boolean
  /** An attempt is recorded only where no other is open (`insert-attempt.ts`). */
  readonly openAttemptBlocks: boolean
  /** That is so for the whole order, also for a collection that was opened meanwhile (`insert-attempt.ts`). */
  readonly orderBlocks: boolean
  /** A session takes the money of one attempt (the unique index on `applied`). */
  readonly sessionIsTakenOnce: boolean
  /** An event is written in the transaction of its fact (`outbox.ts`). */
  readonly eventIsInTransaction: boolean
  /** A cancelled order is looked at again, and before a person decides about its money (`refund-cancelled-orders.ts`). */
  readonly cancelledIsLookedAtAgain: boolean
  /** What core books for an order that was cancelled meanwhile is refunded (`apply-money.ts`, `recordBooked`). */
  readonly bookedForCancelledIsRefunded: boolean
  /** K-Pay is asked before an unpaid order is cancelled (`cancel-unpaid-orders.ts`). */
  readonly cancellingAsksFirst: boolean
}

export const CODE: Rules = {
  claimIsConditional: true,
  transitionIsConditional: true,
  payIsSentOnce: true,
  unknownStaysOpen: true,
  failedIsFoundAgain: true,
  callbackIsHint: true,
  balanceIsReadAgain: true,
  bookingIsLeftAlone: true,
  refusalIsConfirmed: true,
  moneyTakesTurns: true,
  openAttemptBlocks: true,
  orderBlocks: true,
  sessionIsTakenOnce: true,
  eventIsInTransaction: true,
  cancelledIsLookedAtAgain: true,
  bookedForCancelledIsRefunded: true,
  cancellingAsksFirst: true,
}
