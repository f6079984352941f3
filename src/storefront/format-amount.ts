import { formatRwf } from "../domain/amount"

/**
 * An amount as it is written in Rwanda, on one line: `RWF 5,200`. A fraction of a franc is rounded. Another currency, which
 * K-Pay does not take, keeps its decimals.
 */
export function formatAmount(amount: number, currencyCode = "rwf"): string {
  const code = currencyCode.toUpperCase()
  const text = code === "RWF" ? formatRwf(Math.round(amount)) : `${code} ${amount}`
  return text.replace(" ", "\u00A0")
}
