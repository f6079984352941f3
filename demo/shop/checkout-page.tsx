import { useState, type FormEvent } from "react"
import { KpayCheckout } from "../../src/storefront/react"
import type { PageProps } from "./app"
import { useKpay } from "./kpay"
import { Lines } from "./lines"
import { Showing, useLoaded } from "./loaded"
import { deliverTo, forgetCart, HAS_BRANCH, readCartOrOrdered, type Cart } from "./store"
import type { ShopTexts } from "./texts"

/** The delivery address, then the payment by the kit. Once the order exists, its own page goes on. */
export function CheckoutPage(page: PageProps) {
  // After a reload during the order, the kit finds the order by its cart.
  const cart = useLoaded(readCartOrOrdered)
  const { t } = page
  return (
    <>
      <h1>{t.checkout}</h1>
      <Showing loaded={cart} t={t}>
        {(found) =>
          found?.items?.length ? (
            <Steps {...page} cart={found} />
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

function Steps({ t, locale, go, cart }: PageProps & { readonly cart: Cart }) {
  const kpay = useKpay(locale)
  const [delivered, setDelivered] = useState<Cart | null>(
    cart.shipping_methods?.length ? cart : null
  )
  if (!delivered) return <DetailsForm t={t} cart={cart} onDelivered={setDelivered} />
  return (
    <>
      <Lines of={delivered} t={t} locale={locale} />
      <KpayCheckout
        kpay={kpay}
        cartId={delivered.id}
        locale={locale}
        shopName={t.shop}
        onOrder={(orderId) => {
          forgetCart()
          go(`/order/${orderId}`)
        }}
      />
    </>
  )
}

const FIELDS = [
  { name: "name", type: "text", autoComplete: "name" },
  { name: "email", type: "email", autoComplete: "email" },
  { name: "phone", type: "tel", autoComplete: "tel" },
  { name: "address", type: "text", autoComplete: "street-address" },
] as const

function DetailsForm({
  t,
  cart,
  onDelivered,
}: {
  readonly t: ShopTexts
  readonly cart: Cart
  readonly onDelivered: (cart: Cart) => void
}) {
  const [isBusy, setIsBusy] = useState(false)
  const [isFaulty, setIsFaulty] = useState(false)
  const [isPickUp, setIsPickUp] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setIsBusy(true)
    setIsFaulty(false)
    const form = new FormData(event.currentTarget)
    const read = (name: string): string => {
      const value = form.get(name)
      return typeof value === "string" ? value : ""
    }
    deliverTo(cart, {
      name: read("name"),
      email: read("email"),
      phone: read("phone"),
      address: isPickUp ? null : read("address"),
    }).then(onDelivered, () => {
      setIsBusy(false)
      setIsFaulty(true)
    })
  }
  return (
    <form className="details" onSubmit={onSubmit}>
      <h2>{t.your_details}</h2>
      {HAS_BRANCH && (
        <fieldset>
          <legend>{t.place}</legend>
          {[t.delivery, t.pick_up].map((text, place) => (
            <label key={text}>
              <input
                type="radio"
                name="place"
                checked={isPickUp === (place === 1)}
                onChange={() => {
                  setIsPickUp(place === 1)
                }}
              />
              {text}
            </label>
          ))}
        </fieldset>
      )}
      {FIELDS.filter(({ name }) => !(isPickUp && name === "address")).map(({ name, ...field }) => (
        <label key={name}>
          {t[name]}
          <input name={name} required {...field} />
        </label>
      ))}
      {isFaulty && <p role="alert">{t.fault}</p>}
      <button type="submit" disabled={isBusy}>
        {t.to_payment}
      </button>
    </form>
  )
}
