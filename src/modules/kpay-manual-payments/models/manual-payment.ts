import { model } from "@medusajs/framework/utils"
import { MANUAL_PAYMENT_KINDS } from "../kinds"

/** Money that a shopper paid otherwise than through K-Pay, as an admin recorded it for an order. */
export const KpayManualPayment = model
  .define("kpay_manual_payment", {
    id: model.id({ prefix: "kpman" }).primaryKey(),
    /** Made by the client; the same request makes one row however often it is repeated. */
    request_id: model.text().unique(),
    order_id: model.text(),
    kind: model.enum([...MANUAL_PAYMENT_KINDS]),
    /** Whole francs. */
    amount: model.number(),
    currency_code: model.text(),
    /** As the admin entered it; of `momo`, the MoMo transaction id. */
    reference: model.text().nullable(),
    /** The reference as `toTransferId` compares it, of whatever kind: two with the same are one transfer. */
    transfer_id: model.text().nullable(),
    note: model.text().nullable(),
    /**
     * `recording`: core may or may not have booked it. `booked`: the order's books have it. `not_booked`: the order did not owe it
     * any more when it was tried again, or K-Pay had told of its transaction; nothing was booked. `taken_back`: a person said
     * that its record was a mistake, and the order's books have it no more, or its draft order was deleted; its MoMo transaction may be
     * recorded again.
     */
    status: model.enum(["recording", "booked", "not_booked", "taken_back"]),
    /** The payment collection of the order that takes it. */
    payment_collection_id: model.text().nullable(),
    /** The one payment session that takes it. While it is empty, core has booked nothing. */
    payment_session_id: model.text().nullable(),
    /** Medusa's id of the user. */
    created_by: model.text(),
    booked_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_kpay_manual_payment_order", on: ["order_id", "created_at"] },
    {
      // A MoMo transaction pays once, whatever two admins enter at the same moment.
      name: "IDX_kpay_manual_payment_one_momo",
      on: ["transfer_id"],
      unique: true,
      where: "kind = 'momo' AND status IN ('recording', 'booked')",
    },
    {
      name: "IDX_kpay_manual_payment_transfer",
      on: ["transfer_id"],
      where: "transfer_id IS NOT NULL",
    },
  ])
