import type { KpayMethod, KpaySession } from "../src/http-types"
import type { SeededShop } from "./seed"

/** Medusa's answer to the completion of a cart: the order, or the cart with the error. */
export type Completion =
  | { readonly type: "order"; readonly order: { readonly id: string; readonly display_id: number } }
  | { readonly type: "cart"; readonly error: { readonly message: string; readonly type: string } }

/** Medusa's store API answered with an error status. */
export class StoreError extends Error {
  override readonly name = "StoreError"

  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

export interface CartOptions {
  readonly sku?: string
  readonly quantity?: number
  readonly email?: string
  readonly phone?: string
}

/** What a shopper buys, who it is and where it goes, if nothing else is said. */
export const SKU = "COFFEE-250"
export const EMAIL = "shopper@example.com"
export const ADDRESS = {
  first_name: "A",
  last_name: "Shopper",
  address_1: "KG 11 Ave",
  city: "Kigali",
  country_code: "rw",
  phone: "",
}

/** A shopper who uses Medusa's store API, as a storefront does. */
export class Shopper {
  readonly #baseUrl: string
  readonly #shop: SeededShop

  constructor(baseUrl: string, shop: SeededShop) {
    this.#baseUrl = baseUrl
    this.#shop = shop
  }

  /** Creates a cart with an item, an address, a delivery and a payment collection. */
  async fillCart(
    options: CartOptions = {}
  ): Promise<{ cartId: string; collectionId: string; total: number }> {
    const { sku = SKU, quantity = 1, email = EMAIL, phone = ADDRESS.phone } = options
    const address = { ...ADDRESS, phone }
    const { cart } = await this.post<{ cart: { id: string } }>("/store/carts", {
      region_id: this.#shop.regionId,
      email,
      shipping_address: address,
      billing_address: address,
      items: [{ variant_id: this.#shop.variantIds[sku], quantity }],
    })
    const { cart: ready } = await this.post<{ cart: { id: string; total: number } }>(
      `/store/carts/${cart.id}/shipping-methods`,
      {
        option_id: this.#shop.shippingOptionId,
      }
    )
    const { payment_collection } = await this.post<{ payment_collection: { id: string } }>(
      "/store/payment-collections",
      {
        cart_id: cart.id,
      }
    )
    return { cartId: cart.id, collectionId: payment_collection.id, total: ready.total }
  }

  async addItem(cartId: string, sku: string): Promise<{ cart: { items: { id: string }[] } }> {
    return this.post(`/store/carts/${cartId}/line-items`, {
      variant_id: this.#shop.variantIds[sku],
      quantity: 1,
    })
  }

  async removeItem(cartId: string, itemId: string): Promise<void> {
    await this.#call("DELETE", `/store/carts/${cartId}/line-items/${itemId}`)
  }

  /** Opens a session, of K-Pay where no other provider is named, with a storefront's data. Gives the session's id. */
  async choose(
    collectionId: string,
    data: Record<string, unknown>,
    providerId = "pp_kpay_kpay"
  ): Promise<string> {
    const { payment_collection } = await this.post<{
      payment_collection: { payment_sessions: { id: string }[] }
    }>(`/store/payment-collections/${collectionId}/payment-sessions`, {
      provider_id: providerId,
      data,
    })
    return payment_collection.payment_sessions[0]?.id ?? ""
  }

  async placeOrder(cartId: string): Promise<Completion> {
    return this.post<Completion>(`/store/carts/${cartId}/complete`, {})
  }

  async readSession(sessionId: string): Promise<KpaySession> {
    return (await this.get<{ kpay: KpaySession }>(`/store/kpay/sessions/${sessionId}`)).kpay
  }

  /** Starts a first or further attempt. A refusal is returned and not thrown. */
  async tryAgain(
    sessionId: string,
    choice: Record<string, unknown>
  ): Promise<{ status: number; body: { kpay: KpaySession; message?: string } }> {
    const answer = await this.#fetch("POST", `/store/kpay/sessions/${sessionId}/attempts`, choice)
    return {
      status: answer.status,
      body: (await answer.json()) as { kpay: KpaySession; message?: string },
    }
  }

  async listMethods(amount: number, currencyCode = "rwf"): Promise<readonly KpayMethod[]> {
    const query = `amount=${amount}&currency_code=${currencyCode}`
    return (await this.get<{ methods: KpayMethod[] }>(`/store/kpay/methods?${query}`)).methods
  }

  async get<T>(path: string): Promise<T> {
    return this.#call("GET", path)
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#call("POST", path, body)
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.#fetch(method, path, body)
    const json = (await answer.json()) as T & { message?: string }
    if (!answer.ok) throw new StoreError(answer.status, json.message ?? answer.statusText)
    return json
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#baseUrl}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": this.#shop.publishableKey,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
}
