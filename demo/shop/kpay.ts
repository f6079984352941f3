import { useMemo } from "react"
import { createKpay, type Kpay } from "../../src/storefront"
import { sdk } from "./store"
import type { ShopLocale } from "./texts"

/** The kit's client in the shopper's language. */
export function useKpay(locale: ShopLocale): Kpay {
  return useMemo(() => createKpay({ sdk, locale }), [locale])
}
