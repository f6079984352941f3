import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { resolveQuery } from "./query"

/** Medusa names a provider entry `pp_<identifier>_<id>`, and `pp_<identifier>` where the entry has no id. */
const OURS = /^pp_kpay(_|$)/

/** Whether a session, payment or provider entry belongs to this plugin. */
export function isOurs({ provider_id }: { readonly provider_id: string }): boolean {
  return OURS.test(provider_id)
}

/** A provider entry of ours. */
export interface ProviderEntry {
  readonly id: string
  /** The account that the entry names in Medusa's configuration; `null` where it names none. */
  readonly account: string | null
}

/** The enabled provider entries of ours in a region, in the order of their ids. */
export async function listProvidersOfRegion(
  container: MedusaContainer,
  regionId: string | null
): Promise<ProviderEntry[]> {
  if (regionId === null) return []
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
  if (ids.length === 0) return []
  const accounts = readNamedAccounts(container)
  return ids.sort().map((id) => ({ id, account: accounts.get(id) ?? null }))
}

const paymentModule = z.object({ options: z.object({ providers: z.array(z.unknown()) }) })
const namingEntry = z.object({
  id: z.string().optional(),
  options: z.object({ account: z.string() }),
})

/** The accounts that provider entries name in Medusa's configuration, by the ids of the entries. */
function readNamedAccounts(container: MedusaContainer): ReadonlyMap<string, string> {
  const { modules } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const declared = paymentModule.safeParse(modules?.[Modules.PAYMENT])
  const entries = declared.success ? declared.data.options.providers : []
  return new Map(
    entries.flatMap((entry) => {
      const { data } = namingEntry.safeParse(entry)
      if (!data) return []
      return [[data.id ? `pp_kpay_${data.id}` : "pp_kpay", data.options.account] as const]
    })
  )
}
