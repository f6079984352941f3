import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { KpayFinding, KpayHealthCheck } from "../../http-types"
import { isOurs } from "../../medusa/provider-id"
import { toFinding } from "./finding"

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
  if (!providers.some(isUsable))
    return toError(toFinding("provider_missing", "provider_missing_remedy"))
  if (regions.length === 0) return toError(toFinding("region_missing", "region_missing_remedy"))
  const offering = regions.filter(({ payment_providers }) =>
    payment_providers?.some((provider) => provider !== null && isUsable(provider))
  )
  if (offering.length === 0) {
    const about = { regions: toNames(regions) }
    return toError(toFinding("provider_not_offered", "provider_not_offered_remedy", about))
  }
  return {
    id: "provider",
    status: "ok",
    ...toFinding("provider_ok", null, { regions: toNames(offering) }),
  }
}

function isUsable({ id, is_enabled }: ProviderRow): boolean {
  return is_enabled && isOurs({ provider_id: id })
}

function toNames(regions: readonly RegionRow[]): string {
  return regions.map(({ name }) => `"${name}"`).join(", ")
}

function toError(finding: KpayFinding): KpayHealthCheck {
  return { id: "provider", status: "error", ...finding }
}
