import { formatRwf } from "../../domain/amount"
import { canTake } from "../../domain/balance"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type { Payment } from "../read-payment"

/** Why an order takes no manual payment now, whatever its amount; `null` where it takes one. */
export function findObstacle(payment: Payment): string | null {
  const { balance, isUnpaid, attempts } = payment
  if (balance.isCancelled) return "The order is cancelled, so no payment can be recorded for it."
  if (balance.currencyCode.toLowerCase() !== "rwf") {
    return `The order is in ${balance.currencyCode.toUpperCase()}, and only francs (RWF) can be recorded here. Record the payment in Medusa.`
  }
  // Medusa is being told of it: the order owes less in a moment.
  if (attempts.some(({ status }) => status === "paid"))
    return "K-Pay has received money for this order, and it is being applied. Wait a moment, then check what the order still owes."
  if (!isUnpaid) return "The order owes RWF 0: it is paid."
  // Core may have captured it, and books it without a look at the balance.
  return attempts.some(isHeldByCore) ? DECIDE_FIRST : null
}

/** Why an order does not take a manual payment of so many francs; `null` where it does. */
export function findAmountObstacle(
  { balance, attempts }: Payment,
  amountRwf: number
): string | null {
  if (!canTake(balance, amountRwf)) {
    return `The order owes ${formatRwf(Math.ceil(balance.owed))}, less than ${formatRwf(amountRwf)}. Enter at most what it owes.`
  }
  const after = { ...balance, owed: balance.owed - amountRwf }
  const wouldOverpay = attempts.some(
    ({ status, amount }) =>
      status === "unapplied" && canTake(balance, amount) && !canTake(after, amount)
  )
  return wouldOverpay ? DECIDE_FIRST : null
}

const DECIDE_FIRST =
  "K-Pay has received money for this order that is not applied yet. Apply, refund or dismiss it first."

function isHeldByCore({ status, unapplied_reason }: Attempt): boolean {
  return status === "unapplied" && unapplied_reason === "completion_failed"
}
