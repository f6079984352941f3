import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { KpayHealthCheck } from "../../http-types"
import { isOurs } from "../../modules/kpay/checkout"

interface ProviderRow {
  readonly id: string
  readonly is_enabled: boolean
}

interface RegionRow {
  readonly name: string
  readonly payment_providers?: readonly (ProviderRow | null)[] | null
}

/** Checks that shoppers are offered K-Pay: Medusa has the provider, and a region with francs has it too. */
export async function checkProvider(container: MedusaContainer): Promise<KpayHealthCheck> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const [{ data: providers }, { data: regions }] = await Promise.all([
    query.graph({ entity: "payment_provider", fields: ["id", "is_enabled"] }),
    query.graph({
      entity: "region",
      fields: ["name", "payment_providers.id", "payment_providers.is_enabled"],
      filters: { currency_code: "rwf" },
    }),
  ])
  return toProviderCheck(providers as ProviderRow[], regions as RegionRow[])
}

function toProviderCheck(
  providers: readonly ProviderRow[],
  regions: readonly RegionRow[]
): KpayHealthCheck {
  if (!providers.some(isUsable)) {
    return toError(
      "Medusa has no payment provider of K-Pay.",
      'Add { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" } to the providers of the payment module in medusa-config.ts.'
    )
  }
  if (regions.length === 0) {
    return toError(
      "No region has the currency RWF.",
      "Create one under Settings → Regions, with currency RWF and K-Pay among its payment providers."
    )
  }
  const offering = regions.filter(({ payment_providers }) =>
    payment_providers?.some((provider) => provider !== null && isUsable(provider))
  )
  if (offering.length === 0) {
    return toError(
      `K-Pay is not among the payment providers of ${toNames(regions)}.`,
      "Open Settings → Regions, choose the region, then Edit, and add Kpay to its payment providers."
    )
  }
  return {
    id: "provider",
    status: "ok",
    message: `Shoppers are offered K-Pay in ${toNames(offering)}.`,
    remedy: null,
  }
}

function isUsable({ id, is_enabled }: ProviderRow): boolean {
  return is_enabled && isOurs({ provider_id: id })
}

function toNames(regions: readonly RegionRow[]): string {
  return regions.map(({ name }) => `"${name}"`).join(", ")
}

function toError(message: string, remedy: string): KpayHealthCheck {
  return { id: "provider", status: "error", message, remedy }
}
