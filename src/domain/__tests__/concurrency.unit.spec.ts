import fc from "fast-check"
import { toConcurrency } from "../concurrency"

describe("How many payments are asked about at once", () => {
  it.each([
    [4, 5, 4],
    [4, 200, 4],
    [4, 300, 6],
    [4, 800, 16],
    [4, 30_000, 16],
    [1, 30_000, 4],
    [8, 30_000, 16],
    [20, 30_000, 20],
  ])(
    "with a concurrency of %d and answers in %d ms, it is %d",
    (configured, answerMs, expected) => {
      expect(toConcurrency(configured, answerMs)).toBe(expected)
    }
  )

  it("is never less than configured, never more than four times as much, and a slower K-Pay is not asked more often", () => {
    const ms = fc.double({ min: 1, max: 60_000, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), ms, ms, (configured, one, other) => {
        const [fast, slow] = [Math.min(one, other), Math.max(one, other)]
        const atOnce = toConcurrency(configured, slow)
        expect(atOnce).toBeGreaterThanOrEqual(configured)
        expect(atOnce).toBeLessThanOrEqual(configured * 4)
        // One question more stands for the rounding.
        expect((atOnce - 1) / slow).toBeLessThanOrEqual(toConcurrency(configured, fast) / fast)
      })
    )
  })
})
