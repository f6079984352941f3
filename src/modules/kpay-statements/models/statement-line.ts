import { model } from "@medusajs/framework/utils"

/** On which line of which statement a row stands. */
export const KpayStatementLine = model
  .define("kpay_statement_line", {
    id: model.id({ prefix: "kpsl" }).primaryKey(),
    statement_id: model.text(),
    row_id: model.text().index(),
    line: model.number(),
  })
  .indexes([
    {
      name: "IDX_kpay_statement_line_statement",
      on: ["statement_id", "line"],
      unique: true,
    },
  ])
