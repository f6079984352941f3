import { createInstance } from "i18next"
import type { Locale } from "../../domain/locales"
import resources from "../i18n"
import type { Say } from "../say"

/** Says the texts of a language, through i18next as the dashboard sets it up. */
export function sayIn(language: Locale): Say {
  const i18n = createInstance()
  void i18n.init({
    resources,
    fallbackLng: "en",
    initImmediate: false,
    interpolation: { escapeValue: false },
  })
  const fixed = i18n.getFixedT(language, "kpay")
  return (key, values) => fixed(key, { ...values })
}
