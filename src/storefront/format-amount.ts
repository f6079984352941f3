/** An amount as it is written in Rwanda: `RWF 5,200`. Francs have no decimals. */
export function formatAmount(amount: number, currencyCode = "rwf"): string {
  const digits = String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, ",")
  // The two belong on one line.
  return `${currencyCode.toUpperCase()}\u00A0${digits}`
}
