import fc from "fast-check"
import { REASON_CODES } from "../../domain/reasons"
import type { Refid } from "../../domain/kpay-ids"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../errors"
import type { Wire } from "../redaction"
import { readCallback, readPayAnswer, readStatus, toSaid } from "../wire"
import { REFID } from "./recorded-messages"

const refid = REFID as Refid

const FIELDS = [
  ...["refid", "tid", "statusid", "retcode", "success", "reply", "statusmsg", "statusdesc", "url"],
  ...["momtransactionid", "payaccount", "msisdn", "authkey", "cname", "__proto__", "constructor"],
]

const PHONE = "250788300123"

/** What stands in K-Pay's fields, what looks like it, and what does not. */
const value = fc.oneof(
  fc.constantFrom(
    "01",
    "1",
    " 01 ",
    "001",
    "10",
    "000",
    "02",
    "03",
    "0",
    "608",
    "611",
    "682",
    "",
    " ",
    REFID,
    PHONE
  ),
  fc.constantFrom<unknown>(1, 1.5, -1, 1e300, true, null, [], {}, ["01"], { statusid: "01" }),
  fc.integer({ min: 0, max: 700 }),
  fc.string({ unit: "binary" }),
  fc.string().map((text) => `${text} ${PHONE} ${text}`),
  fc.jsonValue()
)

const answer = fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), value)

/** Codes that say one thing and a success that says another. */
const contradiction = fc.record(
  {
    refid: fc.constantFrom(REFID, "", "ANOTHER"),
    success: fc.constantFrom<unknown>(1, "1", 0, "0", " 1 ", true),
    retcode: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constantFrom("01", "606", "MAYBE")),
    statusid: fc.constantFrom("01", "02", "03", "611"),
    url: fc.webUrl(),
  },
  { requiredKeys: ["refid"] }
)

const crowd = fc
  .integer({ min: 38, max: 60 })
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`field${i}`, i])))

/** Any text, any JSON, and answers that are nearly K-Pay's. */
const body = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  answer.map((fields) => JSON.stringify(fields)),
  contradiction.map((fields) => JSON.stringify(fields)),
  fc.tuple(contradiction, crowd).map((both) => JSON.stringify(Object.assign({}, ...both))),
  answer.map((fields) => JSON.stringify({ ...fields, refid: REFID })),
  answer.map((fields) => JSON.stringify({ ...fields, refid: REFID }).slice(0, -1)),
  answer.map((fields) => new URLSearchParams(toFormFields(fields)).toString())
)

/** A form has texts only. JSON may have an object that cannot be made one, with a `toString` of its own. */
function toFormFields(fields: object): [string, string][] {
  return Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ])
}

/** The state that a reading gives; `null` where it throws what the documents say. */
function readState<T extends { readonly state: string }>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof KpayRefusedError) {
      expect(REASON_CODES).toContain(error.reasonCode)
      expect(error.message).not.toContain(PHONE)
      return null
    }
    if (error instanceof KpayUnknownOutcomeError) {
      expect(error.message).not.toContain(PHONE)
      return null
    }
    throw error
  }
}

function toFields(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}

const toPlain = (field: unknown): string =>
  typeof field === "string" || typeof field === "number" ? String(field).trim() : ""

/** What the journal keeps must be storable, bounded, and without a phone number. */
function expectKeepable(wire: Wire): void {
  const kept = JSON.stringify(wire)
  expect(Object.keys(wire).length).toBeLessThanOrEqual(40)
  // Of the texts themselves: a backslash that K-Pay sent looks like an escape in JSON.
  for (const text of Object.entries(wire).flat().map(String))
    expect(text).not.toMatch(/\0|\p{Surrogate}/u)
  expect(kept).not.toContain(PHONE)
  for (const text of Object.values(wire)) expect(String(text).length).toBeLessThanOrEqual(500)
  expect(toSaid(wire) ?? "").not.toContain(PHONE)
}

const RUNS = { numRuns: 3_000 }

describe("Whatever K-Pay, or a stranger in its place, answers", () => {
  it("`checkstatus` is paid by `statusid` 01 for our refid alone", () => {
    fc.assert(
      fc.property(body, (text) => {
        const status = readState(() => readStatus(text, refid))
        const { statusid, refid: said } = toFields(text)
        const isMoney = /^0?1$/.test(toPlain(statusid)) && toPlain(said) === REFID
        if (status?.state === "paid") expect(isMoney).toBe(true)
        if (status) expectKeepable(status.wire)
      }),
      RUNS
    )
  })

  it("`pay` is accepted or paid at once only for our refid, or none, and never by an error's code", () => {
    fc.assert(
      fc.property(body, (text) => {
        const read = readState(() => readPayAnswer(text, refid))
        if (!read) return
        const { statusid, retcode, refid: said, success } = toFields(text)
        expect(["", REFID]).toContain(toPlain(said))
        const code = toPlain(statusid) || toPlain(retcode)
        if (read.state === "paid_at_once") expect(code).toMatch(/^0?1$/)
        else {
          expect(code).toMatch(/^0*[03]?$/)
          if (code === "") expect(["1", "true"]).toContain(String(success).trim().toLowerCase())
          if (read.redirectUrl !== null) expect(read.redirectUrl).toMatch(/^https?:\/\/\S+$/i)
        }
        expectKeepable(read.wire)
      }),
      RUNS
    )
  })

  it("a callback gives nothing to read, or ids of at most 200 characters and a record that can be kept", () => {
    fc.assert(
      fc.property(body, (text) => {
        const hint = readCallback(text)
        if (hint === null) return
        expect(hint.refid?.length ?? 0).toBeLessThanOrEqual(200)
        expect(hint.tid?.length ?? 0).toBeLessThanOrEqual(200)
        expectKeepable(hint.wire)
      }),
      RUNS
    )
  })
})
