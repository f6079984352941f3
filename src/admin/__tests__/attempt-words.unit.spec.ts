import { isPaidInFull } from "../attempt-words"

describe("An order that must not be shipped yet", () => {
  const order = { payment_status: "awaiting", total: 6_200 }

  it("is one without money, and one that grew after it was paid", () => {
    expect(isPaidInFull(order, [])).toBe(false)
    expect(isPaidInFull(order, [{ placed: false, amount: 6_200 }])).toBe(false)
    expect(
      isPaidInFull({ payment_status: "partially_captured", total: 9_700 }, [
        { placed: true, amount: 6_200 },
      ])
    ).toBe(false)
    expect(isPaidInFull({ payment_status: "awaiting", total: 0 }, [])).toBe(false)
  })

  it("is none whose money is placed, before Medusa's own status is read anew, or rounded to whole francs", () => {
    expect(isPaidInFull(order, [{ placed: true, amount: 6_200 }])).toBe(true)
    expect(isPaidInFull({ ...order, total: 6_200.4 }, [{ placed: true, amount: 6_200 }])).toBe(true)
    expect(isPaidInFull({ ...order, payment_status: "captured" }, [])).toBe(true)
    expect(
      isPaidInFull(order, [
        { placed: true, amount: 4_000 },
        { placed: true, amount: 2_200 },
      ])
    ).toBe(true)
  })
})
