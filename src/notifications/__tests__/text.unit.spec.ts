import { LOCALES } from "../../domain/locales"
import { NOTIFICATION_TEXT_IDS } from "../../domain/notifications"
import { TEXTS, toText } from "../text"

const blanksOf = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

/** The letters of an SMS (GSM 03.38) that these languages use. Any other one halves its length. */
const SMS_LETTERS = /^[A-Za-z0-9 .,:;!?'"()/+*#%&=_{}\n@$éèàùìòÉ-]*$/

describe("A message to a shopper", () => {
  it.each(LOCALES)(
    "has every text in %s, with the same names in braces as in English",
    (locale) => {
      expect(Object.keys(TEXTS[locale]).sort()).toEqual([...NOTIFICATION_TEXT_IDS].sort())
      for (const id of NOTIFICATION_TEXT_IDS) {
        expect({ id, blanks: blanksOf(TEXTS[locale][id]) }).toEqual({
          id,
          blanks: blanksOf(TEXTS.en[id]),
        })
        expect({ id, isSms: SMS_LETTERS.test(TEXTS[locale][id]) }).toEqual({ id, isSms: true })
      }
    }
  )

  it("names shop, amount, order and receipt", () => {
    expect(
      toText({}, "en", "paid_part", {
        shop: "Ikawa",
        amount: "RWF 2,000",
        rest: "RWF 3,000",
        order: "#12",
        url: "https://shop.example/kpay/receipt/x",
      })
    ).toBe(
      "Ikawa: we received RWF 2,000 for order #12. RWF 3,000 is left to pay. Receipt: https://shop.example/kpay/receipt/x"
    )
  })

  it("leaves out a receipt that there is not, and fills in nothing that a value contains", () => {
    expect(toText({}, "en", "paid", { shop: "{amount}", amount: "RWF 1", order: "#1" })).toBe(
      "{amount}: we received RWF 1 for order #1."
    )
  })

  it("is in the shop's own words where it has some", () => {
    const settings = { texts: { rw: { paid: "Murakoze! {receipt}", receipt: "Reba {url}" } } }
    expect(toText(settings, "rw", "paid", { url: "https://x" })).toBe("Murakoze! Reba https://x")
    expect(toText(settings, "en", "paid_subject", { order: "#1" })).toBe(
      "Payment received for order #1"
    )
  })
})
