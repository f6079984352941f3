import fc from "fast-check"
import { toAmountRwf, type Rounding } from "../amount"
import {
  canTake,
  isUnpaid,
  toCartBalance,
  toOrderBalance,
  toOwedRwf,
  type Balance,
  type OrderAccount,
} from "../balance"

const ROUNDINGS: readonly Rounding[] = ["nearest", "up", "refuse"]

const owing = (owed: number): Balance => ({ currencyCode: "rwf", owed, isCancelled: false })

const order = (pendingDifference: number, isCancelled = false): OrderAccount => ({
  pendingDifference,
  isCancelled,
})

/** A total with what a tax and a discount leave of it, as Medusa tells it in a binary number. */
const totals = fc.integer({ min: 1_000, max: 1_000_000_000 }).map((parts) => parts / 1_000)

/** An amount with cents, as Medusa adds it up in binary numbers. */
const amounts = fc.integer({ min: -10_000_000, max: 1_000_000_000 }).map((cents) => cents / 100)
const owedAmounts = fc.integer({ min: 0, max: 1_000_000_000 }).map((cents) => cents / 100)
const roundings = fc.constantFrom(...ROUNDINGS)

describe("What orders owe", () => {
  it("is the sum of what Medusa says of each, and never below 0", () => {
    expect(toOrderBalance([order(5_200)], "rwf")).toEqual(owing(5_200))
    expect(toOrderBalance([order(5_200), order(1_000.5)], "rwf")).toEqual(owing(6_200.5))
    expect(toOrderBalance([order(-300)], "rwf")).toEqual(owing(0))
    expect(toOrderBalance([order(0)], "rwf")).toEqual(owing(0))
  })

  it("leaves out what a binary number adds to decimals", () => {
    expect(toOrderBalance([order(0.1), order(0.2)], "rwf").owed).toBe(0.3)
    expect(toOrderBalance([order(0.1 + 0.2 - 0.3)], "rwf").owed).toBe(0)
    fc.assert(
      fc.property(fc.array(owedAmounts, { minLength: 1, maxLength: 5 }), (parts) => {
        const cents = parts.reduce((sum, part) => sum + Math.round(part * 100), 0)
        const { owed } = toOrderBalance(
          parts.map((part) => order(part)),
          "rwf"
        )
        expect(Math.round(owed * 100)).toBe(cents)
        expect(owed).toBe(cents / 100)
      })
    )
  })

  it("counts no cancelled order", () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1 }), fc.array(amounts), (kept, cancelled) => {
        const standing = kept.map((amount) => order(amount))
        const gone = cancelled.map((amount) => order(amount, true))
        expect(toOrderBalance([...gone, ...standing], "rwf")).toEqual(
          toOrderBalance(standing, "rwf")
        )
      })
    )
  })

  it("is nothing once every order is cancelled, whatever Medusa still says", () => {
    fc.assert(
      fc.property(
        fc.array(amounts),
        roundings,
        fc.integer({ min: 1 }),
        (cancelled, rounding, francs) => {
          const balance = toOrderBalance(
            cancelled.map((amount) => order(amount, true)),
            "rwf"
          )
          expect(balance).toMatchObject({ owed: 0, isCancelled: true })
          expect(toOwedRwf(balance, rounding)).toBe(0)
          expect(isUnpaid(balance, rounding)).toBe(false)
          expect(canTake(balance, francs)).toBe(false)
        }
      )
    )
  })
})

describe("What a cart owes", () => {
  it("is its amount less what was paid, and never below 0", () => {
    expect(toCartBalance(5_200.4, 200, "rwf")).toEqual(owing(5_000.4))
    expect(toCartBalance(5_200, 6_000, "rwf")).toEqual(owing(0))
  })
})

