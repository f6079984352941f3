import { CODES, listSetupCodes } from "../../../gateway/codes"
import type { Probe } from "../../../modules/kpay/calls/probe"
import { toAccountChecks, type AccountFacts } from "../account-checks"

const FACTS: AccountFacts = {
  name: "default",
  environment: "live",
  baseUrl: "https://kpay.example/",
  probe: { state: "answered" },
  retailer: null,
}

function statusesOf(facts: Partial<AccountFacts>): Record<string, string> {
  return Object.fromEntries(
    toAccountChecks({ ...FACTS, ...facts }).map(({ id, status }) => [id, status])
  )
}

const refused = (code: string): Probe => ({ state: "refused", code, text: null })

describe("An account's checks", () => {
  it.each<[string, Probe, string, string]>([
    ["K-Pay answers", { state: "answered" }, "ok", "ok"],
    ["wrong credentials", refused("600"), "error", "unknown"],
    ["a user that is not known", refused("601"), "error", "unknown"],
    ["a header that is gone", refused("401"), "error", "unknown"],
    ["plain http", refused("500"), "error", "unknown"],
    ["an address that is not whitelisted", refused("602"), "unknown", "error"],
    [
      "an answer that cannot be read",
      { state: "unreadable", httpStatus: null },
      "unknown",
      "unknown",
    ],
    ["another server's answer", { state: "unreadable", httpStatus: 502 }, "unknown", "unknown"],
    ["no answer", { state: "unanswered", cause: "TimeoutError" }, "unknown", "unknown"],
  ])("%s", (_, probe, credentials, address) => {
    expect(statusesOf({ probe })).toMatchObject({ credentials, address })
  })

  it.each([
    ["http://localhost:4600", true],
    ["https://kpay.example/", false],
  ])("no answer from %s: whether the advice is to start the sandbox", (baseUrl, isAdvised) => {
    const [credentials] = toAccountChecks({
      ...FACTS,
      baseUrl,
      probe: { state: "unanswered", cause: "ECONNREFUSED" },
    })
    expect(credentials?.remedy?.endsWith("Start it: npx kpay sandbox")).toBe(isAdvised)
  })

  it("an answer that is not K-Pay's is told by its HTTP status: a password or a proxy may be at fault", () => {
    const [credentials] = toAccountChecks({
      ...FACTS,
      probe: { state: "unreadable", httpStatus: 401 },
    })
    expect(credentials).toMatchObject({
      message: "K-Pay's answer cannot be read (HTTP 401).",
      remedy: expect.stringMatching(/password.*proxy/) as string,
    })
  })

  it("the codes about the setup, and those about the retailer", () => {
    expect(listSetupCodes().sort().join()).toBe("401,500,600,601,602,603,604,605,609")
    expect(listSetupCodes("retailer").join()).toBe("604,605")
  })

  it("every code about the setup is an error with a remedy, in one place or the other", () => {
    for (const code of listSetupCodes()) {
      const faults = toAccountChecks({ ...FACTS, probe: refused(code) }).filter(
        ({ status }) => status === "error"
      )
      expect(faults).toEqual([expect.objectContaining({ remedy: CODES.get(code)?.remedy })])
      expect(faults[0]?.remedy).toMatch(/\w/)
    }
  })

  it("the retailer is known from payments only: the newest tells", () => {
    const at = new Date()
    const byFault = { since: at, lastAt: at, code: "604" }
    const retailer = (facts: AccountFacts["retailer"]) => statusesOf({ retailer: facts }).retailer
    expect(retailer(null)).toBe("unknown")
    expect(retailer({ acceptedAt: null, refused: null })).toBe("unknown")
    expect(retailer({ acceptedAt: at, refused: null })).toBe("ok")
    expect(retailer({ acceptedAt: at, refused: byFault })).toBe("error")
  })

  it("a further account is named in the ids and in what is said; a test account is a warning", () => {
    const checks = toAccountChecks({ ...FACTS, name: "second", environment: "test" })
    expect(checks.map(({ id }) => id)).toEqual([
      "credentials:second",
      "address:second",
      "retailer:second",
      "environment:second",
    ])
    expect(checks.at(-1)).toMatchObject({
      status: "warning",
      message: 'Account "second": Test: no real money moves.',
      message_id: "environment_test",
      details: { account: "second" },
    })
  })

  it("says which sentence it is, with K-Pay's own words as K-Pay wrote them", () => {
    const probe: Probe = { state: "refused", code: "602", text: "IP {code} not allowed" }
    const [, address] = toAccountChecks({ ...FACTS, probe })
    expect(address).toEqual({
      id: "address",
      status: "error",
      message:
        'The server\'s IP address is not whitelisted at K-Pay (code 602, "IP {code} not allowed").',
      remedy: "Ask K-Pay to whitelist this server's outgoing IP address.",
      message_id: "refused_saying",
      remedy_id: "remedy_602",
      details: {
        code: "602",
        text: "IP {code} not allowed",
        meaning: CODES.get("602")?.meaning,
        meaning_id: "meaning_602",
      },
    })
  })
})
