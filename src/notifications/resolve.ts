import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_NOTIFICATIONS_MODULE } from "../modules/kpay-notifications"
import type KpayNotificationsModuleService from "../modules/kpay-notifications/service"

export function resolveNotifications(container: MedusaContainer): KpayNotificationsModuleService {
  return container.resolve<KpayNotificationsModuleService>(KPAY_NOTIFICATIONS_MODULE)
}
