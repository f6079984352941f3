import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_STATEMENTS_MODULE } from "../modules/kpay-statements"
import type KpayStatementsModuleService from "../modules/kpay-statements/service"

export function resolveStatements(container: MedusaContainer): KpayStatementsModuleService {
  return container.resolve<KpayStatementsModuleService>(KPAY_STATEMENTS_MODULE)
}
