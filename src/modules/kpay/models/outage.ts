import { model } from "@medusajs/framework/utils"

/** K-Pay cannot be asked on an account at this time. The row goes when it answers again. */
export const KpayOutage = model.define("kpay_outage", {
  account: model.text().primaryKey(),
  since: model.dateTime(),
  /** Times in a row that K-Pay was asked in vain. */
  failures: model.number(),
  /** When the job may ask again. */
  resume_at: model.dateTime(),
  /** What happened last: K-Pay's code where it refuses to answer, else `not_connected` or `no_answer`. */
  cause: model.text(),
})
