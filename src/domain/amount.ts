/** A whole number of Rwandan francs, at least 1. The franc has no decimals, on K-Pay's wire neither. */
export type AmountRwf = number & { readonly __brand: "AmountRwf" }

/**
 * What to do with a total that is not a whole franc (a tax, a percentage off).
 *
 * `nearest` asks for what shops show, since prices are printed without decimals; `up` never asks for less than the total;
 * `refuse` turns such a cart away.
 */
export type Rounding = "nearest" | "up" | "refuse"

/** The amount cannot be asked for. The message says why and what to do. */
export class InvalidAmountError extends Error {
  override readonly name = "InvalidAmountError"
}

/**
 * Turns a total into the francs that K-Pay is asked for.
 *
 * @param total in francs, as a number or decimal text, e.g. `5200.4`
 * @throws InvalidAmountError when the currency is not RWF, the total is no positive number, or `refuse` meets a fraction.
 */
export function toAmountRwf(
  total: number | string,
  currencyCode: string,
  rounding: Rounding
): AmountRwf {
  if (currencyCode.toUpperCase() !== "RWF") {
    throw new InvalidAmountError(
      `K-Pay takes Rwandan francs (RWF) only, not ${currencyCode.toUpperCase()}. Choose a region whose currency is RWF.`
    )
  }
  const francs = roundTo(Number(total), rounding)
  if (!Number.isSafeInteger(francs) || francs < 1) {
    throw new InvalidAmountError(
      `K-Pay cannot take an amount of ${String(total)} RWF. It must be one franc at least.`
    )
  }
  return francs as AmountRwf
}

/** Whether a total is asked for with this amount; a total that cannot be asked for at all is not. */
export function isAmountOfTotal(
  amountRwf: AmountRwf,
  total: number,
  currencyCode: string,
  rounding: Rounding
): boolean {
  try {
    return toAmountRwf(total, currencyCode, rounding) === amountRwf
  } catch (error) {
    if (error instanceof InvalidAmountError) return false
    throw error
  }
}

function roundTo(total: number, rounding: Rounding): number {
  switch (rounding) {
    case "nearest":
      return Math.round(total)
    case "up":
      return Math.ceil(total)
    case "refuse":
      if (Number.isInteger(total)) return total
      throw new InvalidAmountError(
        `The total of ${String(total)} RWF is not a whole number of francs. Change the price, or set the option "rounding".`
      )
  }
}
