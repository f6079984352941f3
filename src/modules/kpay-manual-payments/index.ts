import { Module } from "@medusajs/framework/utils"
import KpayManualPaymentsService from "./service"

/** The name by which the module is resolved. */
export const KPAY_MANUAL_PAYMENTS_MODULE = "kpay_manual_payments"

export default Module(KPAY_MANUAL_PAYMENTS_MODULE, { service: KpayManualPaymentsService })
