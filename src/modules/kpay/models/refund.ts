import { model } from "@medusajs/framework/utils"

/** Money owed to a shopper. K-Pay has no refund call, so an admin sends it by hand and enters the reference. */
export const KpayRefund = model
  .define("kpay_refund", {
    id: model.id({ prefix: "kpref" }).primaryKey(),
    /** Medusa's refund that caused it; the same refund makes one row however often it is retried. */
    refund_id: model.text().unique().nullable(),
    attempt_id: model.text().index(),
    order_id: model.text().nullable(),
    status: model.enum(["due", "sent"]).default("due"),
    /** Whole francs. */
    amount: model.number(),
    currency_code: model.text(),
    /** The reference of the transfer by which it was sent, as the operator gave it. */
    reference: model.text().nullable(),
    note: model.text().nullable(),
    /** Medusa's ids of the users; empty where Medusa itself asked, for a refund. */
    created_by: model.text().nullable(),
    sent_at: model.dateTime().nullable(),
    sent_by: model.text().nullable(),
  })
  .indexes([
    { name: "IDX_kpay_refund_newest", on: ["created_at", "id"] },
    { name: "IDX_kpay_refund_due", on: ["created_at", "id"], where: "status = 'due'" },
    { name: "IDX_kpay_refund_sent", on: ["sent_at"], where: "sent_at IS NOT NULL" },
  ])
