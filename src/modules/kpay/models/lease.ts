import { model } from "@medusajs/framework/utils"

/** Something that one worker at a time may do, on all servers, e.g. give money to an order. */
export const KpayLease = model.define("kpay_lease", {
  /** What is held, e.g. an order's id. */
  key: model.text().primaryKey(),
  /** When the lease of a dead worker ends. */
  until: model.dateTime(),
  holder: model.text(),
})
