import Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/framework/types"

/** Set by the build, see `demo/shop-page.ts`. */
declare const __SHOP__: {
  readonly backendUrl: string
  readonly publishableKey: string
  readonly regionId: string
  /** The shipping options. */
  readonly deliveryId: string
  readonly pickUpId: string | null
}

/** Whether the shop has a branch where goods can be picked up. */
export const HAS_BRANCH = __SHOP__.pickUpId !== null

export const sdk = new Medusa({
  baseUrl: __SHOP__.backendUrl,
  publishableKey: __SHOP__.publishableKey,
})

export type Product = HttpTypes.StoreProduct
export type Cart = HttpTypes.StoreCart
export type Order = HttpTypes.StoreOrder

const CART = "ikawa_cart"
const CART_FIELDS =
  "id,email,total,item_total,shipping_total,completed_at,*items,*shipping_address,*shipping_methods"

/** The products with prices in francs. */
export async function listProducts(): Promise<Product[]> {
  const { products } = await sdk.store.product.list({
    region_id: __SHOP__.regionId,
    fields: "id,handle,title,description,*variants.calculated_price",
  })
  return products
}

/** The cart of this browser; `null` where there is none, or where it has become an order. */
export async function readCart(): Promise<Cart | null> {
  const cart = await readCartOrOrdered()
  const isOver = (cart as { completed_at?: string | null } | null)?.completed_at
  return isOver ? null : cart
}

/** The cart of this browser, also when it has become an order and this browser did not get the answer. */
export async function readCartOrOrdered(): Promise<Cart | null> {
  const id = localStorage.getItem(CART)
  if (!id) return null
  return (await sdk.store.cart.retrieve(id, { fields: CART_FIELDS })).cart
}

export async function addToCart(variantId: string): Promise<Cart> {
  const cart = (await readCart()) ?? (await openCart())
  const added = await sdk.store.cart.createLineItem(
    cart.id,
    { variant_id: variantId, quantity: 1 },
    { fields: CART_FIELDS }
  )
  return added.cart
}

export async function takeOut(cart: Cart, itemId: string): Promise<void> {
  await sdk.store.cart.deleteLineItem(cart.id, itemId)
}

/** Who gets the goods, and how. */
export interface Details {
  readonly name: string
  readonly email: string
  readonly phone: string
  /** Not needed where the goods are picked up. */
  readonly address: string
  readonly isPickUp: boolean
}

/** The details that a cart has already. */
export function toDetails({ email, shipping_address, shipping_methods }: Cart): Details {
  const { first_name, last_name, phone, address_1 } = shipping_address ?? {}
  return {
    // `deliverTo` gives a single name twice.
    name: [...new Set([first_name, last_name])].filter(Boolean).join(" "),
    email: email ?? "",
    phone: phone ?? "",
    address: address_1 ?? "",
    isPickUp: shipping_methods?.[0]?.shipping_option_id === __SHOP__.pickUpId,
  }
}

/** What the delivery costs, in francs. */
export async function readDeliveryPrice(cart: Cart): Promise<number> {
  const { shipping_options } = await sdk.store.fulfillment.listCartOptions({ cart_id: cart.id })
  return shipping_options.find(({ id }) => id === __SHOP__.deliveryId)?.amount ?? 0
}

/** Sets the address, and the delivery or the pick-up at the branch in place of what was chosen before. */
export async function deliverTo(cart: Cart, to: Details): Promise<Cart> {
  const [firstName = "", ...others] = to.name.trim().split(/\s+/)
  const address = {
    first_name: firstName,
    last_name: others.join(" ") || firstName,
    address_1: to.isPickUp ? "" : to.address,
    city: to.isPickUp ? "Huye" : "Kigali",
    country_code: "rw",
    phone: to.phone,
  }
  await sdk.store.cart.update(cart.id, {
    email: to.email,
    shipping_address: address,
    billing_address: address,
  })
  const delivered = await sdk.store.cart.addShippingMethod(
    cart.id,
    { option_id: (to.isPickUp ? __SHOP__.pickUpId : null) ?? __SHOP__.deliveryId },
    { fields: CART_FIELDS }
  )
  return delivered.cart
}

export async function readOrder(id: string): Promise<Order> {
  const { order } = await sdk.store.order.retrieve(id, {
    fields:
      "id,display_id,status,total,item_total,shipping_total,payment_status,*items,*payment_collections.payment_sessions",
  })
  return order
}

/** Forgets the cart of this browser. The next item opens a new one. */
export function forgetCart(): void {
  localStorage.removeItem(CART)
}

async function openCart(): Promise<Cart> {
  const { cart } = await sdk.store.cart.create({ region_id: __SHOP__.regionId })
  localStorage.setItem(CART, cart.id)
  return cart
}
