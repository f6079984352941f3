import { model } from "@medusajs/framework/utils"
import { METHOD_IDS } from "../../../domain/methods"

/**
 * What the shopper chose for a payment session: kept here and not in the session's data, which anybody can read.
 *
 * Keyed by the session's id, and kept after core deletes the session.
 */
export const KpayChoice = model
  .define("kpay_choice", {
    payment_session_id: model.text().primaryKey(),
    /** The session's payment collection, by which the choice is found after core has deleted the session. */
    payment_collection_id: model.text().index().nullable(),
    /** The account that the provider entry names; empty where it names none. */
    account: model.text().nullable(),
    method: model.enum([...METHOD_IDS]).nullable(),
    msisdn: model.text().nullable(),
    payer_name: model.text().nullable(),
    payer_email: model.text().nullable(),
    locale: model.text(),
    /** The session's amount in francs when it was chosen, to be shown. */
    amount: model.number(),
    currency_code: model.text(),
    /** Old, and erased together with the attempt that was started with it: the job need not look at it again. */
    belongs_to_attempt: model.boolean().default(false),
  })
  .indexes([
    {
      name: "IDX_kpay_choice_maybe_abandoned",
      on: ["updated_at"],
      where: "NOT belongs_to_attempt AND coalesce(msisdn, payer_name, payer_email) IS NOT NULL",
    },
  ])
