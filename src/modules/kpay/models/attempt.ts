import { model } from "@medusajs/framework/utils"
import { METHOD_IDS } from "../../../domain/methods"

export const ATTEMPT_STATES = ["starting", "pending", "paid", "failed", "abandoned"] as const

/**
 * One refid, one `pay`, one amount, one phone or card page.
 *
 * The ids of Medusa's things are plain text: an attempt outlives the session that core deletes when a cart changes.
 */
export const KpayAttempt = model
  .define("kpay_attempt", {
    id: model.id({ prefix: "kpatt" }).primaryKey(),
    refid: model.text().unique(),
    /** Stands in `returl` and `redirecturl`; whoever knows it can make us ask K-Pay, and nothing else. */
    token: model.text().unique(),
    account: model.text(),
    environment: model.enum(["test", "live"]),
    /** Medusa's name for the provider entry that it was started through, e.g. `pp_kpay_kpay`. */
    provider_id: model.text(),
    /** The session that the money is for. Moves when core re-creates the session of the same cart and amount. */
    payment_session_id: model.text().index(),
    /** The session that it was started for; shoppers' pages keep asking by this one. */
    started_session_id: model.text().index(),
    payment_collection_id: model.text().index(),
    cart_id: model.text().nullable(),
    state: model.enum([...ATTEMPT_STATES]),
    method: model.enum([...METHOD_IDS]),
    network: model.enum(["mtn", "airtel"]).nullable(),
    /** Whole francs, frozen here. */
    amount: model.number(),
    currency_code: model.text(),
    msisdn: model.text().nullable(),
    locale: model.text(),
    tid: model.text().nullable(),
    momo_transaction_id: model.text().nullable(),
    redirect_url: model.text().nullable(),
    /** K-Pay's last code and text. */
    code: model.text().nullable(),
    reason: model.text().nullable(),
    reason_code: model.text().nullable(),
    /** K-Pay refused in the answer to `pay`, so that no order was placed on this attempt. */
    refused_at_once: model.boolean().default(false),
    /** When a further attempt of the same shopper took its place. It stays watched: its prompt may still be approved. */
    superseded_at: model.dateTime().nullable(),
    asked_at: model.dateTime().nullable(),
    /** When the last callback came; one that comes while K-Pay is being asked has the question put again. */
    callback_at: model.dateTime().nullable(),
    /** When to ask next; empty when there is nothing left to find out or to do. */
    due_at: model.dateTime().nullable(),
    /** Until when one worker has this attempt to itself; a dead worker's lease runs out. */
    leased_until: model.dateTime().nullable(),
    /** The claim that the lease belongs to. */
    leased_by: model.text().nullable(),
    paid_at: model.dateTime().nullable(),
    failed_at: model.dateTime().nullable(),
    placed_at: model.dateTime().nullable(),
    order_id: model.text().nullable(),
    unplaced_at: model.dateTime().nullable(),
    unplaced_reason: model.text().nullable(),
    /** What a person decided about unplaced money; money that is applied is placed and unplaced no more. */
    resolution: model.enum(["given_back", "dismissed"]).nullable(),
    resolved_at: model.dateTime().nullable(),
    /** Medusa's id of the user. */
    resolved_by: model.text().nullable(),
    resolution_note: model.text().nullable(),
    /** When to look whether the unpaid order is to be cancelled; empty where that is off or settled. */
    unpaid_due_at: model.dateTime().nullable(),
    reminded_at: model.dateTime().nullable(),
  })
  .indexes([
    {
      // One open attempt for a payment collection, whatever taps, tabs and servers do at the same moment.
      name: "IDX_kpay_attempt_one_open",
      on: ["payment_collection_id"],
      unique: true,
      where: "state IN ('starting', 'pending') AND superseded_at IS NULL",
    },
    {
      // A session takes the money of one attempt; what a second one brings waits for a person.
      name: "IDX_kpay_attempt_one_placed",
      on: ["payment_session_id"],
      unique: true,
      where: "placed_at IS NOT NULL",
    },
    { name: "IDX_kpay_attempt_due", on: ["due_at"], where: "due_at IS NOT NULL" },
    {
      name: "IDX_kpay_attempt_unpaid_due",
      on: ["unpaid_due_at"],
      where: "unpaid_due_at IS NOT NULL",
    },
    {
      // Money that waits for a person.
      name: "IDX_kpay_attempt_unplaced",
      on: ["created_at", "id"],
      where: "unplaced_at IS NOT NULL AND resolution IS NULL",
    },
    { name: "IDX_kpay_attempt_newest", on: ["created_at", "id"] },
    { name: "IDX_kpay_attempt_order", on: ["order_id"], where: "order_id IS NOT NULL" },
    // What an admin searches by, each by an index of its own.
    { name: "IDX_kpay_attempt_tid", on: ["tid"], where: "tid IS NOT NULL" },
    {
      name: "IDX_kpay_attempt_momo_transaction_id",
      on: ["momo_transaction_id"],
      where: "momo_transaction_id IS NOT NULL",
    },
    {
      name: "IDX_kpay_attempt_phone",
      on: ["msisdn", "created_at", "id"],
      where: "msisdn IS NOT NULL",
    },
    // What an admin narrows the list by, each in the list's order: without one, what is rare is sought through all of it.
    { name: "IDX_kpay_attempt_state", on: ["state", "created_at", "id"] },
    { name: "IDX_kpay_attempt_state_method", on: ["state", "method", "created_at", "id"] },
    { name: "IDX_kpay_attempt_method", on: ["method", "created_at", "id"] },
    { name: "IDX_kpay_attempt_account", on: ["account", "created_at", "id"] },
    { name: "IDX_kpay_attempt_environment", on: ["environment", "created_at", "id"] },
    {
      name: "IDX_kpay_attempt_paid_not_placed",
      on: ["created_at", "id"],
      where: "state = 'paid' AND placed_at IS NULL",
    },
    // What the cash-up of a day adds up.
    { name: "IDX_kpay_attempt_paid", on: ["paid_at"], where: "paid_at IS NOT NULL" },
    { name: "IDX_kpay_attempt_failed", on: ["failed_at"], where: "failed_at IS NOT NULL" },
    { name: "IDX_kpay_attempt_callback", on: ["callback_at"], where: "callback_at IS NOT NULL" },
  ])
