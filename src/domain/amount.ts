/** A whole number of Rwandan francs, at least 1. The franc has no decimals, on K-Pay's wire neither. */
export type AmountRwf = number & { readonly __brand: "AmountRwf" }

/**
 * What to do with a total that is not a whole franc (a tax, a percentage discount).
 *
 * `nearest` asks for what shops show, since prices are printed without decimals; `up` never asks for less than the total;
 * `refuse` refuses such a cart.
 */
export type Rounding = "nearest" | "up" | "refuse"

/** Why an amount cannot be asked for. */
export type AmountFault = "currency" | "fraction" | "size"

/** The amount cannot be asked for. The message says why and what to do; it is for developers and admins. */
export class InvalidAmountError extends Error {
  override readonly name = "InvalidAmountError"

  constructor(
    readonly fault: AmountFault,
    message: string
  ) {
    super(message)
  }
}

/**
 * Turns a total into the francs that K-Pay is asked for.
 *
 * @param total in francs, as a number or decimal text, e.g. `5200.4`
 * @throws InvalidAmountError when the currency is not RWF, the total is below one franc, or `refuse` meets a fraction.
 */
export function toAmountRwf(
  total: number | string,
  currencyCode: string,
  rounding: Rounding
): AmountRwf {
  if (currencyCode.toUpperCase() !== "RWF") {
    throw new InvalidAmountError(
      "currency",
      `K-Pay takes Rwandan francs (RWF) only, not ${currencyCode.toUpperCase()}. Choose a region whose currency is RWF.`
    )
  }
  const francs = roundTo(withoutDust(Number(total)), rounding)
  if (!Number.isSafeInteger(francs) || francs < 1) {
    throw new InvalidAmountError(
      "size",
      `K-Pay cannot take an amount of ${String(total)} RWF. It must be at least one franc.`
    )
  }
  return francs as AmountRwf
}

/** Whether a total of Medusa's is asked for with this amount, under the shop's rounding. */
export function matchesAmount(
  total: { readonly amount: number; readonly currency_code: string },
  amountRwf: number,
  rounding: Rounding
): boolean {
  try {
    return toAmountRwf(total.amount, total.currency_code, rounding) === amountRwf
  } catch (error) {
    if (error instanceof InvalidAmountError) return false
    throw error
  }
}

/**
 * Medusa adds fractions in decimals and tells them as binary numbers: what is smaller than a millionth is no money. Its totals
 * keep whatever a tax or a discount leaves, e.g. 1004.003.
 */
export function withoutDust(total: number): number {
  return Number(total.toFixed(6))
}

const FRANCS = new Intl.NumberFormat("en")

/** Whole francs as people in Rwanda write them, in every language: `RWF 5,200`. */
export function formatRwf(amountRwf: number): string {
  return `RWF ${FRANCS.format(amountRwf)}`
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
        "fraction",
        `The total of ${String(total)} RWF is not a whole number of francs. Change the price, or set the option "rounding".`
      )
  }
}
