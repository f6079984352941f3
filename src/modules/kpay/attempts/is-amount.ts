import { isAmountOfTotal } from "../../../domain/amount"
import type { Attempt } from "./attempt"
import type { KpaySettings } from "../options/options"

/** Whether a total of Medusa's is the amount of an attempt, after the shop's rounding. */
export function isAmount(
  total: { readonly amount: number; readonly currency_code: string },
  { amount }: Pick<Attempt, "amount">,
  { rounding }: Pick<KpaySettings, "rounding">
): boolean {
  return isAmountOfTotal(amount, total.amount, total.currency_code, rounding)
}
