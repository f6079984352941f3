import fc from "fast-check"
import { ATTEMPT_STATUSES, isMoney } from "../../../domain/attempt-status"
import { METHOD_IDS } from "../../../domain/methods"
import { REASON_CODES } from "../../../domain/reasons"
import {
  countPayers,
  hasRecovered,
  isFarAboveUsual,
  isSuspect,
  isUnaskable,
  isWaiting,
  toOutcome,
  toPayers,
  type AttemptFacts,
  type Count,
  type Payer,
  type Rules,
} from "../rule"

const MINUTE_MS = 60_000
const RULES: Rules = { windowMs: 30 * MINUTE_MS, minFailures: 5, share: 0.6, factor: 3 }
const NOTHING_BEFORE: Count = { troubles: 0, payers: 0 }

const isDegraded = (all: readonly Payer[], usual: Count, rules = RULES): boolean =>
  isSuspect(all, rules) && isFarAboveUsual(countPayers(all, rules), usual, rules)

const OUTCOMES = { T: "trouble", f: "fine", w: "waiting" } as const

/** Newest first, one a minute: `T` is a payer in trouble, `f` one who is fine, `w` one who is waiting. */
const payers = (letters: string): Payer[] =>
  Array.from(letters, (letter, i) => ({
    outcome: OUTCOMES[letter as keyof typeof OUTCOMES],
    age_ms: i * MINUTE_MS,
  }))

/** Of any age; only those of the newest third of the window can be waiting. */
const windowOf = ({ windowMs }: Rules): fc.Arbitrary<Payer[]> =>
  fc
    .array(
      fc.record({ outcome: fc.constantFrom(...Object.values(OUTCOMES)), age_ms: fc.nat(windowMs) }),
      { maxLength: 40 }
    )
    .map((all) =>
      all
        .filter(({ outcome, age_ms }) => outcome !== "waiting" || age_ms < windowMs / 3)
        .sort((one, other) => one.age_ms - other.age_ms)
    )
const usual = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([troubles, fine]) => ({ troubles, payers: troubles + fine }))
const rules: fc.Arbitrary<Rules> = fc.record({
  windowMs: fc.integer({ min: 5 * MINUTE_MS, max: 24 * 60 * MINUTE_MS }),
  minFailures: fc.integer({ min: 2, max: 20 }),
  share: fc.double({ min: 0.1, max: 1, noNaN: true }),
  factor: fc.double({ min: 1, max: 20, noNaN: true }),
})

