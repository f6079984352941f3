import type { MedusaContainer } from "@medusajs/framework/types"
import { resolveQuery } from "./query"

/** Medusa names a provider entry `pp_<identifier>_<id>`, and `pp_<identifier>` where the entry has no id. */
const OURS = /^pp_kpay(_|$)/

/** Whether a session, payment or provider entry belongs to this plugin. */
export function isOurs({ provider_id }: { readonly provider_id: string }): boolean {
  return OURS.test(provider_id)
}

/** The first enabled provider entry of ours in a region; `null` where there is none. */
export async function findProviderOfRegion(
  container: MedusaContainer,
  regionId: string | null
): Promise<string | null> {
  if (regionId === null) return null
  const { data } = await resolveQuery(container).graph({
    entity: "region",
    fields: ["payment_providers.id", "payment_providers.is_enabled"],
    filters: { id: regionId },
  })
  const [region] = data as {
    payment_providers?: ({ id: string; is_enabled: boolean } | null)[] | null
  }[]
  const ids = (region?.payment_providers ?? []).flatMap((provider) =>
    provider?.is_enabled && isOurs({ provider_id: provider.id }) ? [provider.id] : []
  )
  return ids.sort()[0] ?? null
}
