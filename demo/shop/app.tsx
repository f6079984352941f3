import { useEffect, useState, type ReactNode } from "react"
import { LOCALE_NAMES, LOCALES, toLocale, type Locale } from "../../src/domain/locales"
import { CartPage } from "./cart-page"
import { CheckoutPage } from "./checkout-page"
import { OrderPage } from "./order-page"
import { PaymentPage } from "./payment-page"
import { ProductsPage } from "./products-page"
import { TEXTS, type ShopTexts } from "./texts"

const LANGUAGE = "ikawa_language"

/** The props of every page. */
export interface PageProps {
  readonly t: ShopTexts
  readonly locale: Locale
  readonly go: (path: string) => void
}

/** A small shop: products, cart, checkout, order. */
export function App() {
  const [path, go] = usePath()
  const [locale, setLocale] = useLocale()
  const t = TEXTS[locale]
  const page = { t, locale, go }
  return (
    <>
      <header>
        <a href="#/" className="brand">
          {t.shop}
        </a>
        <nav>
          <label>
            <span className="unseen">{t.language}</span>
            <select
              value={locale}
              onChange={({ target }) => {
                setLocale(target.value as Locale)
              }}
            >
              {LOCALES.map((code) => (
                <option key={code} value={code}>
                  {LOCALE_NAMES[code]}
                </option>
              ))}
            </select>
          </label>
          <a href="#/cart">{t.cart}</a>
        </nav>
      </header>
      <main>{toPage(path, page)}</main>
    </>
  )
}

function toPage(path: string, page: PageProps): ReactNode {
  const [, name, id] = path.split("/")
  switch (name) {
    case "cart":
      return <CartPage {...page} />
    case "checkout":
      return <CheckoutPage {...page} />
    case "order":
      return <OrderPage key={id} {...page} orderId={id ?? ""} />
    case "payment":
      return <PaymentPage key={id} {...page} sessionId={id ?? ""} />
    case undefined:
    default:
      return <ProductsPage {...page} />
  }
}

/** The path is behind the `#` of the URL, so that any static server works. */
function usePath(): [string, (path: string) => void] {
  const [path, setPath] = useState(toPath)
  useEffect(() => {
    const onChange = (): void => {
      setPath(toPath())
      window.scrollTo(0, 0)
    }
    window.addEventListener("hashchange", onChange)
    return () => {
      window.removeEventListener("hashchange", onChange)
    }
  }, [])
  return [
    path,
    (next) => {
      window.location.hash = next
    },
  ]
}

/**
 * The card page returns the browser with the order's id, or with only the session's id where there is no order yet (flow
 * `pay-first`). It can be another browser than the one with the cart.
 */
function toPath(): string {
  const returned = new URLSearchParams(window.location.search)
  const orderId = returned.get("order_id")
  const sessionId = returned.get("session_id")
  if (!sessionId) return window.location.hash.slice(1)
  const path = orderId ? `/order/${orderId}` : `/payment/${sessionId}`
  window.history.replaceState(null, "", `${window.location.pathname}#${path}`)
  return path
}

function useLocale(): [Locale, (locale: Locale) => void] {
  const [locale, setLocale] = useState<Locale>(() => {
    const inAddress = new URLSearchParams(window.location.search).get("lang")
    return toLocale(inAddress ?? localStorage.getItem(LANGUAGE) ?? navigator.language)
  })
  useEffect(() => {
    document.documentElement.lang = locale
    localStorage.setItem(LANGUAGE, locale)
  }, [locale])
  return [locale, setLocale]
}
