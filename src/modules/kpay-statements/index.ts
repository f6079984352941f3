import { Module } from "@medusajs/framework/utils"
import KpayStatementsModuleService from "./service"

/** The name by which the module is resolved. */
export const KPAY_STATEMENTS_MODULE = "kpay_statements"

export default Module(KPAY_STATEMENTS_MODULE, { service: KpayStatementsModuleService })
