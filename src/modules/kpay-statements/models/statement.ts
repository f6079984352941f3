import { model } from "@medusajs/framework/utils"

/** One file of an operator or a bank that was uploaded. */
export const KpayStatement = model
  .define("kpay_statement", {
    id: model.id({ prefix: "kpst" }).primaryKey(),
    /** Who made the file, e.g. `mtn`. Files of one source overlap without doubling anything. */
    source: model.text(),
    name: model.text(),
    environment: model.enum(["test", "live"]),
    /** The K-Pay account whose payments it covers; empty for all. */
    account: model.text().nullable(),
    /** The methods whose payments it covers. */
    methods: model.array(),
    /** The time it covers: a payment of that time is expected in it. */
    covers_from: model.dateTime(),
    covers_to: model.dateTime(),
    /** How long before the upload a payment must have been paid to be expected, in hours. */
    settling_hours: model.number(),
    /** How the file was read, as `file/layout` says it. */
    layout: model.json(),
    /** Rows that an earlier statement of the source had too. */
    known_rows: model.number(),
    created_by: model.text(),
  })
  .indexes([{ name: "IDX_kpay_statement_newest", on: ["created_at", "id"] }])
