import { model } from "@medusajs/framework/utils"

/**
 * One thing that happened to an attempt: what was sent, what K-Pay said, what was done. Never deleted, and changed only where
 * personal data is erased.
 */
export const KpayJournalEntry = model
  .define("kpay_journal_entry", {
    id: model.id({ prefix: "kpjou" }).primaryKey(),
    attempt_id: model.text(),
    /** What happened, e.g. `pay_sent`. */
    event: model.text(),
    /** What K-Pay sent, verbatim but for personal data and keys. */
    wire: model.json().nullable(),
    note: model.text().nullable(),
    /** Medusa's id of the user who did it; empty where no user did. */
    actor: model.text().nullable(),
  })
  .indexes([{ on: ["attempt_id", "created_at"] }])
