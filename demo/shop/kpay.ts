import { useMemo } from "react"
import type { Locale } from "../../src/domain/locales"
import { createKpay, type Kpay } from "../../src/storefront"
import { sdk } from "./store"

/** The kit's client in the shopper's language. */
export function useKpay(locale: Locale): Kpay {
  return useMemo(() => createKpay({ sdk, locale }), [locale])
}
