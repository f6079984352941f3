import { useEffect, useState, type ReactNode } from "react"
import { CartPage } from "./cart-page"
import { CheckoutPage } from "./checkout-page"
import { OrderPage } from "./order-page"
import { PaymentPage } from "./payment-page"
import { ProductsPage } from "./products-page"
import { LOCALES, TEXTS, type ShopLocale, type ShopTexts } from "./texts"

const LANGUAGE = "ikawa_language"

/** What every page is given. */
export interface PageProps {
  readonly t: ShopTexts
  readonly locale: ShopLocale
  readonly go: (path: string) => void
}

/** A small shop: what there is, the cart, who gets it, paying, the order. */
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
                setLocale(target.value as ShopLocale)
              }}
            >
              {Object.entries(LOCALES).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
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

/** The page stands behind the `#` of the address, so that any server can serve it. */
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
 * The card page sends the browser back with the order's id, or with the session's alone where there is no order yet (flow
 * `pay-first`). It may be another browser than the one with the cart.
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

function useLocale(): [ShopLocale, (locale: ShopLocale) => void] {
  const [locale, setLocale] = useState<ShopLocale>(() => {
    const asked = new URLSearchParams(window.location.search).get("lang")
    const known = [asked, localStorage.getItem(LANGUAGE), navigator.language.slice(0, 2)]
    return known.find((one): one is ShopLocale => one !== null && one in LOCALES) ?? "en"
  })
  useEffect(() => {
    document.documentElement.lang = locale
    localStorage.setItem(LANGUAGE, locale)
  }, [locale])
  return [locale, setLocale]
}
