import { InvalidAmountError, toAmountRwf, withoutDust, type Rounding } from "./amount"

/** What Medusa says of one order. */
export interface OrderAccount {
  readonly isCancelled: boolean
  /**
   * The total of now less every transaction, credit line and the goods that are to come back, over all payment collections, as
   * Medusa computes its `order.summary.pending_difference`. In the currency's own unit; may be a fraction, and is negative when
   * the shop owes.
   */
  readonly pendingDifference: number
}

/** What an order or cart still owes. */
export interface Balance {
  readonly currencyCode: string
  /** In the currency's own unit; 0 when nothing is owed. */
  readonly owed: number
  /** Whether every order is cancelled, so that nothing can be paid. */
  readonly isCancelled: boolean
}

/** The balance of all orders that one payment is for. A cancelled order owes nothing. */
export function toOrderBalance(orders: readonly OrderAccount[], currencyCode: string): Balance {
  const standing = orders.filter(({ isCancelled }) => !isCancelled)
  const owed = standing.reduce((sum, { pendingDifference }) => sum + pendingDifference, 0)
  return { currencyCode, owed: toPositive(owed), isCancelled: standing.length === 0 }
}

/** The balance of a cart that is no order yet, or of a payment collection that belongs to neither. */
export function toCartBalance(amount: number, paidAmount: number, currencyCode: string): Balance {
  return { currencyCode, owed: toPositive(amount - paidAmount), isCancelled: false }
}

/**
 * What K-Pay can be asked for, in whole francs; 0 when nothing.
 *
 * A rest below one franc follows the rounding: `nearest` asks for one franc from half a franc on, `up` for any rest, `refuse`
 * for none.
 */
export function toOwedRwf(
  { owed, currencyCode, isCancelled }: Balance,
  rounding: Rounding
): number {
  if (isCancelled) return 0
  try {
    return toAmountRwf(owed, currencyCode, rounding)
  } catch (error) {
    if (error instanceof InvalidAmountError) return 0
    throw error
  }
}

/** Whether money is still missing, so that the goods must not be shipped. A rest that is never asked for is not missing. */
export function isUnpaid(balance: Balance, rounding: Rounding): boolean {
  if (balance.isCancelled) return false
  if (balance.currencyCode.toLowerCase() !== "rwf") return balance.owed > 0
  return rounding === "refuse" ? balance.owed >= 1 : toOwedRwf(balance, rounding) > 0
}

/** Whether money fits into what is owed. Rounding may have asked for up to a franc more. */
export function canTake({ owed, isCancelled }: Balance, amountRwf: number): boolean {
  return !isCancelled && amountRwf <= Math.ceil(owed)
}

function toPositive(owed: number): number {
  return Math.max(0, withoutDust(owed))
}
