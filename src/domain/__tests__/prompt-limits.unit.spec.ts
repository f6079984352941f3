import fc from "fast-check"
import {
  DAY_MS,
  HOUR_MS,
  toPromptWaitMs,
  type PastPrompt,
  type PromptLimits,
} from "../prompt-limits"

const NO_LIMITS: PromptLimits = {
  openPerPhone: null,
  perPhoneInHour: null,
  perPaymentInDay: null,
  perClientInHour: null,
  pauseAfterFailed: null,
}

const newestFirst = (prompts: PastPrompt[]) => prompts.sort((one, other) => one.ageMs - other.ageMs)
const prompts = fc
  .array(
    fc.record({
      ageMs: fc.integer({ min: 0, max: 2 * DAY_MS }),
      isOpen: fc.boolean(),
      failedMs: fc.option(fc.integer({ min: 0, max: 2 * DAY_MS })),
    })
  )
  .map(newestFirst)
const limit = fc.option(fc.integer({ min: 1, max: 10 }))
const limits: fc.Arbitrary<PromptLimits> = fc.record({
  openPerPhone: limit,
  perPhoneInHour: limit,
  perPaymentInDay: limit,
  perClientInHour: limit,
  pauseAfterFailed: fc.option(fc.integer({ min: 1, max: HOUR_MS })),
})
const past = fc.record({ phone: prompts, payment: prompts, client: prompts })

const later = (all: readonly PastPrompt[], byMs: number): PastPrompt[] =>
  all.map(({ ageMs, isOpen, failedMs }) => ({
    ageMs: ageMs + byMs,
    isOpen,
    failedMs: failedMs === null ? null : failedMs + byMs,
  }))

describe("Limits of prompts", () => {
  it("a shop without limits never makes a shopper wait", () => {
    fc.assert(fc.property(past, (all) => toPromptWaitMs(all, NO_LIMITS) === 0))
  })

  it("a first prompt never waits", () => {
    fc.assert(
      fc.property(
        limits,
        (rules) => toPromptWaitMs({ phone: [], payment: [], client: [] }, rules) === 0
      )
    )
  })

  it("a shopper who waits as long as told may ask then, and not a millisecond before", () => {
    fc.assert(
      fc.property(past, limits, (all, rules) => {
        const waitMs = toPromptWaitMs(all, rules)
        const after = (byMs: number) =>
          toPromptWaitMs(
            {
              phone: later(all.phone, byMs),
              payment: later(all.payment, byMs),
              client: later(all.client, byMs),
            },
            rules
          )
        expect(waitMs).toBeLessThanOrEqual(DAY_MS)
        expect(after(waitMs)).toBe(0)
        if (waitMs > 0) expect(after(waitMs - 1)).toBeGreaterThan(0)
      })
    )
  })
})
