import { en, type KpayTexts } from "../texts/en"
import { fillText, toKpayTexts } from "../texts/texts"

const ids = Object.keys(en) as (keyof KpayTexts)[]
const namesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe("The kit's own texts", () => {
  it.each(["fr", "rw"])(
    "are all translated to %s and name the same values as in English",
    (locale) => {
      const words = toKpayTexts(locale)
      for (const id of ids) {
        expect([id, namesIn(words[id])]).toEqual([id, namesIn(en[id])])
        expect([id, words[id]]).not.toEqual([id, en[id]])
      }
    }
  )

  it("are the shop's where it has replaced them, and English for an unknown language", () => {
    expect(toKpayTexts("fr-RW", { back: "Revenir" })).toMatchObject({
      back: "Revenir",
      paid: "Payé",
    })
    expect(toKpayTexts("sw").paid).toBe("Paid")
    expect(fillText(en.pay, { amount: "RWF 5,200" })).toBe("Pay RWF 5,200")
    expect(fillText("{seconds} s, {unknown}", { seconds: 0 })).toBe("0 s, {unknown}")
  })
})
