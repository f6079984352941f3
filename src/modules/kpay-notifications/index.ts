import { Module } from "@medusajs/framework/utils"
import KpayNotificationsModuleService from "./service"

/** The name by which the module is resolved. */
export const KPAY_NOTIFICATIONS_MODULE = "kpay_notifications"

export default Module(KPAY_NOTIFICATIONS_MODULE, { service: KpayNotificationsModuleService })