const ruled = rules.chain((rule) => fc.tuple(windowOf(rule), fc.constant(rule)))

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

  it("is waited for where silence becomes trouble, and missed where K-Pay cannot be asked", () => {
    const silent = attempt({ age_ms: MINUTE_MS })
    const lost = { ...silent, cannot_be_asked: true }
    expect([isWaiting(silent, RULES), isUnaskable(silent, RULES)]).toEqual([true, false])
    expect([isWaiting(lost, RULES), isUnaskable(lost, RULES)]).toEqual([false, true])
    const old = { ...silent, age_ms: 11 * MINUTE_MS }
    expect([isWaiting(old, RULES), isUnaskable(old, RULES)]).toEqual([false, false])
    expect(isUnaskable({ ...old, cannot_be_asked: true }, RULES)).toBe(true)
    for (const cannot_be_asked of [true, false]) {
      const paid = attempt({ status: "applied", cannot_be_asked })
      const cardPage = attempt({ method: "card", cannot_be_asked })
      for (const one of [paid, cardPage])
        expect([isWaiting(one, RULES), isUnaskable(one, RULES)]).toEqual([false, false])
    }
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
          const all = toPayers(attempts).map((): Payer => ({ outcome: "trouble", age_ms: 0 }))
          expect(isDegraded(all, before, rule)).toBe(false)
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
    expect(hasRecovered(payers("ffTTTTT"), RULES)).toBe(false)
    expect(hasRecovered(payers("fffTTTTT"), RULES)).toBe(true)
    expect(hasRecovered(payers("TfffTTTTT"), RULES)).toBe(false)
    expect(hasRecovered(payers("ff"), RULES)).toBe(true)
    expect(hasRecovered([], RULES)).toBe(true)
  })

  it("has not recovered while nothing is known of the newest payers", () => {
    expect(hasRecovered(payers("fwffTTTTT"), RULES)).toBe(false)
    expect(hasRecovered(payers("fffwTTTTT"), RULES)).toBe(true)
    expect(hasRecovered(payers("wfwTTTTTT"), RULES)).toBe(false)
    expect(hasRecovered(payers("w"), RULES)).toBe(false)
    // Who was asked just now needs a moment, and does not hide that the ones before are fine.
    expect(hasRecovered(payers("wfffTTTTT"), RULES)).toBe(false)
    expect(hasRecovered(payers("wffffTTTTT"), RULES)).toBe(true)
    expect(hasRecovered(payers("wTfffTTTTT"), RULES)).toBe(false)
  })

  it("has recovered when payers are in trouble far less often than the share", () => {
    expect(hasRecovered(payers("TfffTfffTfff"), RULES)).toBe(true)
    expect(hasRecovered(payers("TffTffTffTff"), RULES)).toBe(false)
  })

  it("is judged without the newest payers where only success is known of them", () => {
    // Of twenty older ones 70 % are in trouble; of the ten newest the three who are fine are known.
    const busy = payers("wwfwwfwwfw" + "TTfTTfTTfT".repeat(2))
    expect(countPayers(busy, RULES)).toEqual({ troubles: 14, payers: 20 })
    expect(countPayers(payers("TTTTTT"), RULES)).toEqual({ troubles: 6, payers: 6 })
  })

  describe("in a busy shop with a payer a minute", () => {
    /** Whether the method is degraded in each minute from `from` to `to`. Silence is known after ten minutes. */
    const watch = (isSilent: readonly boolean[], from: number, to: number): boolean[] => {
      let isNow = false
      return Array.from({ length: to }, (_, now) => {
        const seen = isSilent.slice(Math.max(0, now - 29), now + 1).reverse()
        const all = seen.map((silent, age): Payer => {
          const age_ms = (age + 0.5) * MINUTE_MS
          if (!silent) return { outcome: "fine", age_ms }
          return { outcome: age_ms < 10 * MINUTE_MS ? "waiting" : "trouble", age_ms }
        })
        isNow = isNow ? !hasRecovered(all, RULES) : isDegraded(all, NOTHING_BEFORE)
        return isNow
      }).slice(from)
    }
    /** Of each ten payers in a row as many have no answer, whichever they are. */
    const silentOfTen = (count: number, tens: number): fc.Arbitrary<boolean[]> =>
      fc
        .array(
          fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], {
            minLength: count,
            maxLength: count,
          }),
          { minLength: tens, maxLength: tens }
        )
        .map((all) =>
          all.flatMap((silent) => Array.from({ length: 10 }, (_, i) => silent.includes(i)))
        )

    it("is degraded while seven of ten payers get no prompt, and until that ends", () => {
      fc.assert(
        fc.property(silentOfTen(0, 3), silentOfTen(7, 15), silentOfTen(1, 5), (was, is, then) => {
          const all = [...was, ...is, ...then]
          const [before, during, after] = [30, 90, 225]
          expect(watch(all, 0, before)).not.toContain(true)
          expect(watch(all, during, 180)).not.toContain(false)
          expect(watch(all, after, 230)).not.toContain(true)
        })
      )
    })

    it("is not degraded while two of ten payers let a prompt pass", () => {
      fc.assert(
        fc.property(silentOfTen(2, 12), (all) => {
          expect(watch(all, 0, 120)).not.toContain(true)
        })
      )
    })
  })

  it("is never degraded and recovered by the same payers", () => {
    fc.assert(
      fc.property(ruled, usual, ([all, rule], before) => {
        expect(isDegraded(all, before, rule) && hasRecovered(all, rule)).toBe(false)
      })
    )
  })

  it("is never made worse by one more payer who is fine, wherever they come", () => {
    fc.assert(
      fc.property(ruled, fc.nat(), usual, ([all, rule], at, before) => {
        const place = at % (all.length + 1)
        const age_ms = all[place]?.age_ms ?? rule.windowMs
        const more = [
          ...all.slice(0, place),
          { outcome: "fine" as const, age_ms },
          ...all.slice(place),
        ]
        if (!isDegraded(all, before, rule)) expect(isDegraded(more, before, rule)).toBe(false)
        if (hasRecovered(all, rule)) expect(hasRecovered(more, rule)).toBe(true)
      })
    )
  })

  it("is never made better by a payer in trouble in place of one who was fine", () => {
    fc.assert(
      fc.property(ruled, fc.nat(), usual, ([all, rule], at, before) => {
        const worse = all.map((one, i) =>
          i === at % all.length ? { ...one, outcome: "trouble" as const } : one
        )
        if (isDegraded(all, before, rule)) expect(isDegraded(worse, before, rule)).toBe(true)
        if (!hasRecovered(all, rule)) expect(hasRecovered(worse, rule)).toBe(false)
      })
    )
  })
})
