import { model } from "@medusajs/framework/utils"
import { METHOD_IDS } from "../../../domain/methods"

/**
 * What the shopper chose for a payment session: kept here and not in the session's data, which anybody can read.
 *
 * Keyed by the session's id, and kept after core deletes the session.
 */
export const KpayChoice = model.define("kpay_choice", {
  payment_session_id: model.text().primaryKey(),
  account: model.text(),
  method: model.enum([...METHOD_IDS]).nullable(),
  msisdn: model.text().nullable(),
  payer_name: model.text().nullable(),
  payer_email: model.text().nullable(),
  locale: model.text(),
  /** The session's amount in francs when it was chosen, to be shown. */
  amount: model.number(),
  currency_code: model.text(),
})
