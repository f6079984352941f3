import { LOCALES } from "../../domain/locales"
import resources from "../i18n"
import { sayIn } from "./say-in"

function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()
}

describe("The texts of the dashboard", () => {
  it.each(LOCALES)("fill in the same in %s as in English, and are never empty", (language) => {
    const texts: Readonly<Record<string, string>> = resources[language].kpay
    for (const [key, english] of Object.entries(resources.en.kpay)) {
      const text = texts[key] ?? ""
      expect({ key, blanks: blanksOf(text) }).toEqual({ key, blanks: blanksOf(english) })
      expect(text).toMatch(/\S/)
    }
  })

  it("have a form for one and a form for several", () => {
    expect(sayIn("en")("figure_count", { count: 1 })).toBe("1 payment")
    expect(sayIn("en")("figure_count", { count: 0 })).toBe("0 payments")
    expect(sayIn("fr")("figure_count", { count: 2 })).toBe("2 paiements")
    expect(sayIn("rw")("figure_count", { count: 1 })).toBe("Ubwishyu 1")
  })
})
