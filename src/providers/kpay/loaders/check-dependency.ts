import type { LoaderOptions } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"

/**
 * Has Medusa refuse to start when the payment module cannot reach the module `kpay`; otherwise the first shopper would
 * find out.
 */
export default async function checkDependency({ container }: LoaderOptions): Promise<void> {
  if (container.hasRegistration("kpay")) return
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    'medusa-payment-kpay: the payment module cannot reach the module "kpay". In medusa-config.ts, add the line ' +
      'dependencies: ["kpay"], to the entry { resolve: "@medusajs/medusa/payment", … }.'
  )
}
