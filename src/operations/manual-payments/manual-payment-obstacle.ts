import { formatRwf } from "../../domain/amount"
import { canTake } from "../../domain/balance"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type { Payment } from "../read-payment"
import { refusedBy, type Refused } from "../refused"
import { MANUAL_PAYMENT_REFUSALS } from "./refusals"

/** Why an order takes no manual payment now, whatever its amount; `null` where it takes one. */
export function findObstacle(payment: Payment): Refused | null {
  const { balance, isUnpaid, attempts } = payment
  if (balance.isCancelled) return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_order_cancelled")
  if (balance.currencyCode.toLowerCase() !== "rwf") {
    const currency = balance.currencyCode.toUpperCase()
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_other_currency", { currency })
  }
  // Medusa is being told of it: the order owes less in a moment.
  if (attempts.some(({ status }) => status === "paid"))
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_money_arriving")
  if (!isUnpaid) return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_order_paid")
  // Core may have captured it, and books it without a look at the balance.
  return attempts.some(isHeldByCore) ? decideFirst() : null
}

/** Why an order does not take a manual payment of so many francs; `null` where it does. */
export function findAmountObstacle(
  { balance, attempts }: Payment,
  amountRwf: number
): Refused | null {
  if (!canTake(balance, amountRwf)) {
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_owes_less", {
      owed: formatRwf(Math.ceil(balance.owed)),
      amount: formatRwf(amountRwf),
    })
  }
  const after = { ...balance, owed: balance.owed - amountRwf }
  const wouldOverpay = attempts.some(
    ({ status, amount }) =>
      status === "unapplied" && canTake(balance, amount) && !canTake(after, amount)
  )
  return wouldOverpay ? decideFirst() : null
}

function decideFirst(): Refused {
  return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_decide_first")
}

function isHeldByCore({ status, unapplied_reason }: Attempt): boolean {
  return status === "unapplied" && unapplied_reason === "completion_failed"
}
