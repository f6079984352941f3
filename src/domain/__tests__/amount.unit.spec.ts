import fc from "fast-check"
import { InvalidAmountError, matchesAmount, toAmountRwf, type Rounding } from "../amount"

/** Totals with whatever a tax or a discount leaves behind the point. */
const totals = fc
  .integer({ min: 1_000_000, max: 10_000_000_000_000 })
  .map((millionths) => millionths / 1_000_000)

describe("The francs to ask for", () => {
  it("are whole, by the shop's rounding", () => {
    expect(
      [5_200, "5200", 5_200.4, 5_200.5, 0.6].map((total) => toAmountRwf(total, "rwf", "nearest"))
    ).toEqual([5_200, 5_200, 5_200, 5_201, 1])
    expect([5_200, 5_200.01].map((total) => toAmountRwf(total, "RWF", "up"))).toEqual([
      5_200, 5_201,
    ])
    expect(toAmountRwf(5_200, "RWF", "refuse")).toBe(5_200)
    expect(() => toAmountRwf(5_200.4, "RWF", "refuse")).toThrow("not a whole number of francs")
  })

  it("are never of another currency, nothing, negative or no number", () => {
    expect(() => toAmountRwf(5_200, "usd", "nearest")).toThrow(
      "K-Pay takes Rwandan francs (RWF) only, not USD."
    )
    for (const total of [0, -1, 0.4, Number.NaN, Infinity, "", "abc", 2 ** 60]) {
      expect(() => toAmountRwf(total, "rwf", "nearest")).toThrow(InvalidAmountError)
    }
  })

  it("differ from the total by less than a franc, and never fall short when rounded up", () => {
    fc.assert(
      fc.property(totals, (total) => {
        expect(Math.abs(toAmountRwf(total, "rwf", "nearest") - total)).toBeLessThanOrEqual(0.5)
        expect(toAmountRwf(total, "rwf", "up")).toBeGreaterThanOrEqual(total)
        expect(Number.isInteger(toAmountRwf(total, "rwf", "up"))).toBe(true)
      })
    )
  })

  it("are not more for what a binary number adds to decimals", () => {
    const binary = (5_200 / 1.18) * 1.18 + 0.000_000_000_9
    expect(binary).toBeGreaterThan(5_200)
    expect(toAmountRwf(binary, "rwf", "up")).toBe(5_200)
    expect(toAmountRwf(binary, "rwf", "refuse")).toBe(5_200)
    expect(toAmountRwf(5_200.000_000_4, "rwf", "up")).toBe(5_200)
    expect(toAmountRwf(5_200.000_001, "rwf", "up")).toBe(5_201)
    expect(toAmountRwf(123_456_789_012_345, "rwf", "up")).toBe(123_456_789_012_345)
  })

  it("of any total are whole, safe and at least one, or refused with the documented error", () => {
    const total = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.double().map(String))
    const currency = fc.oneof(fc.constantFrom("rwf", "RWF", "Rwf"), fc.string())
    fc.assert(
      fc.property(
        total,
        currency,
        fc.constantFrom<Rounding>("nearest", "up", "refuse"),
        (of, code, rounding) => {
          try {
            const francs = toAmountRwf(of, code, rounding)
            expect(Number.isSafeInteger(francs) && francs >= 1).toBe(true)
            expect(Math.abs(francs - Number(of))).toBeLessThanOrEqual(1)
            expect(code.toUpperCase()).toBe("RWF")
            const asked = { amount: Number(of), currency_code: code }
            expect(matchesAmount(asked, francs, rounding)).toBe(true)
            expect(matchesAmount(asked, francs + 1, rounding)).toBe(false)
          } catch (error) {
            if (!(error instanceof InvalidAmountError)) throw error
          }
        }
      ),
      { numRuns: 5_000 }
    )
  })

  it("pay a session of the very amount, no other and in no other currency", () => {
    const rwf = (amount: number) => ({ amount, currency_code: "rwf" })
    expect(matchesAmount(rwf(5_200), 5_200, "nearest")).toBe(true)
    expect(matchesAmount(rwf(5_200.4), 5_200, "nearest")).toBe(true)
    expect(matchesAmount(rwf(5_200.4), 5_201, "up")).toBe(true)
    expect(matchesAmount(rwf(5_200.4), 5_200, "refuse")).toBe(false)
    expect(matchesAmount(rwf(5_201), 5_200, "nearest")).toBe(false)
    expect(matchesAmount(rwf(5_199), 5_200, "nearest")).toBe(false)
    expect(matchesAmount({ amount: 5_200, currency_code: "usd" }, 5_200, "nearest")).toBe(false)
  })
})
