import { model } from "@medusajs/framework/utils"

/** Money owed to a shopper. K-Pay has no refund call, so somebody sends it by hand. */
export const KpayGiveBack = model
  .define("kpay_give_back", {
    id: model.id({ prefix: "kpgb" }).primaryKey(),
    /** Medusa's refund that caused it; the same refund makes one give-back however often it is retried. */
    refund_id: model.text().unique().nullable(),
    attempt_id: model.text().index(),
    order_id: model.text().nullable(),
    status: model.enum(["due", "done"]).default("due"),
    /** Whole francs. */
    amount: model.number(),
    currency_code: model.text(),
    /** The reference of the transfer by which it was sent, as the operator gave it. */
    reference: model.text().nullable(),
    note: model.text().nullable(),
    /** Medusa's ids of the users; empty where Medusa itself asked, for a refund. */
    created_by: model.text().nullable(),
    done_at: model.dateTime().nullable(),
    done_by: model.text().nullable(),
  })
  .indexes([
    { name: "IDX_kpay_give_back_newest", on: ["created_at", "id"] },
    { name: "IDX_kpay_give_back_due", on: ["created_at", "id"], where: "status = 'due'" },
    { name: "IDX_kpay_give_back_done", on: ["done_at"], where: "done_at IS NOT NULL" },
  ])
