import fc from "fast-check"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../errors"
import type { Refid } from "../../domain/kpay-ids"
import { readCallback, readPayAnswer, readStatus, toSaid } from "../wire"
import { PAY, REFID, STATUS } from "./recorded-messages"

const refid = REFID as Refid
const SMALL = REFID.toLowerCase()

/** What a reading gives or throws, in one value. */
function outcomeOf(read: () => { state: string }): string {
  try {
    return read().state
  } catch (error) {
    if (error instanceof KpayRefusedError) return `refused: ${error.reasonCode}`
    if (error instanceof KpayUnknownOutcomeError) return "unknown"
    throw error
  }
}

function errorOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

const pay = (body: string) => outcomeOf(() => readPayAnswer(body, refid))
const status = (body: string) => outcomeOf(() => readStatus(body, refid))
const withFields = (body: string, fields: object) =>
  JSON.stringify({ ...(JSON.parse(body) as object), ...fields })

describe("The answer to `pay`", () => {
  it.each([
    ["accepted", PAY.accepted, "accepted"],
    ["accepted with a blank url", PAY.acceptedBlankUrl, "accepted"],
    ["paid at once, without `success`", PAY.paidAtOnce, "paid_at_once"],
    ["refused", PAY.refused, "refused: operator"],
    ["refused as seen live", PAY.refusedLive, "refused: insufficient_funds"],
    ["rejected for a wrong password", PAY.rejected, "refused: unavailable"],
    ["a used refid", PAY.usedRefid, "unknown"],
    ["a used refid by the newer table", PAY.usedRefidNewerTable, "unknown"],
    [
      "codes as text with blanks",
      withFields(PAY.accepted, { success: " 1 ", retcode: "0", tid: 6974831594723691 }),
      "accepted",
    ],
    [
      "unknown fields",
      withFields(PAY.accepted, { chargeable: null, nested: { a: [1] } }),
      "accepted",
    ],
    [
      "unknown payment method",
      `{"reply":"x","success":0,"retcode":609,"refid":"${REFID}"}`,
      "refused: unavailable",
    ],
    ["604 alone, which may be a used refid", `{"retcode":604,"refid":"${REFID}"}`, "unknown"],
    ["604 alone, and no success", `{"retcode":604,"success":0,"refid":"${REFID}"}`, "unknown"],
    ["604 in other words", `{"retcode":604,"reply":"Invalid request"}`, "unknown"],
    ["604 for what exists", `{"retcode":604,"reply":"Reference already exists"}`, "unknown"],
    [
      "604 for a retailer that K-Pay does not know",
      `{"retcode":604,"statusdesc":"UNKNOWN_RETAILER"}`,
      "refused: unavailable",
    ],
    [
      "604 for what exists at the retailer",
      `{"retcode":604,"reply":"REFID_ALREADY_EXISTS for this retailer"}`,
      "unknown",
    ],
    [
      "a refid that exists, under another code",
      withFields(PAY.refused, { reply: "REFID_ALREADY_EXISTS" }),
      "unknown",
    ],
    ["a used refid in words", `{"retcode":604,"reply":"The refid was used"}`, "unknown"],
    ["a used refid in other words", `{"retcode":606,"reply":"REFID_USED_BEFORE"}`, "unknown"],
    ["a used refid, no success", withFields(PAY.refused, { reply: "Already used" }), "unknown"],
    [
      "an amount out of range by the newer table",
      `{"reply":"AMOUNT_OUT_OF_RANGE","retcode":605}`,
      "refused: limit",
    ],
    [
      "not enough funds, with a code of the retailer",
      `{"reply":"INSUFFICIENT_FUNDS","retcode":605}`,
      "refused: insufficient_funds",
    ],
    [
      "words of a limit, with the code of a wrong password",
      `{"reply":"LOGIN_LIMIT","retcode":600}`,
      "refused: unavailable",
    ],
    ["cancelled by the newer table", `{"reply":"CANCELLED","retcode":609}`, "refused: declined"],
    ["a retailer that is not enabled", `{"reply":"x","retcode":605}`, "refused: unavailable"],
    ["an unlisted address", `{"reply":"IP not allowed","retcode":"602"}`, "refused: unavailable"],
    [
      "a code of the operator, refused",
      `{"reply":"x","success":0,"retcode":682,"refid":"${REFID}"}`,
      "refused: operator",
    ],
    ["success against its own code", withFields(PAY.accepted, { retcode: 606 }), "unknown"],
    ["accepted by the code, not by success", withFields(PAY.accepted, { success: 0 }), "unknown"],
    ["another refid", withFields(PAY.accepted, { refid: "ANOTHER-REFID" }), "unknown"],
    ["another refid, paid", withFields(PAY.paidAtOnce, { refid: "ANOTHER-REFID" }), "unknown"],
    ["an HTML page", "<html><body><h1>502 Bad Gateway</h1></body></html>", "unknown"],
    ["nothing", "", "unknown"],
    ["JSON that is not K-Pay's", `{"message":"Internal Server Error"}`, "unknown"],
    ["a list", "[]", "unknown"],
    ["an unknown code", `{"reply":"x","retcode":"XYZ"}`, "unknown"],
    ["a gateway's timeout", `{"retcode":504,"reply":"Gateway timeout"}`, "unknown"],
    ["too many requests", `{"retcode":429,"reply":"Too many requests"}`, "unknown"],
    [
      "pending with a code that K-Pay does not document",
      `{"retcode":700,"reply":"PENDING","refid":"${REFID}","tid":"E1"}`,
      "unknown",
    ],
    [
      "pending with a code of a refusal",
      `{"retcode":606,"reply":" Pending ","refid":"${REFID}"}`,
      "unknown",
    ],
    ["pending with a code of the setup", `{"retcode":605,"reply":"pending"}`, "unknown"],
    ["a documented refusal without `success`", `{"retcode":606,"reply":"x"}`, "refused: operator"],
    ["a failing status", `{"statusid":"682","refid":"${REFID}"}`, "refused: operator"],
    ["pending, and no success", withFields(PAY.refused, { reply: "PENDING" }), "unknown"],
    [
      "refused without a code",
      withFields(PAY.refused, { retcode: undefined }),
      "refused: operator",
    ],
    ["refused with no code", withFields(PAY.refused, { retcode: null }), "refused: operator"],
    [
      "refused without a code, in words",
      `{"success":"0","statusmsg":"Not enough funds","refid":"${REFID}"}`,
      "refused: insufficient_funds",
    ],
    [
      "refused with a constant as the code",
      withFields(PAY.refused, { retcode: "TARGET_AUTHORIZATION_ERROR" }),
      "refused: operator",
    ],
    [
      "refused with a constant as the code that names the reason",
      withFields(PAY.refused, { retcode: "INSUFFICIENT_FUNDS" }),
      "refused: insufficient_funds",
    ],
    [
      "refused without a code, for no refid",
      withFields(PAY.refused, { retcode: null, refid: "" }),
      "unknown",
    ],
    [
      "refused without a code and a reason",
      withFields(PAY.refused, { retcode: null, reply: " ", statusdesc: "x" }),
      "unknown",
    ],
    [
      "no success and no code, with the reason in the description alone",
      `{"success":0,"statusdesc":"NOT_ENOUGH_FUNDS","refid":"${REFID}"}`,
      "unknown",
    ],
    [
      "a constant that K-Pay's refusals have, without a code",
      `{"success":0,"reply":"Target authorization error","refid":"${REFID}"}`,
      "refused: operator",
    ],
    ["pending, without a code", `{"success":0,"reply":"PENDING","refid":"${REFID}"}`, "unknown"],
    [
      "pending, as a constant",
      withFields(PAY.refused, { retcode: "PENDING", statusdesc: "x" }),
      "unknown",
    ],
    [
      "a used refid, as a constant",
      withFields(PAY.refused, { retcode: "DUPLICATE_REFID" }),
      "unknown",
    ],
    [
      "a constant, and no success",
      `{"retcode":"TARGET_AUTHORIZATION_ERROR","reply":"x","refid":"${REFID}"}`,
      "unknown",
    ],
    [
      "a constant as the status, and no success",
      withFields(PAY.refused, { retcode: null, statusid: "PROCESSING" }),
      "unknown",
    ],
    [
      "a one with more zeros as the status",
      withFields(PAY.paidAtOnce, { statusid: "001" }),
      "unknown",
    ],
    [
      "a one with more zeros, and no success",
      withFields(PAY.refused, { retcode: "001" }),
      "unknown",
    ],
    [
      "a one with more zeros, and success",
      withFields(PAY.accepted, { retcode: "0001" }),
      "unknown",
    ],
    ["accepted, with a longer zero", withFields(PAY.accepted, { retcode: "000" }), "accepted"],
    ["our refid in small letters", withFields(PAY.accepted, { refid: SMALL }), "accepted"],
    ["a firewall's refusal", `{"success":false,"message":"Blocked"}`, "unknown"],
  ])("%s", (_, body, expected) => {
    expect(pay(body)).toBe(expected)
  })

  it.each([
    { reply: "Transaction initiated" },
    { reply: "Processing" },
    { reply: "PENDING APPROVAL" },
    { reply: "Payment not approved yet, waiting for customer" },
    { reply: "USSD push delivered; transaction not approved yet" },
    { reply: "Connection refused" },
    { reply: "Access denied" },
    { reply: "rate limit exceeded" },
    { reply: "Request timed out" },
    { statusmsg: "Payment request sent to 0783300000" },
    { retcode: "ERROR", reply: "Internal server error" },
    // More than one text: the one that leaves the outcome open counts.
    { statusmsg: "Request timed out", reply: "TARGET_AUTHORIZATION_ERROR" },
    { statusmsg: "No response from payer", statusdesc: "DECLINED" },
    { statusmsg: "Request sent", reply: "Your limit is 2000000" },
    { reply: "The time limit was exceeded" },
    { retcode: "TIMEOUT", reply: "Rejected" },
  ])("whose success is 0, with no code and the words %j, refuses nothing", (said) => {
    const body = JSON.stringify({ success: 0, refid: REFID, ...said })
    expect(errorOf(() => readPayAnswer(body, refid))).toBeInstanceOf(KpayUnknownOutcomeError)
  })

  it.each([
    ["a list as an id", { tid: [], momtransactionid: {} }, "accepted"],
    ["objects as texts", { statusmsg: {}, statusdesc: [1], reply: true }, "accepted"],
    ["no address", { url: false }, "accepted"],
    ["success as a yes", { success: true }, "accepted"],
    ["success as a written yes", { success: "True" }, "accepted"],
    ["success as a no", { success: false, reply: "", retcode: 682 }, "refused: operator"],
    [
      "success as a written no",
      { success: " FALSE ", reply: "", retcode: 682 },
      "refused: operator",
    ],
    ["no code", { retcode: [] }, "unknown"],
    ["no status", { statusid: {} }, "unknown"],
    ["no refid", { refid: {} }, "unknown"],
  ])("with %s where another thing is expected is read without it", (_, fields, expected) => {
    expect(pay(withFields(PAY.accepted, fields))).toBe(expected)
  })

  it("by 500 is a refusal only where the request may not have been sent over HTTPS", () => {
    const body = `{"retcode":500,"reply":"x"}`
    const read = (mayBePlainHttp: boolean) =>
      outcomeOf(() => readPayAnswer(body, refid, { mayBePlainHttp }))
    expect([read(true), read(false)]).toEqual(["refused: unavailable", "unknown"])
  })

  it("that leaves the outcome open is an answer, and a code is no text", () => {
    expect(errorOf(() => readPayAnswer(PAY.usedRefid, refid))).toMatchObject({ hasAnswer: true })
    const refusal = `{"success":0,"retcode":606,"refid":"${REFID}"}`
    expect(errorOf(() => readPayAnswer(refusal, refid))).toMatchObject({
      said: { code: "606", text: null },
    })
  })

  it("that names the reason in words has no remedy for another one", () => {
    const remedyOf = (body: string) => {
      const error = errorOf(() => readPayAnswer(body, refid))
      return error instanceof KpayRefusedError ? error.said.remedy : "no refusal"
    }
    expect(remedyOf(`{"reply":"AMOUNT_OUT_OF_RANGE","retcode":605}`)).toBeNull()
    expect(remedyOf(`{"reply":"CANCELLED","retcode":609}`)).toBeNull()
    expect(remedyOf(`{"reply":"x","retcode":605}`)).toBe("Ask K-Pay to enable this retailer.")
    expect(remedyOf(PAY.rejected)).toBe("Check the options username and password.")
  })

  it("that refuses without a code is no request that never arrived: it has a code all the same", () => {
    const body = withFields(PAY.refused, { retcode: null, statusmsg: "Not enough funds" })
    expect(errorOf(() => readPayAnswer(body, refid))).toMatchObject({
      message: expect.stringContaining("refused without a code") as string,
      said: { code: "no code", text: "Not enough funds", tid: "E6974831594723691" },
    })
  })

  it("gives the page for the browser only where there is one", () => {
    expect(readPayAnswer(PAY.accepted, refid)).toMatchObject({
      redirectUrl: "https://pay.esicia.com/checkout/A12343983489",
      tid: "E6974831594723691",
    })
    const long = `https://pay.esicia.com/checkout/${"A".repeat(5_000)}`
    expect(readPayAnswer(withFields(PAY.accepted, { url: ` ${long} ` }), refid)).toMatchObject({
      redirectUrl: long,
    })
    // Cut off, it would lead elsewhere.
    const tooLong = `https://pay.esicia.com/checkout/${"A".repeat(10_000)}`
    for (const url of [" ", "", null, "javascript:alert(1)", "not an address", tooLong]) {
      expect(readPayAnswer(withFields(PAY.accepted, { url }), refid)).toMatchObject({
        redirectUrl: null,
      })
    }
  })
})

