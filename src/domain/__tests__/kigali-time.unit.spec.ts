import fc from "fast-check"
import {
  addDays,
  countDays,
  TIME_ZONE,
  toKigaliDay,
  toKigaliTime,
  toStartOfDay,
} from "../kigali-time"

const moments = fc.date({
  min: new Date("2000-01-01"),
  max: new Date("2100-01-01"),
  noInvalidDate: true,
})

describe("Days in Kigali", () => {
  it("are those of the time zone's own clock", () => {
    const clock = new Intl.DateTimeFormat("en-CA", { timeZone: TIME_ZONE })
    fc.assert(fc.property(moments, (at) => toKigaliDay(at) === clock.format(at)))
  })

  it("begin at midnight there", () => {
    expect(toStartOfDay("2026-02-01").toISOString()).toBe("2026-01-31T22:00:00.000Z")
    expect(toKigaliDay(new Date("2026-01-31T21:59:59.999Z"))).toBe("2026-01-31")
    expect(toKigaliDay(new Date("2026-01-31T22:00:00Z"))).toBe("2026-02-01")
  })

  it("are counted with the first and the last", () => {
    expect(countDays("2026-01-31", "2026-01-31")).toBe(1)
    expect(countDays("2024-01-01", "2024-12-31")).toBe(366)
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01")
    expect(addDays("2026-01-03", -6)).toBe("2025-12-28")
  })

  it("have moments that are written with their offset and mean the same second", () => {
    expect(toKigaliTime(new Date("2026-01-31T22:30:00.900Z"))).toBe("2026-02-01T00:30:00+02:00")
    fc.assert(
      fc.property(moments, (at) => {
        expect(Date.parse(toKigaliTime(at))).toBe(Math.floor(at.getTime() / 1_000) * 1_000)
      })
    )
  })
})
