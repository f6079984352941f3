import type { MedusaContainer } from "@medusajs/framework/types"
import { readCustomerKeys } from "../../medusa/customer-keys"
import { KPAY_MODULE } from "../../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type KpayModuleService from "../../modules/kpay/service"

/** Erases what admins noted about manual payments of a customer. Amounts and references stay. */
export async function eraseManualPaymentNotes(
  container: MedusaContainer,
  customerId: string
): Promise<void> {
  const { orderIds } = await readCustomerKeys(container, customerId)
  await container
    .resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
    .eraseNotes(orderIds)
}

/** Erases notes after the shop's time, where it has set one. */
export async function eraseOldManualPaymentNotes(container: MedusaContainer): Promise<void> {
  const { erasePersonalDataAfter } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  if (erasePersonalDataAfter === undefined) return
  await container
    .resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
    .eraseNotesOlderThan(erasePersonalDataAfter)
}
