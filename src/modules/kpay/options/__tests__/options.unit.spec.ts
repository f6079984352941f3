import { toAskAfterMs } from "../../../../domain/schedule"
import * as fc from "fast-check"
import { STATUS_CONNECTIONS_MAX } from "../../../../gateway/client"
import { InvalidOptionsError, OPTION_NAMES, parseOptions, type KpayOptions } from "../options"

const OPTIONS = {
  environment: "test",
  username: "shop",
  password: "secret-password",
  retailerId: "01",
  backendUrl: "http://localhost:9000",
  storefrontUrl: "http://localhost:8000",
}

function faultsOf(options: unknown): string[] {
  try {
    parseOptions(options)
    return []
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.replace("  - ", ""))
  }
}

const LOCK_FAULT =
  "timeouts must have connectMs, headersMs, bodyMs and statusMs of at most 110000 together, since Medusa locks a cart for 120 seconds while it is completed"

describe("The options", () => {
  it("need little, and get documented defaults; Medusa's own key is no fault", () => {
    expect(parseOptions({ ...OPTIONS, database: { clientUrl: "x" } })).toMatchObject({
      flow: "order-first",
      methods: ["momo", "airtel", "card", "spenn"],
      rounding: "nearest",
      refunds: "record",
      payLinkValidFor: 7 * 24 * 3_600_000,
      receiptValidFor: 365 * 24 * 3_600_000,
      shop: {},
      eraseAbandonedChoicesAfter: 30 * 24 * 3_600_000,
      accounts: {
        default: { baseUrl: "https://pay.esicia.com/", retailerId: "01", environment: "test" },
      },
    })
  })

  it("ask about a payment that never ends 93 times, about a failed one 14 times, and less often where the shop says so", () => {
    const count = (status: "pending" | "failed", pollSchedule?: KpayOptions["pollSchedule"]) => {
      const stages = parseOptions({ ...OPTIONS, pollSchedule }).pollSchedule
      let questions = 0
      let ageMs = 0
      for (;;) {
        const afterMs = toAskAfterMs({ status, ageMs }, stages)
        if (afterMs === null) return questions
        ageMs += afterMs
        questions++
      }
    }
    expect(count("pending")).toBe(93)
    expect(count("failed")).toBe(14)
    expect(count("pending", [{ every: "1h", until: "24h" }])).toBe(24)
  })

  it("pick K-Pay's host by the environment, for each account", () => {
    const { accounts } = parseOptions({
      ...OPTIONS,
      environment: "live",
      backendUrl: "https://shop.example",
      storefrontUrl: "https://shop.example",
      accounts: { second: { environment: "test", username: "b", password: "c", retailerId: "02" } },
    })
    expect(accounts.default?.baseUrl).toBe("https://pay.esicia.rw/")
    expect(accounts.second).toMatchObject({ baseUrl: "https://pay.esicia.com/", retailerId: "02" })
  })

  it.each(["https://shop.example/?tenant=1", "https://shop.example/#top"])(
    "refuse the backendUrl %s, to which no path can be appended",
    (backendUrl) => {
      expect(faultsOf({ ...OPTIONS, backendUrl })).toEqual([
        "backendUrl must end with the host or a path, without ? and #",
      ])
    }
  )

  it("tell every fault at once, with what to write and without a secret", () => {
    const faults = faultsOf({
      environment: "prod",
      password: "secret-password",
      retailerId: 1,
      backendUrl: "shop.example",
      storefrontUrl: "http://localhost:8000",
      retailer: "01",
      methods: ["cash"],
      limits: { momo: { min: 10, max: 5 } },
      messages: { rw: { payed: "Murakoze" } },
      accounts: { second: { username: "b" } },
    })
    expect(faults).toEqual([
      'environment must be "test" or "live"',
      "username is missing; set the environment variable that medusa-config.ts reads it from, such as KPAY_USERNAME in .env",
      'retailerId must be text, so that its leading zero is kept, e.g. "01"',
      "backendUrl must be a web address that starts with https:// (or http:// for tests)",
      'methods.0 must be one of "momo", "airtel", "card", "spenn"',
      "limits.momo has a min above its max",
      "accounts.second.environment is missing; write it, or set the environment variable that it comes from",
      "accounts.second.password is missing; write it, or set the environment variable that it comes from",
      "accounts.second.retailerId is missing; write it, or set the environment variable that it comes from",
      "messages.rw.payed is not an option; check its spelling",
      "retailer is not an option; check its spelling",
    ])
    expect(faults.join()).not.toContain("secret-password")
  })

  it("say what is missing, and which environment variable of the README gives it", () => {
    const missing = [
      ["environment", "KPAY_ENVIRONMENT"],
      ["username", "KPAY_USERNAME"],
      ["password", "KPAY_PASSWORD"],
      ["retailerId", "KPAY_RETAILER_ID"],
      ["backendUrl", "BACKEND_URL"],
      ["storefrontUrl", "STOREFRONT_URL"],
    ].map(
      ([option, variable]) =>
        `${option} is missing; set the environment variable that medusa-config.ts reads it from, such as ${variable} in .env`
    )
    for (const options of [undefined, {}, { password: null, retailerId: undefined }])
      expect(faultsOf(options)).toEqual(missing)
  })

  it("want public, encrypted addresses when money is real", () => {
    expect(
      faultsOf({
        ...OPTIONS,
        environment: "live",
        baseUrl: "http://proxy.example",
        backendUrl: "https://192.168.1.5",
      })
    ).toEqual([
      'baseUrl must start with https:// when environment is "live"',
      'backendUrl must be a public https:// address when environment is "live", since K-Pay posts to it',
      'storefrontUrl must be a public https:// address when environment is "live"',
    ])
  })

  it("let a server ask about as many payments at once as it has connections for", () => {
    const concurrency = STATUS_CONNECTIONS_MAX
    expect(faultsOf({ ...OPTIONS, concurrency })).toEqual([])
    expect(faultsOf({ ...OPTIONS, concurrency: concurrency + 1 })).toEqual([
      "concurrency must be at most 32",
    ])
  })

  it.each([
    [{ connectMs: 0 }, "timeouts.connectMs must be at least 1"],
    [{ headersMs: 1.5 }, "timeouts.headersMs must be of type int"],
    [{ notFoundGraceMs: 3_600_001 }, "timeouts.notFoundGraceMs must be at most 3600000"],
    [{ headersMs: 70_001 }, LOCK_FAULT],
    [{ statusMs: 60_001 }, LOCK_FAULT],
    [
      { notFoundGraceMs: 49_999 },
      "timeouts.notFoundGraceMs must be at least connectMs, headersMs and bodyMs together, since until then a payment that K-Pay does not know can still reach it",
    ],
  ])("refuse the timeouts %j", (timeouts, fault) => {
    expect(faultsOf({ ...OPTIONS, timeouts })).toEqual([fault])
  })

  it("tell buyers who sells: any part of it, without blanks around", () => {
    const shop = {
      legalName: " Ikawa & Icyayi Ltd ",
      tin: "123456789 ",
      address: "KG 11 Ave, Kigali",
      phone: "+250 788 300 000",
    }
    expect(parseOptions({ ...OPTIONS, shop }).shop).toEqual({
      ...shop,
      legalName: "Ikawa & Icyayi Ltd",
      tin: "123456789",
    })
    expect(parseOptions({ ...OPTIONS, shop: { phone: "4040" } }).shop).toEqual({ phone: "4040" })
  })

  const TIN_FAULT =
    'shop.tin must be the 9 digits of the tax identification number, as text, e.g. "123456789"'

  it.each([
    [{ tin: "12345678" }, [TIN_FAULT]],
    [{ tin: "1234567890" }, [TIN_FAULT]],
    [{ tin: "123 456 789" }, [TIN_FAULT]],
    [{ tin: 123456789 }, [TIN_FAULT]],
    [
      { legalName: " " },
      ["shop.legalName is empty; write it, or set the environment variable that it comes from"],
    ],
    [{ legalName: "x".repeat(101) }, ["shop.legalName must have at most 100 characters"]],
    [{ address: "x".repeat(201) }, ["shop.address must have at most 200 characters"]],
    [{ phone: "call us" }, ['shop.phone must be a phone number as text, e.g. "+250 788 300 000"']],
    [
      { phone: 250788300000 },
      ['shop.phone must be a phone number as text, e.g. "+250 788 300 000"'],
    ],
    [{ name: "Ikawa" }, ["shop.name is not an option; check its spelling"]],
  ])("refuse the shop %j", (shop, faults) => {
    expect(faultsOf({ ...OPTIONS, shop })).toEqual(faults)
  })

  it("are read or refused with every fault, whatever a shop writes, and no fault shows a password", () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
      fc.constantFrom("live", "test", "http://", "https://[", "https://a:99999", "10m", "0s"),
      fc.webUrl(),
      fc.dictionary(fc.constantFrom("momo", "default", "en", "min", "max"), fc.anything()),
      fc.array(fc.dictionary(fc.constantFrom("upTo", "percent", "every", "until"), fc.anything()))
    )
    const name = fc.constantFrom(...OPTION_NAMES, "database", "toString", "__proto__")
    fc.assert(
      fc.property(fc.dictionary(name, anything, { maxKeys: 3 }), fc.boolean(), (some, isBare) => {
        const faults = faultsOf(isBare ? some : { ...OPTIONS, ...some })
        expect(faults.join()).not.toContain(OPTIONS.password)
        for (const fault of faults) expect(fault).toMatch(/^\S.* (is|must|has|have) /)
        if (isBare) expect(faults).not.toEqual([])
      }),
      { numRuns: 2_000 }
    )
    fc.assert(
      fc.property(fc.anything(), (options) => {
        expect(faultsOf(options)).not.toEqual([])
      })
    )
  })

  it("take only timeouts with which a payment starts within Medusa's lock on the cart", () => {
    const ms = fc.integer({ min: 1, max: 50_000 })
    fc.assert(
      fc.property(
        fc.record({ connectMs: ms, headersMs: ms, bodyMs: ms, statusMs: ms, notFoundGraceMs: ms }),
        (timeouts) => {
          const { connectMs, headersMs, bodyMs, statusMs, notFoundGraceMs } = timeouts
          const payMs = connectMs + headersMs + bodyMs
          const isGood = payMs + statusMs <= 110_000 && payMs <= notFoundGraceMs
          expect(faultsOf({ ...OPTIONS, timeouts }).length === 0).toBe(isGood)
        }
      )
    )
  })
})
