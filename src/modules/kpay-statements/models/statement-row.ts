import { model } from "@medusajs/framework/utils"
import { OUTCOMES } from "../outcomes"

/** A transaction as a source states it, once for a source however many of its statements have it. */
export const KpayStatementRow = model
  .define("kpay_statement_row", {
    id: model.id({ prefix: "kpsr" }).primaryKey(),
    source: model.text(),
    environment: model.enum(["test", "live"]),
    /** The account of the newest statement that has it; empty where that one names none. */
    account: model.text().nullable(),
    /** What makes it the same row in another file: `id:` and its transaction id as ids are compared, or a hash of its cells and an ordinal. */
    identity: model.text(),
    transaction_id: model.text().nullable(),
    /** The id, as ids are compared, in a column that the upload left out: the row's money is not booked where it is known. */
    set_aside_id: model.text().nullable(),
    /** Everything in the row that can be an id of ours, in capitals and as ids are compared too. */
    ids: model.array(),
    /** Francs. `numeric(14,2)` in the database, because sources show decimals. */
    amount: model.number(),
    /** What the source kept, in francs, `numeric(14,2)` too. */
    fee: model.number().nullable(),
    occurred_at: model.dateTime(),
    /** Whether the source gave the time of day. Otherwise `occurred_at` is the start of the day in Kigali. */
    has_time: model.boolean(),
    /** The day on which the source paid out, as `2026-01-31`. */
    settled_on: model.text().nullable(),
    /** A number with `%` and `_` where the source masks it, as SQL's `like` takes it. */
    phone: model.text().nullable(),
    payer_name: model.text().nullable(),
    /** Why it is no incoming payment; such a row is counted and not compared. */
    ignored_reason: model.text().nullable(),
    outcome: model.enum([...OUTCOMES]).nullable(),
  })
  .indexes([
    {
      name: "IDX_kpay_statement_row_identity",
      on: ["source", "environment", "identity"],
      unique: true,
    },
    // What each import looks at again.
    {
      name: "IDX_kpay_statement_row_open",
      on: ["source", "environment"],
      where: "(outcome IS NULL OR outcome IN ('suggested', 'missing_in_books'))",
    },
    {
      name: "IDX_kpay_statement_row_set_aside",
      on: ["set_aside_id"],
      where: "set_aside_id IS NOT NULL",
    },
    // What can take back the money of a payment that the books learn of later.
    {
      name: "IDX_kpay_statement_row_ignored",
      on: ["source", "environment"],
      where: "ignored_reason IS NOT NULL",
    },
    { name: "IDX_kpay_statement_row_phone", on: ["phone"], where: "phone IS NOT NULL" },
    {
      name: "IDX_kpay_statement_row_personal",
      on: ["occurred_at"],
      where: "(phone IS NOT NULL OR payer_name IS NOT NULL)",
    },
  ])
