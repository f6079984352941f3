import type { FeeTier } from "../options/fees"
import type { KpaySettings } from "../options/options"

/** Decimals of a percentage that count. */
const PERCENT_DECIMALS = 6

/**
 * Estimates what K-Pay keeps of one payment, in whole francs: half a franc is a whole one. Where no fee is configured
 * it is 0. Computed without binary fractions, so that it equals to the franc what {@link FEE_RWF} has PostgreSQL compute.
 *
 * @param tiers by rising amounts. An amount beyond the last one's end costs as the last one says.
 */
export function toFeeRwf(amountRwf: number, tiers: readonly FeeTier[] = []): number {
  const tier = tiers.find(({ upTo }) => upTo === undefined || amountRwf <= upTo) ?? tiers.at(-1)
  if (!tier) return 0
  const hundredPercent = 100n * 10n ** BigInt(PERCENT_DECIMALS)
  const part = BigInt(amountRwf) * BigInt(toDecimals(tier.percent).replace(".", ""))
  const feeRwf = Number((2n * part + hundredPercent) / (2n * hundredPercent)) + tier.fixed
  return Math.min(Math.max(feeRwf, tier.minimum ?? 0), tier.maximum ?? Infinity)
}

/** Joins the tier that counts for a row of `attempt`, as `fee`. The binding `:fees` is {@link toFeeTable}. */
export const JOIN_FEE = `left join jsonb_to_recordset(cast(:fees as jsonb)) as fee (
         method text, above numeric, up_to numeric, percent numeric, fixed numeric, minimum numeric, maximum numeric
       )
        on fee.method = attempt.method and attempt.amount > fee.above
          and (fee.up_to is null or attempt.amount <= fee.up_to)`

/**
 * The fee of a row of `attempt` with {@link JOIN_FEE}. PostgreSQL rounds half a franc of a `numeric` up, too, and leaves out
 * a bound that is null.
 */
export const FEE_RWF = `coalesce(
             least(greatest(round(attempt.amount * fee.percent / 100) + fee.fixed, fee.minimum), fee.maximum), 0)`

/** The fees for SQL, a row for each tier. Each begins above the end of the one before; the last has no end. */
export function toFeeTable(fees: KpaySettings["fees"]): string {
  return JSON.stringify(
    Object.entries(fees).flatMap(([method, tiers]) =>
      tiers.map(({ upTo, percent, fixed, minimum, maximum }, i) => ({
        method,
        above: tiers[i - 1]?.upTo ?? 0,
        up_to: i === tiers.length - 1 ? null : upTo,
        percent: toDecimals(percent),
        fixed,
        minimum,
        maximum,
      }))
    )
  )
}

function toDecimals(percent: number): string {
  return percent.toFixed(PERCENT_DECIMALS)
}
