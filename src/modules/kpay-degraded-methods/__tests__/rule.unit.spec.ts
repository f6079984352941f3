import fc from "fast-check"
import { ATTEMPT_STATUSES, isMoney } from "../../../domain/attempt-status"
import { METHOD_IDS } from "../../../domain/methods"
import { REASON_CODES } from "../../../domain/reasons"
import {
  countOutcomes,
  hasRecovered,
  isFarAboveUsual,
  isSuspect,
  toOutcome,
  toPayers,
  type AttemptFacts,
  type Count,
  type Outcome,
  type Rules,
} from "../rule"

const MINUTE_MS = 60_000
const RULES: Rules = { windowMs: 30 * MINUTE_MS, minFailures: 5, share: 0.6, factor: 3 }
const NOTHING_BEFORE: Count = { troubles: 0, payers: 0 }

const isDegraded = (outcomes: readonly Outcome[], usual: Count, rules = RULES): boolean =>
  isSuspect(outcomes, rules) && isFarAboveUsual(countOutcomes(outcomes), usual, rules)

/** Newest first: `T` is a payer in trouble, `f` one who is fine. */
const payers = (letters: string): Outcome[] =>
  Array.from(letters, (letter) => (letter === "T" ? "trouble" : "fine"))

const outcome = fc.constantFrom<Outcome>("trouble", "fine")
const outcomes = fc.array(outcome, { maxLength: 40 })
const usual = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([troubles, fine]) => ({ troubles, payers: troubles + fine }))
const rules: fc.Arbitrary<Rules> = fc.record({
  windowMs: fc.integer({ min: 5 * MINUTE_MS, max: 24 * 60 * MINUTE_MS }),
  minFailures: fc.integer({ min: 2, max: 20 }),
  share: fc.double({ min: 0.1, max: 1, noNaN: true }),
  factor: fc.double({ min: 1, max: 20, noNaN: true }),
})

const attempt = (facts: Partial<AttemptFacts>): AttemptFacts => ({
  method: "momo",
  status: "pending",
  reason_code: null,
  code: null,
  age_ms: 0,
  cannot_be_asked: false,
  ...facts,
})
const failed = (reason_code: AttemptFacts["reason_code"], facts: Partial<AttemptFacts> = {}) =>
  toOutcome(attempt({ status: "failed", reason_code, ...facts }), RULES)

describe("What an attempt says of its method", () => {
  it.each(ATTEMPT_STATUSES.filter(isMoney))("money says that it works, also %s", (status) => {
    expect(toOutcome(attempt({ status }), RULES)).toBe("fine")
  })

  it.each(["insufficient_funds", "declined", "wrong_number", "limit"] as const)(
    "a network that answers %s is reached",
    (reason) => {
      expect(failed(reason)).toBe("fine")
    }
  )

  it("the operator's own failure is trouble", () => {
    expect(failed("operator")).toBe("trouble")
  })

  it("a prompt that was not answered may not have arrived; a card page that was left says nothing", () => {
    expect(failed("expired")).toBe("trouble")
    expect(failed("expired", { method: "card" })).toBeNull()
  })

  it.each(["401", "500", "600", "601", "602", "603", "604", "605", null])(
    "the shop's setup and a K-Pay that was not reached are no method's trouble (%s)",
    (code) => {
      expect(failed("unavailable", { code })).toBeNull()
    }
  )

  it("K-Pay not knowing this method, or never having received its request, is trouble", () => {
    expect(failed("unavailable", { code: "609" })).toBe("trouble")
    expect(failed("unavailable", { code: "611" })).toBe("trouble")
  })

  it("no outcome is trouble from a third of the window on, and nothing before", () => {
    const aged = (minutes: number, facts: Partial<AttemptFacts> = {}) =>
      toOutcome(attempt({ age_ms: minutes * MINUTE_MS, ...facts }), RULES)
    expect(aged(9.9)).toBeNull()
    expect(aged(10)).toBe("trouble")
    expect(aged(9.9, { status: "starting" })).toBeNull()
    expect(aged(10, { status: "starting" })).toBe("trouble")
    expect(aged(10, { status: "abandoned" })).toBe("trouble")
    expect(aged(10, { method: "card" })).toBeNull()
    expect(aged(10, { method: "card", status: "starting" })).toBe("trouble")
  })

  it("no outcome says nothing while K-Pay cannot be asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...METHOD_IDS),
        fc.constantFrom("starting", "pending", "abandoned"),
        fc.nat(),
        (method, status, age_ms) => {
          const silent = attempt({ method, status, age_ms, cannot_be_asked: true })
          expect(toOutcome(silent, RULES)).toBeNull()
        }
      )
    )
  })

  it("is decided by status, reason, code and age for every attempt", () => {
    fc.assert(
      fc.property(
        fc.record<AttemptFacts>({
          method: fc.constantFrom(...METHOD_IDS),
          status: fc.constantFrom(...ATTEMPT_STATUSES),
          reason_code: fc.option(fc.constantFrom(...REASON_CODES)),
          code: fc.option(fc.string()),
          age_ms: fc.nat(),
          cannot_be_asked: fc.boolean(),
        }),
        (facts) => {
          // Growing older without an outcome never makes an attempt look better.
          const older = { ...facts, age_ms: facts.age_ms + RULES.windowMs }
          if (toOutcome(facts, RULES) !== null)
            expect(toOutcome(older, RULES)).toBe(toOutcome(facts, RULES))
        }
      )
    )
  })
})

