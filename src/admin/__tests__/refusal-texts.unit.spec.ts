import { COUNTER_REFUSALS } from "../../counter/refusals"
import { LOCALES } from "../../domain/locales"
import { REFUSALS } from "../../domain/refusals"
import type { Sentences } from "../../domain/sentences"
import { STATEMENT_REFUSALS } from "../../modules/kpay-statements/refusals"
import { NOTIFICATION_REFUSALS } from "../../notifications/refusals"
import { MANUAL_PAYMENT_REFUSALS } from "../../operations/manual-payments/refusals"
import resources from "../i18n"

const PARTS: readonly (readonly [name: string, sentences: Sentences])[] = [
  ["the payment", REFUSALS],
  ["payments by hand", MANUAL_PAYMENT_REFUSALS],
  ["statements", STATEMENT_REFUSALS],
  ["notifications", NOTIFICATION_REFUSALS],
  ["the counter", COUNTER_REFUSALS],
]

function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()
}

/** The dashboard's texts of refusals in a language, by the ids of the server's sentences. */
function textsOf(language: (typeof LOCALES)[number]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(resources[language].kpay).flatMap(([key, text]) =>
      key.startsWith("refused_") ? [[key.replace("refused_", ""), text]] : []
    )
  )
}

describe("The refusals", () => {
  it.each(PARTS)("of %s are said in each language, and name the same", (_name, sentences) => {
    for (const [id, english] of Object.entries(sentences)) {
      expect({ id, text: textsOf("en")[id] }).toEqual({ id, text: english })
      for (const language of ["fr", "rw"] as const) {
        const text = textsOf(language)[id] ?? ""
        expect({ id, language, blanks: blanksOf(text) }).toEqual({
          id,
          language,
          blanks: blanksOf(english),
        })
        // A sentence, not a word such as "PDF", reads otherwise in each language.
        if (english.endsWith(".")) expect(text).not.toBe(english)
      }
    }
  })

  it("have ids of their own in every part, and the dashboard has no text that no part has", () => {
    const ids = PARTS.flatMap(([, sentences]) => Object.keys(sentences))
    expect(new Set(ids).size).toBe(ids.length)
    for (const language of LOCALES)
      expect(Object.keys(textsOf(language)).sort()).toEqual([...ids].sort())
  })
})
