import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import { KPAY_DEGRADED_METHODS_MODULE } from "../modules/kpay-degraded-methods"
import type { Rules } from "../modules/kpay-degraded-methods/rule"
import type KpayDegradedMethodsService from "../modules/kpay-degraded-methods/service"
import { DEFAULT_ACCOUNT } from "../modules/kpay/options/options"
import type KpayModuleService from "../modules/kpay/service"

/** What the part works with. */
interface Watched {
  readonly service: KpayDegradedMethodsService
  readonly rules: Rules
  /** Of the default account: its payments count, in whatever account they are. */
  readonly environment: "test" | "live"
}

/** What the part works with; `null` where the shop has not switched it on. */
export function resolveDegradedMethods(container: MedusaContainer): Watched | null {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const rules = settings.degradedMethods
  const environment = settings.accounts[DEFAULT_ACCOUNT]?.environment
  if (!rules || !environment) return null
  const service = container.resolve<KpayDegradedMethodsService>(KPAY_DEGRADED_METHODS_MODULE)
  return { service, rules, environment }
}
