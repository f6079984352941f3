import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, ProductStatus } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  createUserAccountWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"

/** The ids that a storefront needs. */
export interface SeededShop {
  readonly publishableKey: string
  readonly regionId: string
  readonly shippingOptionId: string
  /** The variants by their SKU. */
  readonly variantIds: Readonly<Record<string, string>>
  /** Where shoppers fetch their goods; `null` where the shop has no branch. */
  readonly branch: SeededBranch | null
}

/** A second place of the shop. */
export interface SeededBranch {
  readonly stockLocationId: string
  /** Picking goods up there. */
  readonly shippingOptionId: string
}

/** Prices in whole francs. */
const PRODUCTS = [
  {
    title: "Coffee from Huye, 250 g",
    sku: "COFFEE-250",
    amount: 5_200,
    description: "Bourbon beans, washed and sun-dried, from the hills around Huye.",
  },
  {
    title: "Tea from Nyungwe, 100 g",
    sku: "TEA-100",
    amount: 3_500,
    description: "Black tea picked at the edge of the Nyungwe forest.",
  },
  {
    title: "Agaseke basket",
    sku: "AGASEKE",
    amount: 45_000,
    description: "A peace basket, woven by hand from sisal and sweet grass.",
  },
  // Costs more than the limit of the wallets, so that only cards can pay it.
  {
    title: "Imigongo wall, nine panels",
    sku: "IMIGONGO-9",
    amount: 2_500_000,
    description: "Nine panels of the geometric art of Kirehe, for a whole wall.",
  },
]

/** How goods reach a shopper. */
interface Delivery {
  readonly name: string
  readonly type: "shipping" | "pickup"
  readonly label: string
  readonly description: string
  /** In francs. */
  readonly amount: number
}

const MOTO: Delivery = {
  name: "Moto delivery",
  type: "shipping",
  label: "Moto",
  description: "Within the day in Kigali.",
  amount: 1_000,
}

const PICK_UP: Delivery = {
  name: "Pick-up in Huye",
  type: "pickup",
  label: "Pick-up",
  description: "At the branch, from the next morning.",
  amount: 0,
}

/** Seeds an empty Medusa with a small shop in Kigali that takes K-Pay, and with a branch in Huye where one is wanted. */
export async function seedShop(
  container: MedusaContainer,
  { withBranch = false }: { readonly withBranch?: boolean } = {}
): Promise<SeededShop> {
  const salesChannelId = await seedChannel(container)
  const [region] = (
    await createRegionsWorkflow(container).run({
      input: {
        regions: [
          {
            name: "Rwanda",
            currency_code: "rwf",
            countries: ["rw"],
            payment_providers: ["pp_kpay_kpay"],
          },
        ],
      },
    })
  ).result
  await createTaxRegionsWorkflow(container).run({
    input: [{ country_code: "rw", provider_id: "tp_system" }],
  })
  const { result: profiles } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Parcels", type: "default" }] },
  })
  const shippingProfileId = profiles[0]?.id ?? ""
  const seedPlace = async (city: string, street: string, delivery: Delivery) => {
    const stockLocationId = await seedLocation(container, city, street, salesChannelId)
    const place = { stockLocationId, shippingProfileId, delivery }
    return { stockLocationId, shippingOptionId: await seedDelivery(container, place) }
  }
  const shop = await seedPlace("Kigali", "KN 4 Ave", MOTO)
  const branch = withBranch ? await seedPlace("Huye", "NR 1", PICK_UP) : null
  const variantIds = await seedProducts(container, {
    salesChannelId,
    shippingProfileId,
    stockLocationIds: [shop, branch].flatMap((place) => place?.stockLocationId ?? []),
  })
  const publishableKey = await seedPublishableKey(container, salesChannelId)
  return {
    publishableKey,
    regionId: region?.id ?? "",
    shippingOptionId: shop.shippingOptionId,
    variantIds,
    branch,
  }
}

