import { HELD_MAX_MS, whileProlonged } from "../claims"

describe("A worker's claim", () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it("is prolonged while the worker works, and not for ever: another worker gets what a hung one has", async () => {
    let prolonged = 0
    let end: () => void = () => undefined
    const held = whileProlonged(
      async () => Promise.resolve(prolonged++),
      () => new Promise<void>((resolve) => (end = resolve))
    )
    jest.advanceTimersByTime(HELD_MAX_MS - 1)
    const inTime = prolonged
    expect(inTime).toBeGreaterThan(100)
    jest.advanceTimersByTime(HELD_MAX_MS)
    expect(prolonged - inTime).toBeLessThanOrEqual(1)
    end()
    await held
  })
})