describe("Payers", () => {
  const one = (phone: string | null, cart: string | null, client: string | null = null) => ({
    phone,
    cart,
    client,
  })

  it("are told apart by phone, cart and address, the newest attempt of each first", () => {
    expect(toPayers([one("a", "1"), one("b", "2")])).toHaveLength(2)
    expect(toPayers([one("a", "1"), one("a", "2")])).toEqual([one("a", "1")])
    expect(toPayers([one("a", "1"), one("b", "1")])).toEqual([one("a", "1")])
    expect(toPayers([one("a", "1", "x"), one("b", "2", "x")])).toEqual([one("a", "1", "x")])
    expect(toPayers([one(null, "1"), one(null, "2")])).toHaveLength(2)
  })

  it("who change number, then cart, are still one", () => {
    expect(toPayers([one("a", "1"), one("b", "1"), one("b", "2")])).toHaveLength(1)
  })

  it("one payer alone never degrades a method, however often they try", () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.array(fc.string()),
        usual,
        rules,
        (tries, carts, before, rule) => {
          const attempts = Array.from({ length: tries }, (_, i) => one("a", carts[i] ?? "cart"))
          const outcomes = toPayers(attempts).map((): Outcome => "trouble")
          expect(isDegraded(outcomes, before, rule)).toBe(false)
        }
      )
    )
  })
})

describe("A method", () => {
  it("is degraded from five payers in trouble on, of at least 60 %", () => {
    expect(isDegraded(payers("TTTT"), NOTHING_BEFORE)).toBe(false)
    expect(isDegraded(payers("TTTTT"), NOTHING_BEFORE)).toBe(true)
    expect(isDegraded(payers("TfTfTfTT"), NOTHING_BEFORE)).toBe(true)
    expect(isDegraded(payers("TfTfTfTfT"), NOTHING_BEFORE)).toBe(false)
  })

  it("is not degraded where this is usual", () => {
    const half = payers("TTTTTTfTff")
    expect(isDegraded(half, { troubles: 4, payers: 20 })).toBe(true)
    expect(isDegraded(half, { troubles: 5, payers: 20 })).toBe(false)
  })

  it("is taken to fail for one payer in five where fewer than twenty are known", () => {
    expect(isDegraded(payers("TTTTTTfTff"), { troubles: 19, payers: 19 })).toBe(true)
    expect(isDegraded(payers("TTTTTT"), NOTHING_BEFORE, { ...RULES, factor: 5.1 })).toBe(false)
  })

  it("has recovered when the last three payers are fine, or no trouble is left", () => {
    expect(hasRecovered(payers("ffTTTTT"))).toBe(false)
    expect(hasRecovered(payers("fffTTTTT"))).toBe(true)
    expect(hasRecovered(payers("TfffTTTTT"))).toBe(false)
    expect(hasRecovered(payers("ff"))).toBe(true)
    expect(hasRecovered([])).toBe(true)
  })

  it("is never degraded and recovered by the same payers", () => {
    fc.assert(
      fc.property(outcomes, usual, rules, (all, before, rule) => {
        expect(isDegraded(all, before, rule) && hasRecovered(all)).toBe(false)
      })
    )
  })

  it("is never made worse by one more payer who is fine, wherever they come", () => {
    fc.assert(
      fc.property(outcomes, fc.nat(), usual, rules, (all, at, before, rule) => {
        const place = at % (all.length + 1)
        const more = [...all.slice(0, place), "fine" as const, ...all.slice(place)]
        if (!isDegraded(all, before, rule)) expect(isDegraded(more, before, rule)).toBe(false)
      })
    )
  })

  it("is never made better by a payer in trouble in place of one who was fine", () => {
    fc.assert(
      fc.property(outcomes, fc.nat(), usual, rules, (all, at, before, rule) => {
        const worse = all.map((one, i) => (i === at % all.length ? "trouble" : one))
        if (isDegraded(all, before, rule)) expect(isDegraded(worse, before, rule)).toBe(true)
        if (!hasRecovered(all)) expect(hasRecovered(worse)).toBe(false)
      })
    )
  })
})
