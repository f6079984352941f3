import { model } from "@medusajs/framework/utils"
import { NOTIFICATION_CHANNELS, NOTIFICATION_FACTS } from "../../../domain/notifications"

/** That a shopper was told a fact by a channel, or was to be. It holds no recipient, no text and no address. */
export const KpayNotification = model
  .define("kpay_notification", {
    /** Medusa's notification has it as its `idempotency_key`. */
    id: model.id({ prefix: "kpnot" }).primaryKey(),
    /** The fact in full, e.g. `paid:kpatt_…:order_…`. It is told once by each channel. */
    fact_key: model.text(),
    fact: model.enum([...NOTIFICATION_FACTS]),
    channel: model.enum([...NOTIFICATION_CHANNELS]),
    /**
     * `sending`: Medusa's module may or may not have sent it. `sent`: the provider took it. `failed`: the provider reported an
     * error, or Medusa called none. `skipped`: nothing was sent.
     */
    status: model.enum(["sending", "sent", "failed", "skipped"]),
    /** Why it failed or was skipped, in a word of ours. */
    reason: model
      .enum(["no_recipient", "no_provider", "provider_failed", "medusa_failed"])
      .nullable(),
    attempt_id: model.text().nullable(),
    order_id: model.text().nullable(),
    refund_id: model.text().nullable(),
    /** What the message says was paid, is owed or was sent back, in whole francs. */
    amount: model.number(),
    currency_code: model.text(),
    locale: model.text(),
    /** Medusa's id of the user who had it sent; empty where the fact itself did. */
    created_by: model.text().nullable(),
    sent_at: model.dateTime().nullable(),
    /** When recipient and data were taken out of Medusa's own record of the message. */
    erased_at: model.dateTime().nullable(),
  })
  .indexes([
    {
      // Claimed by one caller, however often an event comes, on whatever server.
      name: "IDX_kpay_notification_once",
      on: ["fact_key", "channel"],
      unique: true,
    },
    { name: "IDX_kpay_notification_order", on: ["order_id", "created_at"] },
    { name: "IDX_kpay_notification_attempt", on: ["attempt_id"], where: "erased_at IS NULL" },
    { name: "IDX_kpay_notification_unerased", on: ["created_at"], where: "erased_at IS NULL" },
  ])
