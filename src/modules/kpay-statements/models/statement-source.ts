import { model } from "@medusajs/framework/utils"

/** How files of a source are read: what an admin corrected in an upload is remembered for the next. */
export const KpayStatementSource = model.define("kpay_statement_source", {
  /** e.g. `mtn` */
  source: model.text().primaryKey(),
  settings: model.json(),
})
