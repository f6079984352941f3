import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { KpayPayLinkResponse } from "../../src/http-types"
import { asAdmin, type TestShop } from "./test-shop"

/** Reads one of Medusa's entities, all rows. */
export async function readAll<T>(
  { container }: TestShop,
  entity: string,
  fields: string[]
): Promise<T[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  return (await query.graph({ entity, fields })).data as T[]
}

/** What the order page of an admin does. Every step must succeed. */
export class AdminShop {
  readonly #shop: () => TestShop

  constructor(shop: () => TestShop) {
    this.#shop = shop
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await asAdmin<T & { message?: string }>(this.#shop(), "POST", path, body)
    if (answer.status !== 200)
      throw new Error(`POST ${path}: ${answer.status} ${answer.body.message ?? ""}`)
    return answer.body
  }

  /** Adds one of an article to an order by an edit that the shop confirms. */
  async addItem(orderId: string, sku: string): Promise<void> {
    const items = [await this.#oneNew(sku)]
    await this.post("/order-edits", { order_id: orderId })
    await this.post(`/order-edits/${orderId}/items`, { items })
    await this.#confirmEdit(orderId)
  }

  /** Takes an article out of an order again. */
  async removeItem(orderId: string, sku: string): Promise<void> {
    const item = await this.#oneOf(orderId, sku)
    await this.post("/order-edits", { order_id: orderId })
    await this.post(`/order-edits/${orderId}/items/item/${item.id}`, { quantity: 0 })
    await this.#confirmEdit(orderId)
  }

  /** Agrees that one of an article, which was sent, comes back for one of another, and gives the exchange's id. */
  async exchange(orderId: string, back: string, out: string): Promise<string> {
    const { exchange } = await this.post<{ exchange: { id: string } }>("/exchanges", {
      order_id: orderId,
    })
    const path = `/exchanges/${exchange.id}`
    await this.post(`${path}/inbound/items`, { items: [await this.#oneOf(orderId, back)] })
    await this.post(`${path}/outbound/items`, { items: [await this.#oneNew(out)] })
    await this.post(`${path}/request`)
    return exchange.id
  }

  /** Agrees that one of an article, which was sent, is replaced by one of another, and gives the claim's id. */
  async replace(orderId: string, back: string, out: string): Promise<string> {
    const { claim } = await this.post<{ claim: { id: string } }>("/claims", {
      order_id: orderId,
      type: "replace",
    })
    const path = `/claims/${claim.id}`
    await this.post(`${path}/claim-items`, { items: [await this.#oneOf(orderId, back)] })
    await this.post(`${path}/inbound/items`, { items: [await this.#oneOf(orderId, back)] })
    await this.post(`${path}/outbound/items`, { items: [await this.#oneNew(out)] })
    await this.post(`${path}/request`)
    return claim.id
  }

  /** Agrees that one of an article, which was sent, comes back, and gives the return's id. */
  async requestReturn(orderId: string, sku: string): Promise<string> {
    const { return: one } = await this.post<{ return: { id: string } }>("/returns", {
      order_id: orderId,
      location_id: await this.#locationId(),
    })
    const items = [await this.#oneOf(orderId, sku)]
    await this.post(`/returns/${one.id}/request-items`, { items })
    await this.post(`/returns/${one.id}/request`)
    return one.id
  }

  async receiveReturn(orderId: string, returnId: string, sku: string): Promise<void> {
    await this.post(`/returns/${returnId}/receive`)
    const items = [await this.#oneOf(orderId, sku)]
    await this.post(`/returns/${returnId}/receive-items`, { items })
    await this.post(`/returns/${returnId}/receive/confirm`)
  }

  async #oneOf(orderId: string, sku: string): Promise<{ id: string; quantity: number }> {
    const orders = await readAll<{ id: string; items: { id: string; variant_sku: string }[] }>(
      this.#shop(),
      "order",
      ["id", "items.id", "items.variant_sku"]
    )
    const items = orders.find(({ id }) => id === orderId)?.items
    return { id: items?.find((item) => item.variant_sku === sku)?.id ?? "", quantity: 1 }
  }

  async #oneNew(sku: string): Promise<{ variant_id: string; quantity: number }> {
    const variants = await readAll<{ id: string; sku: string }>(this.#shop(), "variant", [
      "id",
      "sku",
    ])
    return { variant_id: variants.find((one) => one.sku === sku)?.id ?? "", quantity: 1 }
  }

  async #locationId(): Promise<string | undefined> {
    const [location] = await this.#shop()
      .container.resolve(Modules.STOCK_LOCATION)
      .listStockLocations({})
    return location?.id
  }

  async #confirmEdit(orderId: string): Promise<void> {
    await this.post(`/order-edits/${orderId}/request`)
    await this.post(`/order-edits/${orderId}/confirm`)
  }

  async payLink(orderId: string): Promise<KpayPayLinkResponse> {
    return this.post("/kpay/pay-links", { order_id: orderId })
  }

  /** Marks what an order owes as paid by hand, in a payment collection of its own. */
  async markAsPaid(orderId: string, amount: number): Promise<void> {
    const { payment_collection } = await this.post<{ payment_collection: { id: string } }>(
      "/payment-collections",
      { order_id: orderId, amount }
    )
    await this.post(`/payment-collections/${payment_collection.id}/mark-as-paid`, {
      order_id: orderId,
    })
  }

  async refund(orderId: string, amount: number): Promise<void> {
    const collections = await readAll<{ id: string; payments: { id: string }[] }>(
      this.#shop(),
      "payment_collection",
      ["id", "payments.id"]
    )
    const links = await readAll<{ order_id: string; payment_collection_id: string }>(
      this.#shop(),
      "order_payment_collection",
      ["order_id", "payment_collection_id"]
    )
    const ids = links.filter((link) => link.order_id === orderId)
    const payment = collections
      .filter(({ id }) => ids.some((link) => link.payment_collection_id === id))
      .flatMap(({ payments }) => payments)[0]
    await this.post(`/payments/${payment?.id ?? ""}/refund`, { amount })
  }

  async fulfill(orderId: string): Promise<void> {
    const orders = await readAll<{ id: string; items: { id: string; quantity: number }[] }>(
      this.#shop(),
      "order",
      ["id", "items.*"]
    )
    const items = orders.find(({ id }) => id === orderId)?.items ?? []
    await this.post(`/orders/${orderId}/fulfillments`, {
      items: items.map(({ id, quantity }) => ({ id, quantity })),
      location_id: await this.#locationId(),
    })
  }

  async orderStatus(orderId: string): Promise<string> {
    return (await this.#shop().container.resolve(Modules.ORDER).retrieveOrder(orderId)).status
  }
}
