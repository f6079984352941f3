import { Module } from "@medusajs/framework/utils"
import checkOptions from "./loaders/check-options"
import KpayAccountRuleService from "./service"

/** The name by which the module is resolved. */
export const KPAY_ACCOUNT_RULE_MODULE = "kpay_account_rule"

export default Module(KPAY_ACCOUNT_RULE_MODULE, {
  service: KpayAccountRuleService,
  loaders: [checkOptions],
})
