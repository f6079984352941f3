import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"

/** Erases phones, names and e-mail addresses of settled attempts after the shop's time. Ids and amounts stay. */
export async function erasePersonalData(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { erasePersonalDataAfter } = kpay.settings
  if (erasePersonalDataAfter === undefined) return
  await kpay.erasePersonalDataBefore(new Date(Date.now() - erasePersonalDataAfter))
}
