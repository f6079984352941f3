import type { KpaySettings } from "../options/options"

/** What K-Pay keeps of a payment, by the shop's contract. */
export interface Fee {
  readonly percent: number
  /** Francs for each payment. */
  readonly fixed: number
}

/** Decimals of a percentage that count. */
const PERCENT_DECIMALS = 6

/**
 * Estimates what K-Pay keeps of one payment, in whole francs: half a franc is a whole one. Where no fee is configured
 * it is 0. Computed without binary fractions, so that it equals to the franc what {@link toFeeTable} has PostgreSQL compute.
 */
export function toFeeRwf(amountRwf: number, fee: Fee | undefined): number {
  if (!fee) return 0
  const hundredPercent = 100n * 10n ** BigInt(PERCENT_DECIMALS)
  const part = BigInt(amountRwf) * BigInt(toDecimals(fee.percent).replace(".", ""))
  return Number((2n * part + hundredPercent) / (2n * hundredPercent)) + fee.fixed
}

/**
 * The fees for SQL: `jsonb_to_recordset(?) as fee (method text, percent numeric, fixed integer)`, with which a payment's fee
 * is `round(amount * percent / 100) + fixed`. PostgreSQL rounds half a franc of a `numeric` up, too.
 */
export function toFeeTable(fees: KpaySettings["fees"]): string {
  return JSON.stringify(
    Object.entries(fees).map(([method, { percent, fixed }]) => ({
      method,
      percent: toDecimals(percent),
      fixed,
    }))
  )
}

function toDecimals(percent: number): string {
  return percent.toFixed(PERCENT_DECIMALS)
}
