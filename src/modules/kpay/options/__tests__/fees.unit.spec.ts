import { InvalidOptionsError, parseOptions } from "../options"

const OPTIONS = {
  environment: "test",
  username: "shop",
  password: "secret-password",
  retailerId: "01",
  backendUrl: "http://localhost:9000",
  storefrontUrl: "http://localhost:8000",
}

function faultsOf(momo: unknown, limits: object = {}): string[] {
  try {
    parseOptions({ ...OPTIONS, fees: { momo }, limits })
    return []
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.replace("  - ", ""))
  }
}

describe("The fees of a shop's contract", () => {
  it("are one rule for a method, of which every part can be left out", () => {
    const { fees } = parseOptions({
      ...OPTIONS,
      fees: { momo: { percent: 1.5 }, airtel: { fixed: 100, minimum: 120 } },
    })
    expect(fees).toEqual({
      momo: [{ percent: 1.5, fixed: 0 }],
      airtel: [{ percent: 0, fixed: 100, minimum: 120 }],
    })
  })

  it("are nothing up to an amount that is free, and by the rule above it", () => {
    const momo = { freeUpTo: 1_000, percent: 1.5, minimum: 20, maximum: 5_000 }
    expect(parseOptions({ ...OPTIONS, fees: { momo } }).fees.momo).toEqual([
      { upTo: 1_000, percent: 0, fixed: 0 },
      { percent: 1.5, fixed: 0, minimum: 20, maximum: 5_000 },
    ])
  })

  it("are tiers, of which the last is open, or ends where the method does", () => {
    const first = { upTo: 10_000, fixed: 100 }
    expect(faultsOf([first, { percent: 1 }])).toEqual([])
    expect(faultsOf([first, { upTo: 2_000_000, percent: 1 }])).toEqual([])
    expect(faultsOf([first], { momo: { min: 100, max: 10_000 } })).toEqual([])
    expect(faultsOf([first])).toEqual([
      "fees.momo must have a last tier without upTo, or with one of at least 2000000, the most that is paid at once by this method",
    ])
  })

  it.each([
    [[], ["fees.momo must have at least one tier"]],
    [
      [{ upTo: 5_000, fixed: 1 }, { upTo: 5_000 }, { percent: 1 }],
      ["fees.momo.1.upTo must be above that of the tier before"],
    ],
    [
      [{ fixed: 1 }, { upTo: 9_000_000 }],
      ["fees.momo.0.upTo is missing; only the last tier can be without it"],
    ],
    [{ minimum: 50, maximum: 49 }, ["fees.momo has a minimum above its maximum"]],
    [[{ upTo: 10, minimum: 2, maximum: 1 }, {}], ["fees.momo.0 has a minimum above its maximum"]],
    [{ fixed: 1.5 }, ["fees.momo.fixed must be a whole number of francs, e.g. 100"]],
    [[{ fixed: "100" }], ["fees.momo.0.fixed must be a whole number of francs, e.g. 100"]],
    [{ minimum: -1 }, ["fees.momo.minimum must be 0 francs or more"]],
    [{ freeUpTo: 0 }, ["fees.momo.freeUpTo must be 1 franc or more"]],
    [{ percent: 101 }, ["fees.momo.percent must be at most 100"]],
    [{ percent: "1.5" }, ["fees.momo.percent must be of type number"]],
    [{ upTo: 5 }, ["fees.momo.upTo is not an option; check its spelling"]],
    [[{ freeUpTo: 5 }], ["fees.momo.0.freeUpTo is not an option; check its spelling"]],
    [1.5, ["fees.momo must be one rule, e.g. { percent: 1.5 }, or a list of tiers"]],
    [
      [{ upTo: 10, percent: -1 }, "1%"],
      ["fees.momo.0.percent must be at least 0", "fees.momo.1 must be of type object"],
    ],
  ])("written as %j get the faults %j", (momo, faults) => {
    expect(faultsOf(momo)).toEqual(faults)
  })
})
