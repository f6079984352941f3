import fc from "fast-check"
import { hasLabel, LABELS_MAX, toTicks } from "../tabs/chart-scale"

describe("The chart of the cash-up", () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [87, [0, 50, 100]],
    [1_234, [0, 500, 1_000, 1_500]],
  ])("has its lines at round counts for %d payments", (most, ticks) => {
    expect(toTicks(most)).toEqual(ticks)
  })

  it("has at most five lines, and none of its bars is higher than the last", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (most) => {
        const ticks = toTicks(most)
        expect(ticks.length).toBeLessThanOrEqual(5)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
        expect(ticks.every(Number.isInteger)).toBe(true)
      })
    )
  })

  it.each([
    ["a screen", LABELS_MAX.wide, 8],
    ["a phone", LABELS_MAX.narrow, 3],
  ])("names the first day and no more days than can be read on %s", (_, most, expected) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 }), (count) => {
        const named = Array.from({ length: count }, (__, index) => hasLabel(index, count, most))
        expect(named[0]).toBe(true)
        expect(named.filter(Boolean).length).toBeLessThanOrEqual(expected)
      })
    )
  })
})
