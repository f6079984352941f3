const FRANCS = new Intl.NumberFormat("en")

/** Whole francs as people in Rwanda write them, in every language: `RWF 5,200`. */
export function toFrancs(amount: number): string {
  return `RWF ${FRANCS.format(amount)}`
}
