import { toAskAfterMs, type Stage } from "../schedule"

const MINUTE = 60_000
const STAGES: readonly Stage[] = [
  { everyMs: 5_000, untilAgeMs: 2 * MINUTE },
  { everyMs: 30_000, untilAgeMs: 60 * MINUTE },
]

const pending = (ageMs: number) => toAskAfterMs({ status: "pending", ageMs }, STAGES)
const failed = (ageMs: number) => toAskAfterMs({ status: "failed", ageMs }, STAGES)

describe("K-Pay is asked again", () => {
  it("about a payment that waits for its payer, as often as the stage of its age says", () => {
    expect(pending(0)).toBe(5_000)
    expect(pending(2 * MINUTE - 1)).toBe(5_000)
    expect(pending(2 * MINUTE)).toBe(30_000)
  })

  it("about a failed payment after a minute, and then whenever its age has doubled", () => {
    expect(failed(0)).toBe(MINUTE)
    expect(failed(MINUTE - 1)).toBe(MINUTE)
    expect(failed(10 * MINUTE)).toBe(10 * MINUTE)
  })

  it("no more once the last stage has ended", () => {
    expect(pending(60 * MINUTE)).toBeNull()
    expect(failed(60 * MINUTE)).toBeNull()
  })
})
