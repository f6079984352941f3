import { model } from "@medusajs/framework/utils"

/** A callback that this shop sent to its own public address, to learn whether it arrives. */
export const KpayCallbackTest = model.define("kpay_callback_test", {
  id: model.id({ prefix: "kpct" }).primaryKey(),
  token: model.text().unique(),
  received_at: model.dateTime().nullable(),
})