describe("The francs that K-Pay is asked for", () => {
  it.each<[number, number, number, number]>([
    // What is owed; `nearest`, `up`, `refuse`.
    [0, 0, 0, 0],
    [0.4, 0, 1, 0],
    [0.5, 1, 1, 0],
    [1, 1, 1, 1],
    [5_200, 5_200, 5_200, 5_200],
    [5_200.4, 5_200, 5_201, 0],
    [5_200.5, 5_201, 5_201, 0],
  ])("of %d owed: nearest %d, up %d, refuse %d", (owed, ...expected) => {
    expect(ROUNDINGS.map((rounding) => toOwedRwf(owing(owed), rounding))).toEqual(expected)
  })

  it("are whole, and differ from what is owed by less than a franc", () => {
    fc.assert(
      fc.property(owedAmounts, roundings, (owed, rounding) => {
        const francs = toOwedRwf(owing(owed), rounding)
        expect(Number.isSafeInteger(francs)).toBe(true)
        expect(francs).toBeGreaterThanOrEqual(0)
        if (rounding === "nearest") expect(Math.abs(francs - owed)).toBeLessThanOrEqual(0.5)
        if (rounding === "up") expect(francs).toBe(Math.ceil(owed))
        if (rounding === "refuse") expect(francs).toBe(Number.isInteger(owed) ? owed : 0)
      })
    )
  })

  it("are none of another currency", () => {
    for (const rounding of ROUNDINGS)
      expect(toOwedRwf({ ...owing(5_200), currencyCode: "usd" }, rounding)).toBe(0)
  })
})

describe("Whether an order is unpaid", () => {
  it.each<[number, string]>([
    // What is owed, and the roundings under which it is unpaid.
    [0, ""],
    [0.4, "up"],
    [0.5, "nearest,up"],
    [0.99, "nearest,up"],
    [1, "nearest,up,refuse"],
    [1.5, "nearest,up,refuse"],
  ])("%d owed: unpaid with %s", (owed, unpaid) => {
    expect(ROUNDINGS.filter((rounding) => isUnpaid(owing(owed), rounding)).join()).toBe(unpaid)
  })

  it("it is while K-Pay can be asked for a franc, and while a franc or more is missing", () => {
    fc.assert(
      fc.property(owedAmounts, roundings, (owed, rounding) => {
        const balance = owing(owed)
        if (toOwedRwf(balance, rounding) > 0) expect(isUnpaid(balance, rounding)).toBe(true)
        if (owed >= 1) expect(isUnpaid(balance, rounding)).toBe(true)
        if (owed === 0) expect(isUnpaid(balance, rounding)).toBe(false)
      })
    )
  })

  it("it is in another currency while anything is missing", () => {
    for (const rounding of ROUNDINGS) {
      expect(isUnpaid({ ...owing(0.01), currencyCode: "usd" }, rounding)).toBe(true)
      expect(isUnpaid({ ...owing(0), currencyCode: "usd" }, rounding)).toBe(false)
      expect(isUnpaid({ ...owing(5_200), currencyCode: "RWF" }, rounding)).toBe(true)
    }
  })

  it("paying what K-Pay is asked for leaves it paid", () => {
    fc.assert(
      fc.property(owedAmounts, fc.constantFrom<Rounding>("nearest", "up"), (owed, rounding) => {
        const francs = toOwedRwf(owing(owed), rounding)
        expect(isUnpaid(toOrderBalance([order(owed - francs)], "rwf"), rounding)).toBe(false)
      })
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (owed) => {
        const francs = toOwedRwf(owing(owed), "refuse")
        expect(isUnpaid(toOrderBalance([order(owed - francs)], "rwf"), "refuse")).toBe(false)
      })
    )
  })
})

