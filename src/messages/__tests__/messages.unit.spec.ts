import { LOCALES, toLocale } from "../../domain/locales"
import { METHOD_IDS } from "../../domain/methods"
import { REASON_CODES } from "../../domain/reasons"
import { en } from "../en"
import { fr } from "../fr"
import { MESSAGE_IDS, setCustomMessages, toMessage } from "../message"
import { toMessageId } from "../of-attempt"
import { rw } from "../rw"

const namesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe("Messages for shoppers", () => {
  it("name the same values in every language", () => {
    for (const id of MESSAGE_IDS) {
      expect([id, namesIn(fr[id])]).toEqual([id, namesIn(en[id])])
      expect([id, namesIn(rw[id])]).toEqual([id, namesIn(en[id])])
    }
  })

  it("exist for every reason code and every method", () => {
    const ids = [...REASON_CODES, ...METHOD_IDS.map((id) => `way_${id}` as const)]
    expect(MESSAGE_IDS).toEqual(expect.arrayContaining(ids))
  })

  it("send a shopper who pays by card to the card page, never to a phone", () => {
    const card = { status: "pending", method: "card", reason_code: null } as const
    expect(toMessageId({ ...card, redirect_url: "https://pay.example/1" })).toBe("pay_on_card_page")
    expect(toMessageId({ ...card, redirect_url: null })).toBe("checking")
    expect(toMessage("en", "already_waiting", { method: "card" })).toContain("card page")
    const unknown = toMessage("en", "already_waiting", { method: "card", hasCardPage: false })
    expect(unknown).toContain("could not be opened")
  })

  it("say of a card that was declined that the payment did not go through, not what the cards did", () => {
    expect(toMessage("en", "operator", { method: "card" })).toBe(
      "The card payment did not go through. Nothing was taken. Try again, or choose another way."
    )
    expect(toMessage("en", "operator", { method: "momo" })).toMatch(/^MTN MoMo could not complete/)
  })

  it("say that the payment was received wherever the shop has the money", () => {
    const momo = { method: "momo", redirect_url: null, reason_code: null } as const
    const statuses = [
      "paid",
      "applied",
      "unapplied",
      "refund_due",
      "refunded",
      "dismissed",
    ] as const
    expect(statuses.map((status) => toMessageId({ ...momo, status }))).toEqual([
      "paid",
      "paid",
      "unapplied",
      "unapplied",
      "unapplied",
      "unapplied",
    ])
  })

  it("leave no name in braces", () => {
    for (const id of MESSAGE_IDS) {
      for (const locale of LOCALES)
        expect(
          toMessage(locale, id, { method: "momo", phoneMasked: "0788 ••• 000", reference: "R" })
        ).not.toContain("{")
      expect(toMessage("en", id)).not.toContain("{")
    }
  })

  it("are in the shopper's language, or in English where the plugin has no such language", () => {
    const locales = ["fr-RW", "rw_RW", "EN", "sw", "", null].map(toLocale)
    expect(locales).toEqual(["fr", "rw", "en", "en", "en", "en"])
    expect(toMessage("fr", "limit", { method: "momo" })).toBe(
      "Ce montant est hors des limites fixées pour MTN MoMo. Choisissez un autre moyen ou payez en deux commandes."
    )
  })

  it("ask for no elision in French, whichever name follows", () => {
    for (const id of MESSAGE_IDS)
      expect([id, fr[id]]).toEqual([id, expect.not.stringMatching(/\bde \{(method|network)\}/)])
  })

  it("are the shop's own where the shop has replaced them", () => {
    setCustomMessages({ en: { paid: "Paid with {method}." } })
    try {
      expect(toMessage("en", "paid", { method: "momo" })).toBe("Paid with MTN MoMo.")
      expect(toMessage("fr", "paid")).toBe("Payé. Merci.")
    } finally {
      setCustomMessages({})
    }
  })

  it('say "nothing was taken" only where K-Pay has said so', () => {
    expect(MESSAGE_IDS.filter((id) => /nothing was taken/i.test(en[id]))).toEqual([
      "operator",
      "operator_card",
    ])
  })
})
