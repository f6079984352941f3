import { useState, type FormEvent } from "react"
import { KpayCheckout } from "../../src/storefront/react"
import type { PageProps } from "./app"
import { useKpay } from "./kpay"
import { Lines } from "./lines"
import { Showing, useLoaded } from "./loaded"
import { PlaceChoice } from "./place-choice"
import {
  deliverTo,
  forgetCart,
  HAS_BRANCH,
  readCartOrOrdered,
  toDetails,
  type Cart,
  type Details,
} from "./store"
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
  const [details, setDetails] = useState(() => toDetails(cart))
  if (!delivered)
    return (
      <DetailsForm
        t={t}
        cart={cart}
        details={details}
        onDelivered={(nowDelivered, nowDetails) => {
          setDelivered(nowDelivered)
          setDetails(nowDetails)
        }}
      />
    )
  return (
    <>
      <Lines of={delivered} t={t} locale={locale} />
      <button
        type="button"
        className="quiet"
        onClick={() => {
          setDelivered(null)
        }}
      >
        {t.change_details}
      </button>
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
  details,
  onDelivered,
}: {
  readonly t: ShopTexts
  readonly cart: Cart
  /** What the fields show at first. */
  readonly details: Details
  readonly onDelivered: (cart: Cart, details: Details) => void
}) {
  const [isBusy, setIsBusy] = useState(false)
  const [isFaulty, setIsFaulty] = useState(false)
  const [isPickUp, setIsPickUp] = useState(details.isPickUp)
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setIsBusy(true)
    setIsFaulty(false)
    const form = new FormData(event.currentTarget)
    const read = (name: string): string => {
      const value = form.get(name)
      return typeof value === "string" ? value : ""
    }
    const typed = {
      name: read("name"),
      email: read("email"),
      phone: read("phone"),
      address: read("address"),
      isPickUp,
    }
    deliverTo(cart, typed).then(
      (delivered) => {
        onDelivered(delivered, typed)
      },
      () => {
        setIsBusy(false)
        setIsFaulty(true)
      }
    )
  }
  return (
    <form className="details" onSubmit={onSubmit}>
      <h2>{t.your_details}</h2>
      {HAS_BRANCH && <PlaceChoice t={t} cart={cart} isPickUp={isPickUp} onChange={setIsPickUp} />}
      {FIELDS.map(({ name, ...field }) => {
        // What was typed is still there for who chooses delivery again.
        const isHidden = isPickUp && name === "address"
        return (
          <label key={name} hidden={isHidden}>
            {t[name]}
            <input name={name} required={!isHidden} defaultValue={details[name]} {...field} />
          </label>
        )
      })}
      {isFaulty && <p role="alert">{t.fault}</p>}
      <button type="submit" disabled={isBusy}>
        {t.to_payment}
      </button>
    </form>
  )
}
