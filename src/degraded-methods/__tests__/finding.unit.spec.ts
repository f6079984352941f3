import type { DegradedMethod } from "../../modules/kpay-degraded-methods/service"
import { toFinding } from "../finding"

const MINUTE_MS = 60_000

const degraded = (usual: Pick<DegradedMethod, "usual_troubles" | "usual_payers">) =>
  ({
    method: "momo",
    since: new Date("2026-01-31T12:02:00Z"),
    troubles: 9,
    payers: 12,
    ...usual,
  }) as DegradedMethod

describe("What admins read of a degraded method", () => {
  it("says since when, how many payers of how many, and what is usual", () => {
    const known = degraded({ usual_troubles: 20, usual_payers: 400 })
    expect(toFinding(known, { windowMs: 30 * MINUTE_MS }).message).toBe(
      "Payments by MTN MoMo have been failing since 2026-01-31T12:02:00.000Z: 9 of 12 payers in the last 30 min, usually 5 in 100."
    )
  })

  it("says that nothing is usual yet where too few paid before", () => {
    const unknown = degraded({ usual_troubles: 1, usual_payers: 19 })
    expect(toFinding(unknown, { windowMs: 120 * MINUTE_MS }).message).toBe(
      "Payments by MTN MoMo have been failing since 2026-01-31T12:02:00.000Z: 9 of 12 payers in the last 2 h. There were too few payers before to say what is usual."
    )
  })
})
