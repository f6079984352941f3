import { Module } from "@medusajs/framework/utils"
import KpayDegradedMethodsService from "./service"

/** The name by which the module is resolved. */
export const KPAY_DEGRADED_METHODS_MODULE = "kpay_degraded_methods"

export default Module(KPAY_DEGRADED_METHODS_MODULE, { service: KpayDegradedMethodsService })
