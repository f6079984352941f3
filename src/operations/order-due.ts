import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isOurs } from "../medusa/checkout"

/** What an order or draft order lacks, and how K-Pay may take it. */
export interface OrderDue {
  readonly id: string
  readonly display_id: number | null
  readonly is_cancelled: boolean
  readonly currency_code: string
  /** What is not paid yet, in the currency's own unit; 0 and below when nothing is. */
  readonly lacking: number
  /** The provider entry of ours that the order was to be paid through, else one of its region; `null` where there is none. */
  readonly provider_id: string | null
  /** Its payment collections that were not given up. */
  readonly collection_ids: readonly string[]
}

interface OrderRow {
  readonly id: string
  readonly display_id: number | null
  readonly status: string
  readonly currency_code: string
  readonly region_id: string | null
  readonly summary?: { readonly pending_difference?: unknown } | null
  readonly payment_collections?:
    | readonly {
        readonly id: string
        readonly status: string
        readonly payment_sessions?: readonly { readonly provider_id: string }[] | null
      }[]
    | null
}

/** Reads what an order lacks; `null` when there is no order with this id. */
export async function readOrderDue(
  container: MedusaContainer,
  orderId: string
): Promise<OrderDue | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "display_id",
      "status",
      "currency_code",
      "region_id",
      "summary.pending_difference",
      "payment_collections.id",
      "payment_collections.status",
      "payment_collections.payment_sessions.provider_id",
    ],
    filters: { id: orderId },
  })
  const row = data[0] as OrderRow | undefined
  if (!row) return null
  const collections = (row.payment_collections ?? []).filter(({ status }) => status !== "canceled")
  const own = collections.flatMap(({ payment_sessions }) => payment_sessions ?? []).find(isOurs)
  return {
    id: row.id,
    display_id: row.display_id,
    is_cancelled: row.status === "canceled",
    currency_code: row.currency_code,
    lacking: Number(row.summary?.pending_difference ?? 0),
    provider_id: own?.provider_id ?? (await findProviderOfRegion(container, row.region_id)),
    collection_ids: collections.map(({ id }) => id),
  }
}

async function findProviderOfRegion(
  container: MedusaContainer,
  regionId: string | null
): Promise<string | null> {
  if (regionId === null) return null
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
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
