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

const MINUTE = 60_000

/** Prompts of these ages in minutes, all of them open. */
const open = (...ages: number[]): PastPrompt[] =>
  ages.map((age) => ({ ageMs: age * MINUTE, isOpen: true, failedMs: null }))

/** Prompts that failed so many minutes ago. */
const failed = (...ages: number[]): PastPrompt[] =>
  ages.map((age) => ({ ageMs: age * MINUTE, isOpen: false, failedMs: age * MINUTE }))

const NONE = { phone: [], payment: [], client: [] }

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

  it("so many prompts wait on one phone; one that is ten minutes old rings no more", () => {
    const rules = { ...NO_LIMITS, openPerPhone: 2 }
    const wait = (...ages: number[]) => toPromptWaitMs({ ...NONE, phone: open(...ages) }, rules)
    expect(wait(1)).toBe(0)
    expect(wait(1, 4)).toBe(6 * MINUTE)
    expect(wait(1, 10)).toBe(0)
    // A third one does not make it longer.
    expect(wait(1, 4, 9)).toBe(6 * MINUTE)
    expect(toPromptWaitMs({ ...NONE, phone: failed(1, 4) }, rules)).toBe(0)
  })

  it("so many prompts go to one phone in an hour, for one payment in a day, for one client in an hour", () => {
    const rules = { ...NO_LIMITS, perPhoneInHour: 3, perPaymentInDay: 2, perClientInHour: 1 }
    expect(toPromptWaitMs({ ...NONE, phone: failed(5, 20) }, rules)).toBe(0)
    expect(toPromptWaitMs({ ...NONE, phone: failed(5, 20, 50) }, rules)).toBe(10 * MINUTE)
    expect(toPromptWaitMs({ ...NONE, payment: failed(60, 23 * 60) }, rules)).toBe(60 * MINUTE)
    expect(toPromptWaitMs({ ...NONE, client: failed(59) }, rules)).toBe(MINUTE)
    // The longest of them counts.
    expect(
      toPromptWaitMs({ ...NONE, payment: failed(60, 23 * 60), client: failed(59) }, rules)
    ).toBe(60 * MINUTE)
  })

  it("after two failures a phone pauses, after three a payment, from the newest failure on", () => {
    const rules = { ...NO_LIMITS, pauseAfterFailed: 5 * MINUTE }
    expect(toPromptWaitMs({ ...NONE, phone: failed(1) }, rules)).toBe(0)
    expect(toPromptWaitMs({ ...NONE, phone: failed(30, 1) }, rules)).toBe(4 * MINUTE)
    expect(toPromptWaitMs({ ...NONE, phone: failed(30, 6) }, rules)).toBe(0)
    expect(toPromptWaitMs({ ...NONE, payment: failed(1, 2) }, rules)).toBe(0)
    expect(toPromptWaitMs({ ...NONE, payment: failed(1, 2, 3) }, rules)).toBe(4 * MINUTE)
  })
})
