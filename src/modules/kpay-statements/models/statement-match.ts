import { model } from "@medusajs/framework/utils"

/** A row of a statement and the payment that it is about: an attempt, or one that an admin recorded by hand. Kept after it is undone. */
export const KpayStatementMatch = model
  .define("kpay_statement_match", {
    id: model.id({ prefix: "kpsm" }).primaryKey(),
    row_id: model.text(),
    attempt_id: model.text().nullable(),
    /** The payment that was recorded by hand; then there is no attempt. */
    manual_payment_id: model.text().nullable(),
    /** Its order and its amount in francs, as they were recorded. */
    manual_order_id: model.text().nullable(),
    manual_amount: model.number().nullable(),
    source: model.text(),
    /** By an id in the row, by amount, phone and time, or by a person. */
    how: model.enum(["id", "suggestion", "hand"]),
    /** A suggestion is `suggested` until a person confirms or undoes it. */
    status: model.enum(["suggested", "matched", "undone"]),
    /** Medusa's id of the user who matched by hand or confirmed; empty where the ids alone decided. */
    decided_by: model.text().nullable(),
    decided_at: model.dateTime().nullable(),
    note: model.text().nullable(),
    /** The row takes the payment's money back, and is not the payment. */
    takes_back: model.boolean().default(false),
    /** A person has accepted that amount or fee differ, or that the money was taken back. */
    accepts_difference: model.boolean().default(false),
    undone_by: model.text().nullable(),
    undone_at: model.dateTime().nullable(),
    undone_note: model.text().nullable(),
  })
  .indexes([
    {
      name: "IDX_kpay_statement_match_row",
      on: ["row_id"],
      unique: true,
      where: "status <> 'undone'",
    },
    {
      // A payment can stand in the operator's statement and in the bank's.
      name: "IDX_kpay_statement_match_attempt",
      on: ["attempt_id", "source"],
      unique: true,
      where: "status <> 'undone' AND NOT takes_back",
    },
    {
      name: "IDX_kpay_statement_match_manual_payment",
      on: ["manual_payment_id", "source"],
      unique: true,
      where: "manual_payment_id IS NOT NULL AND status <> 'undone' AND NOT takes_back",
    },
    {
      name: "IDX_kpay_statement_match_back",
      on: ["source"],
      where: "takes_back AND status <> 'undone'",
    },
    { name: "IDX_kpay_statement_match_history", on: ["row_id", "created_at"] },
  ])
