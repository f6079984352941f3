import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"

/**
 * Erases phones, names and e-mail addresses: of customers whose erasure waited, of abandoned carts, and of settled attempts
 * after the shop's time. Ids and amounts stay.
 */
export async function erasePersonalData(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { erasePersonalDataAfter, eraseAbandonedChoicesAfter } = kpay.settings
  await kpay.forgetClients()
  await kpay.eraseRequested()
  if (erasePersonalDataAfter !== undefined)
    await kpay.erasePersonalDataOlderThan(erasePersonalDataAfter)
  // Nothing is kept longer than the shop keeps a payment's data.
  await kpay.eraseAbandonedChoices(
    Math.min(eraseAbandonedChoicesAfter, erasePersonalDataAfter ?? Infinity)
  )
}
