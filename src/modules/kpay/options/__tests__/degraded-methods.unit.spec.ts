import { InvalidOptionsError, parseOptions } from "../options"

const OPTIONS = {
  environment: "test",
  username: "shop",
  password: "secret-password",
  retailerId: "01",
  backendUrl: "http://localhost:9000",
  storefrontUrl: "http://localhost:8000",
}

const read = (degradedMethods?: unknown) =>
  parseOptions({ ...OPTIONS, degradedMethods }).degradedMethods

function faultOf(degradedMethods: unknown): string {
  try {
    read(degradedMethods)
    return ""
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error
    return error.message.split("\n").slice(1).join("")
  }
}

describe("The option degradedMethods", () => {
  const defaults = { windowMs: 30 * 60_000, minFailures: 5, share: 0.6, factor: 3 }

  it("is off where it is left out or false", () => {
    expect(read()).toBeUndefined()
    expect(read(false)).toBeUndefined()
  })

  it("is the stated rule where it is true, and each number of it can be changed", () => {
    expect(read(true)).toEqual(defaults)
    expect(read({})).toEqual(defaults)
    expect(read({ window: "1h", minFailures: 10 })).toEqual({
      ...defaults,
      windowMs: 60 * 60_000,
      minFailures: 10,
    })
  })

  it.each([
    ["yes", 'degradedMethods must be true, or an object such as { window: "30m" }'],
    [{ window: "1m" }, "degradedMethods.window must be from 5m to 24h"],
    [{ window: 30 }, 'degradedMethods.window must be a length of time such as "10m"'],
    [{ minFailures: 1 }, "degradedMethods.minFailures must be at least 2"],
    [{ share: 60 }, "degradedMethods.share must be at most 1"],
    [{ windw: "30m" }, "degradedMethods.windw is not an option; check its spelling"],
  ])("refuses %j and says what to write", (value, fault) => {
    expect(faultOf(value)).toBe(`  - ${fault}`)
  })
})
