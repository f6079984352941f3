import { useCallback } from "react"
import { formatAmount } from "../../src/storefront"
import { useLoaded } from "./loaded"
import { readDeliveryPrice, type Cart } from "./store"
import type { ShopTexts } from "./texts"

/** Delivery with its price, or pick-up at the branch. */
export function PlaceChoice({
  t,
  cart,
  isPickUp,
  onChange,
}: {
  readonly t: ShopTexts
  readonly cart: Cart
  readonly isPickUp: boolean
  readonly onChange: (isPickUp: boolean) => void
}) {
  const { value: price } = useLoaded(useCallback(() => readDeliveryPrice(cart), [cart]))
  const places = [price ? `${t.delivery}, ${formatAmount(price)}` : t.delivery, t.pick_up]
  return (
    <fieldset>
      <legend>{t.place}</legend>
      {places.map((text, place) => (
        <label key={place}>
          <input
            type="radio"
            name="place"
            checked={isPickUp === (place === 1)}
            onChange={() => {
              onChange(place === 1)
            }}
          />
          {text}
        </label>
      ))}
    </fieldset>
  )
}
