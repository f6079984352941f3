import { Module } from "@medusajs/framework/utils"
import checkOptions from "./loaders/check-options"
import KpayModuleService from "./service"

/** The name by which the module is resolved, and by which the payment module depends on it. */
export const KPAY_MODULE = "kpay"

export default Module(KPAY_MODULE, { service: KpayModuleService, loaders: [checkOptions] })
