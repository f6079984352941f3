import type { MedusaContainer } from "@medusajs/framework/types"
import { listProvidersOfRegion } from "../medusa/provider-id"
import { KPAY_MODULE } from "../modules/kpay"
import { DEFAULT_ACCOUNT } from "../modules/kpay/options/options"
import type KpayModuleService from "../modules/kpay/service"

/**
 * The provider entry of ours in a region for an order that no entry was chosen for; `null` where there is none.
 *
 * An entry that names no account comes first. One whose account is of another environment than the default account is never
 * taken: an order of a live shop would be paid with test money.
 */
export async function findProviderOfRegion(
  container: MedusaContainer,
  regionId: string | null
): Promise<string | null> {
  const { accounts } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  const entries = await listProvidersOfRegion(container, regionId)
  const environment = accounts[DEFAULT_ACCOUNT]?.environment
  const entry =
    entries.find(({ account }) => account === null) ??
    entries.find(
      ({ account }) => account !== null && accounts[account]?.environment === environment
    )
  return entry?.id ?? null
}