describe("The answer to `checkstatus`", () => {
  it.each([
    ["paid", STATUS.paid, "paid"],
    ["failed", STATUS.failed, "failed"],
    ["pending", STATUS.pending, "pending"],
    ["being processed", withFields(STATUS.pending, { statusid: "0" }), "pending"],
    ["not found", STATUS.notFound, "not_found"],
    ["an operator's code", STATUS.operatorCode, "failed"],
    [
      "paid, the code as a number with blanks around the ids",
      withFields(STATUS.paid, { statusid: 1, tid: " A441489693051 ", refid: ` ${REFID} ` }),
      "paid",
    ],
    ["paid, with blanks around the code", withFields(STATUS.paid, { statusid: " 1 " }), "paid"],
    [
      "a one with two zeros, which may be 01",
      withFields(STATUS.paid, { statusid: "001" }),
      "pending",
    ],
    ["a one with more zeros", withFields(STATUS.paid, { statusid: " 0001 " }), "pending"],
    ["a one with more zeros, of no refid", `{"statusid":"001","refid":""}`, "unknown"],
    ["a number with two zeros in front", withFields(STATUS.paid, { statusid: "0010" }), "failed"],
    ["pending, with more zeros", withFields(STATUS.pending, { statusid: "003" }), "pending"],
    [
      "being processed, with more zeros",
      withFields(STATUS.pending, { statusid: "000" }),
      "pending",
    ],
    ["not found, with a zero", withFields(STATUS.notFound, { statusid: "0611" }), "not_found"],
    ["ten", withFields(STATUS.paid, { statusid: "10" }), "failed"],
    ["one with a sign", withFields(STATUS.paid, { statusid: "+1" }), "pending"],
    ["one with decimals", withFields(STATUS.paid, { statusid: "1.0" }), "pending"],
    [
      "a one that stands before what is cut off",
      withFields(STATUS.paid, { statusid: `01${" ".repeat(3_000)}x` }),
      "pending",
    ],
    ["paid, our refid in small letters", withFields(STATUS.paid, { refid: SMALL }), "paid"],
    ["a wrong password", `{"reply":"Invalid PIN","retcode":600}`, "refused: unavailable"],
    ["missing authentication", `{"reply":"x","retcode":"401"}`, "refused: unavailable"],
    ["paid, but another refid", withFields(STATUS.paid, { refid: "ANOTHER-REFID" }), "unknown"],
    ["paid, but no refid", withFields(STATUS.paid, { refid: "" }), "unknown"],
    [
      "01 in the code of the request, not of the money",
      `{"refid":"${REFID}","retcode":"01"}`,
      "unknown",
    ],
    ["success without a status", `{"refid":"${REFID}","success":1}`, "unknown"],
    ["accepted by the request's code, without a status", PAY.accepted, "unknown"],
    [
      "a transaction id of the operator, which proves nothing",
      withFields(STATUS.failed, { momtransactionid: "616730887" }),
      "failed",
    ],
    [
      "a code that may mean used or timed out",
      withFields(STATUS.pending, { statusid: "608" }),
      "pending",
    ],
    ["an unknown status", withFields(STATUS.pending, { statusid: "MAYBE" }), "pending"],
    ["an HTML page", "<html></html>", "unknown"],
    ["too many requests", `{"retcode":429,"reply":"Too many requests"}`, "unknown"],
    ["a server that is away", `{"retcode":503,"reply":"Service unavailable"}`, "unknown"],
    ["an undocumented code of the request", `{"retcode":700,"refid":"${REFID}"}`, "unknown"],
    ["a refusal's code without a status", `{"retcode":606,"reply":"x"}`, "unknown"],
    ["a refusal's code for our refid", `{"retcode":606,"refid":"${REFID}"}`, "unknown"],
    ["02 in the code of the request", `{"retcode":"02","refid":"${REFID}"}`, "unknown"],
    ["failed without a refid", `{"statusid":"02"}`, "unknown"],
    ["an operator's code without a refid", `{"statusid":"682","refid":""}`, "unknown"],
    ["pending without a refid", `{"statusid":"03","refid":null}`, "unknown"],
    ["failed for another refid", withFields(STATUS.failed, { refid: "ANOTHER-REFID" }), "unknown"],
    ["not found", `{"retcode":611,"reply":"Transaction not found"}`, "not_found"],
    ["another refid not found", withFields(STATUS.notFound, { refid: "ANOTHER" }), "unknown"],
    [
      "paid, with fields of odd types",
      withFields(STATUS.paid, { momtransactionid: [], statusmsg: {}, tid: true, success: [] }),
      "paid",
    ],
    ["a setup code as the status", `{"statusid":"602","refid":""}`, "refused: unavailable"],
  ])("%s", (_, body, expected) => {
    expect(status(body)).toBe(expected)
  })

  it("that says nothing of the payment is an answer still, and no outage", () => {
    for (const body of [
      `{"retcode":429,"reply":"Too many requests"}`,
      `{"statusid":"02"}`,
      PAY.accepted,
      withFields(STATUS.paid, { refid: "" }),
      withFields(STATUS.paid, { refid: "ANOTHER-REFID" }),
      `{"tid":"E1","refid":"${REFID}","statusid":"","statusdesc":"PENDING"}`,
      `{"tid":"E1","refid":"${REFID}","statusid":null,"statusdesc":"PENDING"}`,
    ]) {
      const error = errorOf(() => readStatus(body, refid))
      expect(error).toBeInstanceOf(KpayUnknownOutcomeError)
      expect(error).toMatchObject({ hasAnswer: true })
    }
  })

  it("by 500 is a fault of K-Pay's, unless the request may not have been sent over HTTPS", () => {
    const body = `{"retcode":500,"reply":"x"}`
    const read = (mayBePlainHttp: boolean) =>
      outcomeOf(() => readStatus(body, refid, { mayBePlainHttp }))
    expect([read(true), read(false)]).toEqual(["refused: unavailable", "unknown"])
  })

  it("that has no code is told without one", () => {
    const error = errorOf(() => readStatus(`{"refid":"${REFID}","success":1}`, refid))
    expect(error).toMatchObject({ message: expect.stringContaining("(code none)") as string })
  })

  it("by 603 to 605 as the status of our refid is about this payment alone, and no trouble of the account", () => {
    for (const statusid of ["603", 604, "605"]) {
      const of = (said: string) =>
        errorOf(() => readStatus(JSON.stringify({ refid: said, statusid, statusdesc: "x" }), refid))
      expect(of(REFID)).toMatchObject({ name: "KpayUnknownOutcomeError", hasAnswer: true })
      expect(of("")).toMatchObject({ name: "KpayRefusedError", said: { code: String(statusid) } })
    }
    for (const statusid of ["401", "600", "601", "602"])
      expect(status(`{"refid":"${REFID}","statusid":"${statusid}"}`)).toBe("refused: unavailable")
    expect(status(`{"refid":"${REFID}","retcode":605}`)).toBe("refused: unavailable")
  })

  it("that is no answer of K-Pay's is an outage", () => {
    for (const body of ["", "<html></html>", `{"message":"Internal Server Error"}`, "[]"])
      expect(errorOf(() => readStatus(body, refid))).toMatchObject({ hasAnswer: false })
  })

  it("is failed by a failing `statusid` for our refid alone, whatever else is said", () => {
    const anyText = fc.oneof(
      fc.constantFrom("02", "2", "03", "682", "606", "429", "611", "", REFID),
      fc.integer({ min: 0, max: 700 })
    )
    const fields = fc.record(
      { statusid: anyText, retcode: anyText, success: anyText, refid: anyText, reply: anyText },
      { requiredKeys: [] }
    )
    fc.assert(
      fc.property(fields, (answer) => {
        if (status(JSON.stringify(answer)) !== "failed") return
        expect(String(answer.refid).trim()).toBe(REFID)
        expect(["", "undefined"]).not.toContain(String(answer.statusid))
      }),
      { numRuns: 2_000 }
    )
  })

  it("nothing but `statusid` 01 for our refid is money, whatever else is said", () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.constantFrom("01", "1", "001", "0001", "10", "SUCCESSFUL", "00", "0", REFID, SMALL),
      fc.integer({ min: 0, max: 700 })
    )
    const body = fc.record(
      {
        statusid: anyText,
        retcode: anyText,
        success: anyText,
        refid: anyText,
        reply: anyText,
        statusdesc: anyText,
        momtransactionid: anyText,
      },
      { requiredKeys: [] }
    )
    fc.assert(
      fc.property(body, (fields) => {
        const isMoney =
          /^0?1$/.test(String(fields.statusid).trim()) &&
          String(fields.refid).trim().toUpperCase() === REFID
        expect(status(JSON.stringify(fields)) === "paid").toBe(isMoney)
      }),
      { numRuns: 2_000 }
    )
  })

  it("a code that is a word of JavaScript's own is an undocumented code, and stays open", () => {
    for (const statusid of ["toString", "constructor", "__proto__", "valueOf"])
      expect(status(JSON.stringify({ statusid, refid: REFID }))).toBe("pending")
  })

  it("keeps ids that came as numbers to the last digit, wherever they stand", () => {
    const long = "27856401921234567891"
    const body = `{"note":"${long}, \\"${long}","momtransactionid": ${long},"tid":-${long},"refid":"${REFID}","statusid":1,"few":9007199254740991,"odd":${long}.5,"x":"\\\\"}`
    const read = readStatus(body, refid)
    expect(read).toMatchObject({ state: "paid", momoTransactionId: long, tid: `-${long}` })
    expect(read.wire).toMatchObject({
      note: `${long}, "${long}`,
      momtransactionid: long,
      few: 9007199254740991,
      x: "\\",
    })
    expect(readCallback(`{"refid":${long}}`)).toMatchObject({ refid: long })
  })

  it.each(['{"refid":"\\"', '{"refid":', '{"a":"', '{"a":1.'])(
    "that begins with %s and goes on without end is no answer",
    (start) => {
      for (const more of ['\\"', "1", "1e", '"', "-1"])
        expect(status(start + more.repeat(30_000))).toBe("unknown")
    }
  )

  it("tells why, from the text before the code", () => {
    const reasons = [
      [STATUS.failedForFunds, "insufficient_funds"],
      [STATUS.failed, "operator"],
      [
        withFields(STATUS.failed, { statusmsg: "Transaction was declined by the payer" }),
        "declined",
      ],
      [withFields(STATUS.failed, { statusmsg: "Request expired" }), "expired"],
      [withFields(STATUS.failed, { statusdesc: "PAYER_LIMIT_REACHED" }), "limit"],
      [withFields(STATUS.failed, { statusdesc: "PAYER_NOT_FOUND" }), "wrong_number"],
    ] as const
    for (const [body, reasonCode] of reasons)
      expect(readStatus(body, refid)).toMatchObject({ state: "failed", reasonCode })
  })

  it("keeps what came, but no phone number, key or name", () => {
    const { wire } = readStatus(
      withFields(STATUS.paid, {
        authkey: "m43s",
        cname: "A Payer",
        note: "sent to 250783300000 today",
      }),
      refid
    )
    expect(wire).toEqual({
      tid: "A441489693051",
      refid: REFID,
      momtransactionid: "616730887",
      payaccount: "[redacted]",
      statusid: "01",
      statusdesc: "Successfully processed transaction.",
      authkey: "[redacted]",
      cname: "[redacted]",
      note: "sent to [redacted] today",
    })
  })
})

