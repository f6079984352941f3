import fc from "fast-check"
import type { Refid } from "../../domain/kpay-ids"
import { withoutPersonalData } from "../redaction"
import { readCallback, readStatus } from "../wire"
import { REFID, STATUS } from "./recorded-messages"

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })

/** A Rwandan mobile number as people write it. */
const phone = fc
  .tuple(
    fc.constantFrom("", "0", "250", "+250", "+250 ", "250-"),
    digits(8),
    fc.constantFrom("", " ", ".", "-")
  )
  .map(([prefix, rest, gap]) => {
    const nine = `7${rest.join("")}`
    return `${prefix}${[nine.slice(0, 3), nine.slice(3, 6), nine.slice(6)].join(gap)}`
  })

const email = fc.constantFrom("payer@example.com", "a.b+c@mail.example.rw", "x@localhost")

describe("What is kept of K-Pay's messages", () => {
  it("has no phone number and no e-mail address, however they are written", () => {
    fc.assert(
      fc.property(
        fc.oneof(phone, email),
        fc.constantFrom("note", "statusmsg", "x"),
        (one, name) => {
          const kept = JSON.stringify(
            readCallback(JSON.stringify({ [name]: `sent to ${one}, today`, list: [one] }))?.wire
          )
          expect(kept).toContain(`"sent to [redacted], today"`)
          expect(kept).not.toContain(one)
        }
      )
    )
  })

  it.each([
    ["SUBSCRIBER_0783300000_NOT_FOUND", "SUBSCRIBER_[redacted]_NOT_FOUND"],
    ["tel0783300000", "tel[redacted]"],
    ["0783  300 000", "[redacted]"],
    ["(0783) 300 000", "([redacted]"],
    ["0783/300000", "[redacted]"],
    ["+250 (783) 300-000", "[redacted]"],
  ])("has no number that is written as %s", (text, kept) => {
    expect(withoutPersonalData(text)).toBe(kept)
  })

  it.each([
    ["returl", "https://shop.example/hooks/kpay/token-1"],
    ["redirecturl", "https://shop.example/kpay/return/token-1"],
    ["Redirect_URL", "https://shop.example/kpay/return/token-1"],
    ["url", "https://pay.example/checkout/A1"],
    ["payaccount", "A Payer"],
    ["msisdn", "07883"],
    ["cnumber", "07883"],
    ["email", "a payer at example"],
    ["username", "shop-user"],
    ["password", "hunter2"],
    ["cname", "A Payer"],
    ["customername", "A Payer"],
    ["Payer_Name", "A Payer"],
    ["name", "A Payer"],
    ["firstName", "A Payer"],
  ])("has nothing of %s, also where K-Pay repeats the whole request", (name, value) => {
    const request = { action: "pay", details: "Order 7", [name]: value }
    const wire = readCallback(JSON.stringify({ ...request, request, list: [[request]] }))?.wire
    expect(JSON.stringify(wire)).not.toContain(value)
    const kept = { action: "pay", details: "Order 7", [name]: "[redacted]" }
    expect(wire).toEqual({
      ...kept,
      request: JSON.stringify(kept),
      list: JSON.stringify([[kept]]),
    })
  })

  it("has fields that are left blank as they came, and those that are about no person", () => {
    const fields = { cname: "", password: " ", returl: null, url: " ", useurl: "N", details: "x" }
    expect(readCallback(JSON.stringify(fields))?.wire).toEqual(fields)
    expect(readCallback(JSON.stringify({ request: fields }))?.wire).toEqual({
      request: JSON.stringify(fields),
    })
  })

  it("has none that came as a number", () => {
    expect(readCallback('{"a":250783300000,"b":783300000,"c":5200}')?.wire).toEqual({
      a: "[redacted]",
      b: "[redacted]",
      c: 5200,
    })
  })

  it("has ids and codes as they came, and no decision is made by what is kept", () => {
    const ids = { tid: "E783300000", momtransactionid: 783300000, retcode: 0 }
    const body = JSON.stringify({ ...(JSON.parse(STATUS.paid) as object), ...ids })
    const status = readStatus(body, REFID as Refid)
    expect(status).toMatchObject({
      state: "paid",
      tid: "E783300000",
      momoTransactionId: "783300000",
      wire: { ...ids, refid: REFID, statusid: "01" },
    })
  })

  it("has ids and codes that look like a number without its zero, and no other field that does", () => {
    const number = "783300000"
    const ids = { refid: number, tid: number, momtransactionid: number, statusid: number }
    const fields = { ...ids, retcode: number }
    expect(readCallback(JSON.stringify({ ...fields, note: number }))?.wire).toEqual({
      ...fields,
      note: "[redacted]",
    })
  })

  it.each(["A441489693051", REFID, "2025-12-04 12:05:20.584", "5200", "2785640192"])(
    "keeps %s, which is no phone number",
    (text) => {
      expect(withoutPersonalData(text)).toBe(text)
    }
  )
})
