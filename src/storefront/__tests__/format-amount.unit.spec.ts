import { formatAmount } from "../format-amount"

describe("An amount in the kit", () => {
  it("is written on one line, in whole francs", () => {
    expect(formatAmount(5_200)).toBe("RWF\u00A05,200")
    expect(formatAmount(2_000_000.4, "rwf")).toBe("RWF\u00A02,000,000")
  })

  it("keeps its decimals in another currency", () => {
    expect(formatAmount(12.5, "usd")).toBe("USD\u00A012.5")
  })
})
