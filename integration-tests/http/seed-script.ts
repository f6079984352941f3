import { writeFileSync } from "node:fs"
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  addShippingMethodToCartWorkflow,
  createCartWorkflow,
  createPaymentCollectionForCartWorkflow,
} from "@medusajs/medusa/core-flows"
import { seedAdmin, seedShop, type SeededShop } from "../../demo/seed"
import { ADDRESS, EMAIL, SKU } from "../../demo/shopper"
import type { TemplateShop, ReadyCart } from "./template-shop"

/** As many as a test takes at most; it fills any further cart itself. */
const CARTS = 4

/** `medusa exec` runs this script. It seeds the shop with carts, and writes all ids to a file. */
export default async function seed({ container, args }: ExecArgs): Promise<void> {
  const [file = "", email = "", password = ""] = args
  const seeded = await seedShop(container)
  await seedAdmin(container, email, password)
  const carts: ReadyCart[] = []
  while (carts.length < CARTS) carts.push(await fillCart(container, seeded))
  writeFileSync(file, JSON.stringify({ seeded, carts } satisfies TemplateShop))
}

async function fillCart(container: MedusaContainer, shop: SeededShop): Promise<ReadyCart> {
  const { result } = await createCartWorkflow(container).run({
    input: {
      region_id: shop.regionId,
      email: EMAIL,
      shipping_address: ADDRESS,
      billing_address: ADDRESS,
      items: [{ variant_id: shop.variantIds[SKU] ?? "", quantity: 1 }],
    },
  })
  const cartId = result.id
  await addShippingMethodToCartWorkflow(container).run({
    input: { cart_id: cartId, options: [{ id: shop.shippingOptionId }] },
  })
  await createPaymentCollectionForCartWorkflow(container).run({ input: { cart_id: cartId } })
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart",
    fields: ["total", "payment_collection.id"],
    filters: { id: cartId },
  })
  const [cart] = data as { total: number; payment_collection: { id: string } }[]
  if (!cart) throw new Error("Core has not made the cart.")
  return { cartId, collectionId: cart.payment_collection.id, total: cart.total }
}
