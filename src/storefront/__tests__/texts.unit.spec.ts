import { en, type KpayTexts } from "../texts/en"
import { fillText, toKpayTexts } from "../texts/texts"

const names = Object.keys(en) as (keyof KpayTexts)[]
const blanksOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe("The kit's own words", () => {
  it.each(["fr", "rw"])(
    "name the same things in %s as in English, and are all translated",
    (locale) => {
      const words = toKpayTexts(locale)
      for (const name of names) {
        expect([name, blanksOf(words[name])]).toEqual([name, blanksOf(en[name])])
        expect([name, words[name]]).not.toEqual([name, en[name]])
      }
    }
  )

  it("are those of the shop where it has its own, and English where we have no language", () => {
    expect(toKpayTexts("fr-RW", { back: "Revenir" })).toMatchObject({
      back: "Revenir",
      paid: "Payé",
    })
    expect(toKpayTexts("sw").paid).toBe("Paid")
    expect(fillText(en.pay, { amount: "RWF 5,200" })).toBe("Pay RWF 5,200")
    expect(fillText("{seconds} s, {unknown}", { seconds: 0 })).toBe("0 s, {unknown}")
  })
})
