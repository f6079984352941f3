import {
  createApiKeysWorkflow,
  linkProductsToSalesChannelWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"
import { seedDelivery } from "../../demo/seed"
import { Shopper } from "../../demo/shopper"
import { readAll } from "./admin-shop"
import { readTemplateShop } from "./template-shop"
import { inDatabase, type TestShop } from "./test-shop"
import { HUYE_CHANNEL, MUSANZE_LOCATION } from "./three-retailers"

export interface Branches {
  /** A shopper in the storefront of the channel Huye, whose goods are delivered from Kigali. */
  readonly inHuye: Shopper
  /** The same, who picks the goods up in Musanze. */
  readonly fromHuyeToMusanze: Shopper
  /** A shopper in the shop's own channel who picks the goods up in Musanze. */
  readonly inMusanze: Shopper
  /** The shipping option of the pick-up. It costs as much as a delivery. */
  readonly pickUpId: string
}

/** Opens the sales channel Huye and the location Musanze. Both channels offer the pick-up. */
export async function openBranches(shop: TestShop): Promise<Branches> {
  const { container, baseUrl } = shop
  const { seeded } = readTemplateShop()
  const named = async (entity: string, name: string): Promise<string> =>
    (await readAll<{ id: string; name: string }>(shop, entity, ["id", "name"])).find(
      (one) => one.name === name
    )?.id ?? ""
  const products = await readAll<{ id: string }>(shop, "product", ["id"])
  // The rule names them, so that their ids are known before Medusa starts.
  await inDatabase(shop, `insert into sales_channel (id, name) values ('${HUYE_CHANNEL}', 'Huye')`)
  await inDatabase(
    shop,
    `insert into stock_location (id, name) values ('${MUSANZE_LOCATION}', 'Musanze')`
  )
  await linkProductsToSalesChannelWorkflow(container).run({
    input: { id: HUYE_CHANNEL, add: products.map(({ id }) => id) },
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id: await named("stock_location", "Kigali"), add: [HUYE_CHANNEL] },
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id: MUSANZE_LOCATION, add: [await named("sales_channel", "Kigali"), HUYE_CHANNEL] },
  })
  const pickUpId = await seedDelivery(container, {
    stockLocationId: MUSANZE_LOCATION,
    shippingProfileId: await named("shipping_profile", "Parcels"),
    delivery: {
      name: "Pick-up in Musanze",
      type: "pickup",
      label: "Pick-up",
      description: "At the branch.",
      amount: 1_000,
    },
  })
  const publishableKey = await makeKey(shop)
  return {
    inHuye: new Shopper(baseUrl, { ...seeded, publishableKey }),
    fromHuyeToMusanze: new Shopper(baseUrl, {
      ...seeded,
      publishableKey,
      shippingOptionId: pickUpId,
    }),
    inMusanze: new Shopper(baseUrl, { ...seeded, shippingOptionId: pickUpId }),
    pickUpId,
  }
}

async function makeKey({ container }: TestShop): Promise<string> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Huye", type: "publishable", created_by: "" }] },
  })
  await linkSalesChannelsToApiKeyWorkflow(container).run({
    input: { id: result[0]?.id ?? "", add: [HUYE_CHANNEL] },
  })
  return result[0]?.token ?? ""
}
