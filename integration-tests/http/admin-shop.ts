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
    const variants = await readAll<{ id: string; sku: string }>(this.#shop(), "variant", [
      "id",
      "sku",
    ])
    const variant_id = variants.find((variant) => variant.sku === sku)?.id
    await this.post("/order-edits", { order_id: orderId })
    await this.post(`/order-edits/${orderId}/items`, { items: [{ variant_id, quantity: 1 }] })
    await this.#confirmEdit(orderId)
  }

  /** Takes an article out of an order again. */
  async removeItem(orderId: string, sku: string): Promise<void> {
    const [order] = (
      await readAll<{ id: string; items: { id: string; variant_sku: string }[] }>(
        this.#shop(),
        "order",
        ["id", "items.id", "items.variant_sku"]
      )
    ).filter(({ id }) => id === orderId)
    const item = order?.items.find(({ variant_sku }) => variant_sku === sku)
    await this.post("/order-edits", { order_id: orderId })
    await this.post(`/order-edits/${orderId}/items/item/${item?.id ?? ""}`, { quantity: 0 })
    await this.#confirmEdit(orderId)
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
    const [location] = await this.#shop()
      .container.resolve(Modules.STOCK_LOCATION)
      .listStockLocations({})
    await this.post(`/orders/${orderId}/fulfillments`, {
      items: items.map(({ id, quantity }) => ({ id, quantity })),
      location_id: location?.id,
    })
  }

  async orderStatus(orderId: string): Promise<string> {
    return (await this.#shop().container.resolve(Modules.ORDER).retrieveOrder(orderId)).status
  }
}
