import { en } from "../en"
import { fr } from "../fr"
import type { MessageId } from "../message-id"
import { toMessageId } from "../of-attempt"
import { rw } from "../rw"
import { toLocale } from "../../domain/locales"
import { toMessage } from "../message"

const ids = Object.keys(en) as MessageId[]
const blanksOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe("Shoppers' messages", () => {
  it("name the same things in every language", () => {
    for (const id of ids) {
      expect([id, blanksOf(fr[id])]).toEqual([id, blanksOf(en[id])])
      expect([id, blanksOf(rw[id])]).toEqual([id, blanksOf(en[id])])
    }
  })

  it("send nobody who pays by card to a phone", () => {
    const card = { state: "pending", method: "card", unplaced_at: null, reason_code: null } as const
    expect(toMessageId({ ...card, redirect_url: "https://pay.example/1" })).toBe("pay_on_card_page")
    expect(toMessageId({ ...card, redirect_url: null })).toBe("checking")
    expect(toMessage("en", "already_waiting", { method: "card" })).toContain("card page")
  })

  it("leave no blank open", () => {
    for (const id of ids) {
      for (const locale of ["en", "fr", "rw"] as const)
        expect(
          toMessage(locale, id, { method: "momo", phoneMasked: "0788 ••• 000", reference: "R" })
        ).not.toContain("{")
      expect(toMessage("en", id)).not.toContain("{")
    }
  })

  it("are in the shopper's language where we have it", () => {
    expect(["fr-RW", "rw_RW", "EN", "sw", "", null].map(toLocale)).toEqual([
      "fr",
      "rw",
      "en",
      "en",
      "en",
      "en",
    ])
    expect(toMessage("fr", "limit", { method: "momo" })).toBe(
      "Ce montant est hors des limites de MTN MoMo. Choisissez un autre moyen ou payez en deux commandes."
    )
  })

  it('say "nothing was taken" only where K-Pay has said so', () => {
    expect(ids.filter((id) => /nothing was taken/i.test(en[id]))).toEqual(["operator"])
  })
})