describe("Text that no database keeps", () => {
  const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

  it.each([
    ["a null byte", "Success\0"],
    ["half a character", "Success \ud83d"],
    ["a character across the place where a text is cut", `${"x".repeat(499)}😀`],
  ])("%s does not keep the money from being written down", (_, text) => {
    const status = readStatus(
      withFields(STATUS.paid, { statusdesc: text, momtransactionid: `61${text}`, [text]: text }),
      refid
    )
    expect(status.state).toBe("paid")
    const kept = [...Object.entries(status.wire), Object.values(status)].flat().map(String).join()
    expect(kept).not.toContain("\0")
    expect(kept).not.toMatch(HALF)
  })

  it("in a code or a refid makes it no other: it is not money", () => {
    expect(readStatus(withFields(STATUS.paid, { statusid: "0\u00001" }), refid).state).toBe(
      "pending"
    )
    expect(() => readStatus(withFields(STATUS.paid, { refid: `${REFID}\0` }), refid)).toThrow()
  })

  it("is bounded where it is looked for", () => {
    const { tid } = readStatus(withFields(STATUS.paid, { tid: "A".repeat(6_000) }), refid)
    expect(tid).toHaveLength(200)
  })
})

describe("A callback", () => {
  it.each([
    ["JSON", STATUS.paid],
    ["JSON with a byte order mark", `\ufeff${STATUS.paid}`],
    ["JSON encoded as the name of a form's only field", `${encodeURIComponent(STATUS.paid)}=`],
    [
      "JSON as the name of a form's only field, not encoded",
      `${withFields(STATUS.paid, { statusdesc: "a&b=c+d%e" })}=\r\n`,
    ],
    ["JSON written as JSON once more", JSON.stringify(STATUS.paid)],
    ["a list of one", `[${STATUS.paid}]`],
    [
      "form fields",
      new URLSearchParams(JSON.parse(STATUS.paid) as Record<string, string>).toString(),
    ],
  ])("as %s is read", (_, body) => {
    expect(readCallback(body)).toMatchObject({ refid: REFID, tid: "A441489693051" })
  })

  it("that is nothing, nonsense or huge gives nothing to read, or a bounded record", () => {
    for (const body of ["", "hello", "[1,2]", "null", "{", '"x"', "[[]]"])
      expect(readCallback(body)).toBeNull()
    const huge = readCallback(JSON.stringify({ refid: REFID, text: "x".repeat(100_000) }))
    expect(JSON.stringify(huge?.wire).length).toBeLessThan(1_000)
  })

  it("as a form that has one id alone is read", () => {
    expect(readCallback(`refid=${REFID}&statusid=03`)).toMatchObject({ refid: REFID, tid: null })
    expect(readCallback("tid=E1&statusid=03")).toMatchObject({ refid: null, tid: "E1" })
  })

  it("that has one id that cannot be read still names the other", () => {
    expect(readCallback('{"refid":{},"tid":"A441489693051"}')).toMatchObject({
      refid: null,
      tid: "A441489693051",
    })
  })

  it.each(["[", '{"a":'])("that is nested without end by %s is read, and kept in short", (open) => {
    const depth = 100_000
    const close = open === "[" ? "]" : "}"
    const nested = `${open.repeat(depth)}1${close.repeat(depth)}`
    const hint = readCallback(`{"refid":"${REFID}","extra":${nested}}`)
    expect(hint?.refid).toBe(REFID)
    expect(JSON.stringify(hint?.wire).length).toBeLessThan(1_000)
  })

  it("never throws, whatever is posted", () => {
    fc.assert(
      fc.property(
        fc.string(),
        (body) => readCallback(body) === null || typeof readCallback(body) === "object"
      )
    )
    fc.assert(
      fc.property(
        fc.json(),
        (body) => readCallback(body) === null || typeof readCallback(body) === "object"
      )
    )
  })
})

describe("K-Pay's own words, for the admin", () => {
  it.each([
    [
      { statusmsg: "Not enough funds.", statusdesc: "x", reply: "x", statusid: "02" },
      "Not enough funds (02)",
    ],
    [{ statusmsg: " ", statusdesc: "Failed", text: "x", reply: "x", retcode: 606 }, "Failed (606)"],
    [{ statusdesc: null, text: "Try later", reply: "x" }, "Try later"],
    [{ statusmsg: {}, reply: 17 }, "17"],
    [{ statusid: "01", retcode: "0" }, "01"],
    [{ statusmsg: true, tid: "E1" }, null],
  ])("of %j are %j", (wire, said) => {
    expect(toSaid(wire)).toBe(said)
  })
})
