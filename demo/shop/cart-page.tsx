import type { PageProps } from "./app"
import { Lines } from "./lines"
import { Showing, useLoaded } from "./loaded"
import { readCart, takeOut } from "./store"

/** The items in the cart. */
export function CartPage({ t, locale }: PageProps) {
  const cart = useLoaded(readCart)
  return (
    <>
      <h1>{t.cart}</h1>
      <Showing loaded={cart} t={t}>
        {(found) =>
          found?.items?.length ? (
            <>
              <Lines
                of={found}
                t={t}
                locale={locale}
                action={(itemId) => (
                  <button
                    type="button"
                    className="quiet"
                    onClick={() => {
                      void takeOut(found, itemId).finally(cart.reload)
                    }}
                  >
                    {t.remove}
                  </button>
                )}
              />
              <a className="button" href="#/checkout">
                {t.to_checkout}
              </a>
            </>
          ) : (
            <>
              <p>{t.cart_empty}</p>
              <a className="button" href="#/">
                {t.to_products}
              </a>
            </>
          )
        }
      </Showing>
    </>
  )
}
