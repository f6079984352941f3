import fc from "fast-check"
import { toFeeRwf, toFeeTable } from "../fee"

const amounts = fc.integer({ min: 1, max: 10_000_000 })
/** As contracts have them, to the thousandth of a percent. */
const fees = fc.record({
  percent: fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1_000),
  fixed: fc.integer({ min: 0, max: 1_000 }),
})

describe("The fee that is expected of a payment", () => {
  it("is nothing where the shop has told none", () => {
    expect(toFeeRwf(5_200, undefined)).toBe(0)
  })

  it("is a part of the amount and francs for each payment", () => {
    expect(toFeeRwf(5_200, [{ percent: 1.5, fixed: 0 }])).toBe(78)
    expect(toFeeRwf(5_200, [{ percent: 0, fixed: 100 }])).toBe(100)
    expect(toFeeRwf(5_200, [{ percent: 2.9, fixed: 100 }])).toBe(251)
  })

  it("makes half a franc a whole one, also where binary fractions fall short of the half", () => {
    expect(toFeeRwf(20, [{ percent: 2.5, fixed: 0 }])).toBe(1)
    expect(toFeeRwf(19, [{ percent: 2.5, fixed: 0 }])).toBe(0)
    // 10,000 * 1.005 / 100 is 100.49999999999999 to a computer.
    expect(toFeeRwf(10_000, [{ percent: 1.005, fixed: 0 }])).toBe(101)
    expect(toFeeRwf(50, [{ percent: 1, fixed: 3 }])).toBe(4)
  })

  it("is by the tier that the whole amount is in, up to and with the tier's end", () => {
    const tiers = [
      { upTo: 1_000, percent: 0, fixed: 0 },
      { upTo: 10_000, percent: 0, fixed: 100 },
      { percent: 1, fixed: 0 },
    ]
    const charged = [1, 1_000, 1_001, 10_000, 10_001, 2_000_000]
    expect(charged.map((amountRwf) => toFeeRwf(amountRwf, tiers))).toEqual([
      0, 0, 100, 100, 100, 20_000,
    ])
  })

  it("is never below the minimum and never above the maximum, which bound the part and the francs together", () => {
    const tiers = [{ percent: 1.5, fixed: 10, minimum: 20, maximum: 5_000 }]
    const charged = [1, 600, 700, 332_600, 332_700, 2_000_000]
    expect(charged.map((amountRwf) => toFeeRwf(amountRwf, tiers))).toEqual([
      20, 20, 21, 4_999, 5_000, 5_000,
    ])
  })

  it("is by the last tier where an amount is beyond its end", () => {
    expect(toFeeRwf(2_001, [{ upTo: 2_000, percent: 1, fixed: 0 }])).toBe(20)
  })

  it("is a whole number of francs, never further than half a franc from the contract", () => {
    fc.assert(
      fc.property(amounts, fees, (amountRwf, fee) => {
        const feeRwf = toFeeRwf(amountRwf, [fee])
        expect(Number.isSafeInteger(feeRwf)).toBe(true)
        const exact = (amountRwf * fee.percent) / 100 + fee.fixed
        expect(Math.abs(feeRwf - exact)).toBeLessThanOrEqual(0.5 + 1e-6)
      })
    )
  })

  it("never falls when the amount rises within a tier", () => {
    fc.assert(
      fc.property(amounts, amounts, fees, (one, more, fee) => {
        expect(toFeeRwf(one + more, [fee])).toBeGreaterThanOrEqual(toFeeRwf(one, [fee]))
      })
    )
  })

  it("is computed by PostgreSQL from tiers that each begin above the one before, and the last of which has no end", () => {
    const tiers = [
      { upTo: 5_000, percent: 0, fixed: 60 },
      { upTo: 20_000, percent: 1.5, fixed: 5, minimum: 70 },
      { upTo: 50_000, percent: 1, fixed: 0, maximum: 400 },
    ]
    expect(JSON.parse(toFeeTable({ momo: tiers }))).toEqual([
      { method: "momo", above: 0, up_to: 5_000, percent: "0.000000", fixed: 60 },
      { method: "momo", above: 5_000, up_to: 20_000, percent: "1.500000", fixed: 5, minimum: 70 },
      { method: "momo", above: 20_000, up_to: null, percent: "1.000000", fixed: 0, maximum: 400 },
    ])
  })
})