/** Creates the login of the dashboard. */
export async function seedAdmin(
  container: MedusaContainer,
  email: string,
  password: string
): Promise<void> {
  const { success, authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register("emailpass", { body: { email, password } })
  if (!success || !authIdentity)
    throw new Error(`The login could not be created: ${error ?? "no reason given"}`)
  await createUserAccountWorkflow(container).run({
    input: { authIdentityId: authIdentity.id, userData: { email } },
  })
}

async function seedChannel(container: MedusaContainer): Promise<string> {
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: "Kigali" }] },
  })
  const salesChannelId = result[0]?.id ?? ""
  const [store] = await container.resolve(Modules.STORE).listStores()
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store?.id ?? "" },
      update: {
        name: "Ikawa Shop",
        supported_currencies: [{ currency_code: "rwf", is_default: true }],
        default_sales_channel_id: salesChannelId,
      },
    },
  })
  return salesChannelId
}

async function seedLocation(
  container: MedusaContainer,
  city: string,
  street: string,
  salesChannelId: string
): Promise<string> {
  const { result: locations } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [{ name: city, address: { city, country_code: "rw", address_1: street } }],
    },
  })
  const id = locations[0]?.id ?? ""
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id, add: [salesChannelId] },
  })
  return id
}

/** Offers a delivery from a location in the whole of Rwanda. Gives the id of its shipping option. */
export async function seedDelivery(
  container: MedusaContainer,
  {
    stockLocationId,
    shippingProfileId,
    delivery: { name, type, label, description, amount },
  }: {
    readonly stockLocationId: string
    readonly shippingProfileId: string
    readonly delivery: Delivery
  }
): Promise<string> {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const location = { [Modules.STOCK_LOCATION]: { stock_location_id: stockLocationId } }
  await link.create({
    ...location,
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name,
    type,
    service_zones: [{ name, geo_zones: [{ country_code: "rw", type: "country" }] }],
  })
  await link.create({ ...location, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } })
  const { result: options } = await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name,
        price_type: "flat",
        provider_id: "manual_manual",
        service_zone_id: set.service_zones[0]?.id ?? "",
        shipping_profile_id: shippingProfileId,
        type: { label, description, code: label.toLowerCase() },
        prices: [{ currency_code: "rwf", amount }],
        rules: [
          { attribute: "enabled_in_store", value: "true", operator: "eq" },
          { attribute: "is_return", value: "false", operator: "eq" },
        ],
      },
    ],
  })
  return options[0]?.id ?? ""
}

async function seedProducts(
  container: MedusaContainer,
  shop: {
    readonly salesChannelId: string
    readonly shippingProfileId: string
    readonly stockLocationIds: readonly string[]
  }
): Promise<Record<string, string>> {
  const { result: products } = await createProductsWorkflow(container).run({
    input: {
      products: PRODUCTS.map(({ title, sku, amount, description }) => ({
        title,
        description,
        status: ProductStatus.PUBLISHED,
        shipping_profile_id: shop.shippingProfileId,
        sales_channels: [{ id: shop.salesChannelId }],
        options: [{ title: "Size", values: ["One size"] }],
        variants: [
          {
            title: "One size",
            sku,
            options: { Size: "One size" },
            prices: [{ currency_code: "rwf", amount }],
          },
        ],
      })),
    },
  })
  const inventoryItems = await container
    .resolve(Modules.INVENTORY)
    .listInventoryItems({}, { select: ["id"] })
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: shop.stockLocationIds.flatMap((location_id) =>
        inventoryItems.map(({ id }) => ({
          inventory_item_id: id,
          location_id,
          stocked_quantity: 100_000,
        }))
      ),
    },
  })
  return Object.fromEntries(
    products.flatMap(({ variants }) => variants.map(({ sku, id }) => [sku ?? id, id]))
  )
}

async function seedPublishableKey(
  container: MedusaContainer,
  salesChannelId: string
): Promise<string> {
  const { result: keys } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Shop page", type: "publishable", created_by: "" }] },
  })
  const key = keys[0]
  await linkSalesChannelsToApiKeyWorkflow(container).run({
    input: { id: key?.id ?? "", add: [salesChannelId] },
  })
  return key?.token ?? ""
}
