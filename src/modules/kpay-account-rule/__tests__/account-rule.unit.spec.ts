import { InvalidOptionsError } from "../../kpay/options/options"
import { parseAccountBy } from "../account-by"
import KpayAccountRuleService from "../service"

const account = (retailerId: string, environment = "test") => ({
  environment,
  username: "u",
  password: "secret-password",
  retailerId,
})

const OPTIONS = {
  ...account("01"),
  backendUrl: "https://medusa.shop.example",
  storefrontUrl: "https://shop.example",
  accounts: { huye: account("02"), musanze: account("03"), real: account("04", "live") },
}

function faultsOf(accountBy: unknown, options: object = OPTIONS): string[] {
  try {
    parseAccountBy({ ...options, accountBy })
    return []
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.replace("  - ", ""))
  }
}

describe("The option accountBy", () => {
  it("may name the default account and any other, as often as the shop likes", () => {
    expect(
      faultsOf({
        salesChannel: { sc_1: "default", sc_2: "huye" },
        stockLocation: { sloc_1: "huye" },
      })
    ).toEqual([])
    expect(faultsOf({})).toEqual([])
  })

  it("is refused for an account that there is not, with those that there are", () => {
    const known = "(huye, musanze, real, default)"
    expect(
      faultsOf({ salesChannel: { sc_1: "hyue" }, stockLocation: { sloc_1: "constructor" } })
    ).toEqual([
      `accountBy.salesChannel.sc_1 must name one of the accounts ${known}, not "hyue"`,
      `accountBy.stockLocation.sloc_1 must name one of the accounts ${known}, not "constructor"`,
    ])
  })

  it("is refused for a live account beside a test account, and for a test account beside a live one", () => {
    expect(faultsOf({ stockLocation: { sloc_1: "real" } })).toEqual([
      'accountBy.stockLocation.sloc_1 must name an account whose environment is "test", like the shop\'s own. "real" is "live", and test money must not pay for real orders',
    ])
    expect(
      faultsOf(
        { salesChannel: { sc_1: "real", sc_2: "huye" } },
        { ...OPTIONS, environment: "live" }
      )
    ).toEqual([
      'accountBy.salesChannel.sc_2 must name an account whose environment is "live", like the shop\'s own. "huye" is "test", and test money must not pay for real orders',
    ])
  })

  it("is refused for names of its own, and for what is no name, in the words of the other options", () => {
    expect(
      faultsOf({ saleschannel: {}, salesChannel: { sc_1: 2 }, stockLocation: "huye" })
    ).toEqual([
      "accountBy.salesChannel.sc_1 must be the name of an account, as text",
      "accountBy.stockLocation must name an account for each id: { id: name }",
      "accountBy.saleschannel is not an option; check its spelling",
    ])
  })

  it("left out, needs no other option", () => {
    expect(new KpayAccountRuleService({}, undefined)).toMatchObject({ isSet: false })
    expect(new KpayAccountRuleService({}, { ...OPTIONS, accountBy: {} })).toMatchObject({
      isSet: false,
    })
  })
})

describe("The account of a payment", () => {
  const rule = new KpayAccountRuleService(
    {},
    {
      ...OPTIONS,
      accountBy: {
        salesChannel: { sc_huye: "huye", sc_own: "default" },
        stockLocation: { sloc_huye: "huye", sloc_tumba: "huye", sloc_musanze: "musanze" },
      },
    }
  )
  const choose = (salesChannelIds: string[], stockLocationIds: string[] = []) =>
    rule.chooseAccount({ salesChannelIds, stockLocationIds })

  it("is the one of its stock location, whatever the sales channel", () => {
    expect(choose(["sc_huye"], ["sloc_musanze"])).toBe("musanze")
    expect(choose(["sc_other"], ["sloc_huye"])).toBe("huye")
  })

  it("is the one of its sales channel where the location names none", () => {
    expect(choose(["sc_huye"], ["sloc_other"])).toBe("huye")
    expect(choose(["sc_own"])).toBe("default")
  })

  it("is the one of its sales channel where its deliveries start from locations of several accounts", () => {
    expect(choose(["sc_own"], ["sloc_huye", "sloc_musanze"])).toBe("default")
    expect(choose(["sc_own"], ["sloc_huye", "sloc_other"])).toBe("default")
    expect(choose(["sc_other"], ["sloc_huye", "sloc_musanze"])).toBeNull()
  })

  it("is the one that several locations share", () => {
    expect(choose(["sc_other"], ["sloc_huye", "sloc_tumba"])).toBe("huye")
  })

  it("is named by no rule for another place, nor for orders of channels with different accounts", () => {
    expect(choose(["sc_other"], ["constructor"])).toBeNull()
    expect(choose(["sc_huye", "sc_own"])).toBeNull()
    expect(choose([])).toBeNull()
  })
})
