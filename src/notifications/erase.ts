import type { MedusaContainer } from "@medusajs/framework/types"
import { readCustomerKeys } from "../medusa/customer-keys"
import { eraseNotifications } from "../medusa/notifications"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { resolveNotifications } from "./resolve"

/** Erases recipient and data of messages about a customer's orders from Medusa's own record of them. */
export async function eraseCustomerNotifications(
  container: MedusaContainer,
  customerId: string
): Promise<void> {
  const { orderIds } = await readCustomerKeys(container, customerId)
  if (orderIds.length === 0) return
  await resolveNotifications(container).eraseOfOrders(orderIds, (ids) =>
    eraseNotifications(container, ids)
  )
}

/** The same for messages about payments whose customer's erasure was requested, and after the shop's time. */
export async function eraseDueNotifications(container: MedusaContainer): Promise<void> {
  const { erasePersonalDataAfter } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  await resolveNotifications(container).eraseDue(erasePersonalDataAfter, (ids) =>
    eraseNotifications(container, ids)
  )
}
