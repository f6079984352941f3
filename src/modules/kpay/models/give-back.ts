import { model } from "@medusajs/framework/utils"

/** Money owed to a shopper. K-Pay has no refund call, so somebody sends it by hand. */
export const KpayGiveBack = model.define("kpay_give_back", {
  id: model.id({ prefix: "kpgb" }).primaryKey(),
  /** Medusa's refund that caused it; the same refund makes one give-back however often it is retried. */
  refund_id: model.text().unique().nullable(),
  attempt_id: model.text().index(),
  status: model.enum(["due", "done"]).default("due"),
  /** Whole francs. */
  amount: model.number(),
  currency_code: model.text(),
})
