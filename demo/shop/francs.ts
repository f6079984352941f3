const FRANCS = new Intl.NumberFormat("en")

/** Whole francs: `RWF 5,200`. */
export function toFrancs(amount: number): string {
  return `RWF ${FRANCS.format(amount)}`
}
