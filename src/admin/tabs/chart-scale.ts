const TICKS_MAX = 4
/** How many dates have room below the chart. */
export const LABELS_MAX = { wide: 8, narrow: 3 } as const

/** The counts at which a chart has a line, from 0 to the first round one that no bar exceeds. */
export function toTicks(most: number): readonly number[] {
  const step = toRoundStep(Math.max(1, most) / TICKS_MAX)
  const lines = Math.ceil(Math.max(1, most) / step)
  return Array.from({ length: lines + 1 }, (_, line) => line * step)
}

/** The least whole number of 1, 2, 5, 10, 20, 50, … that is not below this. */
function toRoundStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)))
  return ([1, 2, 5, 10].find((digit) => digit * power >= least) ?? 10) * power
}

/** Whether a day among so many has its date below it, where there is room for so many dates. */
export function hasLabel(index: number, count: number, most: number): boolean {
  return index % Math.ceil(count / most) === 0
}