describe("Whether an order can take money", () => {
  it("0.4 francs left over take one franc and no more; nothing owed takes nothing", () => {
    expect([1, 2].map((francs) => canTake(owing(0.4), francs))).toEqual([true, false])
    expect(canTake(owing(0), 1)).toBe(false)
    expect([5_200, 5_201, 5_202].map((francs) => canTake(owing(5_200.4), francs))).toEqual([
      true,
      true,
      false,
    ])
  })

  it("never takes a franc or more beyond what it owes", () => {
    fc.assert(
      fc.property(owedAmounts, fc.integer({ min: 1, max: 20_000_000 }), (owed, francs) => {
        if (canTake(owing(owed), francs)) expect(francs - owed).toBeLessThan(1)
        else expect(francs).toBeGreaterThan(owed)
      })
    )
  })

  it("takes whatever K-Pay was asked for, under every rounding", () => {
    fc.assert(
      fc.property(owedAmounts, roundings, (owed, rounding) => {
        const francs = toOwedRwf(owing(owed), rounding)
        if (francs > 0) expect(canTake(owing(owed), francs)).toBe(true)
      })
    )
  })

  it("takes what was asked for the cart that it was, whatever a tax leaves behind the point", () => {
    fc.assert(
      fc.property(totals, fc.constantFrom<Rounding>("nearest", "up"), (total, rounding) => {
        const balance = toOrderBalance([order(total)], "rwf")
        const asked = toAmountRwf(total, "rwf", rounding)
        expect(toOwedRwf(balance, rounding)).toBe(asked)
        expect(canTake(balance, asked)).toBe(true)
      }),
      {
        examples: [
          [1_004.003, "up"],
          [834.496, "nearest"],
        ],
      }
    )
  })

  it("less than half a franc is not asked for, however near it is", () => {
    expect(isUnpaid(toOrderBalance([order(5_200.499 - 5_200)], "rwf"), "nearest")).toBe(false)
    expect(isUnpaid(toOrderBalance([order(5_200.5 - 5_200)], "rwf"), "nearest")).toBe(true)
  })

  it("a second payment of the same amount does not fit, so that it cannot be applied twice", () => {
    fc.assert(
      fc.property(
        owedAmounts.filter((owed) => owed >= 1),
        fc.constantFrom<Rounding>("nearest", "up"),
        (owed, rounding) => {
          const francs = toOwedRwf(owing(owed), rounding)
          const after = toOrderBalance([order(owed - francs)], "rwf")
          if (francs > 1) expect(canTake(after, francs)).toBe(false)
        }
      )
    )
  })

  it("a cancelled order is asked for nothing and takes nothing, whatever its books say", () => {
    const cancelled: Balance = { ...owing(5_200), isCancelled: true }
    for (const rounding of ROUNDINGS) {
      expect(toOwedRwf(cancelled, rounding)).toBe(0)
      expect(isUnpaid(cancelled, rounding)).toBe(false)
    }
    expect(canTake(cancelled, 5_200)).toBe(false)
    expect(canTake(cancelled, 1)).toBe(false)
  })
})

describe("An order that is edited, paid in parts and refunded, over several payment collections", () => {
  /** What happens to an order, in hundredths of a franc. */
  const act = fc.oneof(
    fc.record({
      type: fc.constant("edit" as const),
      cents: fc.integer({ min: 0, max: 2_000_000 }),
    }),
    fc.record({
      type: fc.constant("by_hand" as const),
      cents: fc.integer({ min: 1, max: 900_000 }),
    }),
    fc.record({
      type: fc.constant("refund" as const),
      cents: fc.integer({ min: 1, max: 900_000 }),
    }),
    fc.constant({ type: "ask" as const, cents: 0 }),
    fc.constant({ type: "pays" as const, cents: 0 })
  )

  it("is never asked for more than a franc beyond what it owes, and takes no payment beyond that", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), roundings, (acts, rounding) => {
        let [total, paid] = [520_040, 0]
        const prompts: number[] = []
        const balance = (): Balance => toOrderBalance([order((total - paid) / 100)], "rwf")
        for (const { type, cents } of acts) {
          if (type === "edit") total = cents
          if (type === "by_hand") paid += cents
          if (type === "refund") paid -= Math.min(cents, Math.max(paid, 0))
          if (type === "ask") {
            const francs = toOwedRwf(balance(), rounding)
            const owed = Math.max(0, total - paid)
            expect(Number.isSafeInteger(francs)).toBe(true)
            expect(francs * 100 - owed).toBeLessThan(100)
            if (francs > 0) prompts.push(francs)
          }
          // The prompts of before may be approved late, in any order of edits and payments.
          const francs = type === "pays" ? prompts.shift() : undefined
          if (francs === undefined || !canTake(balance(), francs)) continue
          paid += francs * 100
          expect(paid - total).toBeLessThan(100)
        }
      }),
      { numRuns: 2_000 }
    )
  })
})
