import { parseOptions } from "../options"

const SHOP = {
  environment: "test",
  username: "u",
  password: "p",
  retailerId: "01",
  backendUrl: "https://medusa.example.rw",
  storefrontUrl: "https://shop.example.rw",
}

const parse = (notifications: unknown, further: object = {}) =>
  parseOptions({ ...SHOP, ...further, notifications })

describe("The option notifications", () => {
  it("is off where it is left out", () => {
    expect(parse(undefined).notifications).toBeUndefined()
  })

  it("names the channels of each fact, with the plugin's text or a template", () => {
    const given = {
      paid: { sms: true, email: "d-1234" },
      pay_link: { whatsapp: true, sms: false },
      texts: { rw: { paid: "Murakoze" } },
    }
    expect(parse(given).notifications).toEqual(given)
  })

  it.each([
    [{ payed: { sms: true } }, "notifications.payed is not an option; check its spelling"],
    [{ paid: { fax: true } }, "notifications.paid.fax is not an option; check its spelling"],
    [
      { paid: { sms: 7 } },
      "notifications.paid.sms must be true for the plugin's text, or the id of a template of your provider, as text",
    ],
    [
      { paid: { sms: " " } },
      "notifications.paid.sms must be true for the plugin's text, or the id of a template of your provider, as text",
    ],
    [{ paid: true }, "notifications.paid must be of type object"],
    [
      { texts: { rw: { thanks: "Murakoze" } } },
      "notifications.texts.rw.thanks is not an option; check its spelling",
    ],
    [{ texts: { rw: { paid: "" } } }, "notifications.texts.rw.paid is empty"],
    [
      { reminder: { sms: true } },
      "notifications.reminder must have cancelUnpaidAfter, since it is sent half-way to it",
    ],
  ])("%j is a fault", (notifications, fault) => {
    expect(() => parse(notifications)).toThrow(`  - ${fault}`)
  })

  it("takes a reminder together with cancelUnpaidAfter, and one that is switched off without", () => {
    expect(() => parse({ reminder: { sms: true } }, { cancelUnpaidAfter: "48h" })).not.toThrow()
    expect(() => parse({ reminder: { sms: false } })).not.toThrow()
  })
})
