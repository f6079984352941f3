import { CODES } from "../../../gateway/codes"
import { listSetupCodes } from "../../../modules/kpay/code-meaning"
import type { Probe } from "../../../modules/kpay/probe"
import { toAccountChecks, type AccountFacts } from "../account-checks"

const FACTS: AccountFacts = {
  name: "default",
  environment: "live",
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
    ["an answer that cannot be read", { state: "unreadable" }, "unknown", "unknown"],
    ["no answer", { state: "unanswered", cause: "TimeoutError" }, "unknown", "unknown"],
  ])("%s", (_, probe, credentials, address) => {
    expect(statusesOf({ probe })).toMatchObject({ credentials, address })
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

  it("a further account is named in the ids and in what is said; test money is no real money", () => {
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
    })
  })
})
