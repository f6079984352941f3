import { model } from "@medusajs/framework/utils"
import { ATTEMPT_STATUSES } from "../../../domain/attempt-status"
import { METHOD_IDS } from "../../../domain/methods"

/**
 * One refid, one `pay`, one amount, one phone or card page.
 *
 * The ids of Medusa's entities are plain text without foreign keys: an attempt outlives the session that core deletes when
 * a cart changes.
 */
export const KpayAttempt = model
  .define("kpay_attempt", {
    id: model.id({ prefix: "kpatt" }).primaryKey(),
    refid: model.text().unique(),
    /** Stands in `returl` and `redirecturl`. A caller who knows it can make the server ask K-Pay, and nothing else. */
    token: model.text().unique(),
    account: model.text(),
    environment: model.enum(["test", "live"]),
    /** Medusa's name for the provider entry, e.g. `pp_kpay_kpay`. */
    provider_id: model.text(),
    /** The session that the money is for. Changes when core re-creates the session of the same cart and amount. */
    payment_session_id: model.text().index(),
    /** The session that the shopper chose in; the shopper's page keeps asking by this one. */
    started_session_id: model.text().index(),
    payment_collection_id: model.text().index(),
    cart_id: model.text().nullable(),
    /** Where the attempt is now. Written by a transition of `src/domain/attempt-status` and by nothing else. */
    status: model.enum([...ATTEMPT_STATUSES]),
    /** Why no order takes the money. */
    unapplied_reason: model.text().nullable(),
    method: model.enum([...METHOD_IDS]),
    network: model.enum(["mtn", "airtel"]).nullable(),
    /** Whole francs, fixed when the attempt starts. */
    amount: model.number(),
    currency_code: model.text(),
    msisdn: model.text().nullable(),
    locale: model.text(),
    tid: model.text().nullable(),
    momo_transaction_id: model.text().nullable(),
    /**
     * The same without spaces and zeros in front, in capitals: as `toTransferId` compares K-Pay's ids, which have neither words nor
     * marks. PostgreSQL writes it, so it is never set.
     */
    transfer_id: model.text().nullable(),
    redirect_url: model.text().nullable(),
    /** K-Pay's last code and text. */
    code: model.text().nullable(),
    reason: model.text().nullable(),
    reason_code: model.text().nullable(),
    /** K-Pay refused in its answer to `pay`, so that core placed no order then. Stays so where its prompt is out all the same. */
    refused_at_once: model.boolean().default(false),
    /** When a further attempt took its place. It is still asked about: its prompt may be approved. */
    superseded_at: model.dateTime().nullable(),
    /** When K-Pay said that a prompt is out which it had refused, not known or called failed. */
    found_at: model.dateTime().nullable(),
    asked_at: model.dateTime().nullable(),
    /** When the last callback came. One that comes while K-Pay is being asked has the question asked again. */
    callback_at: model.dateTime().nullable(),
    /** How many callbacks were recorded. Strangers can post them, so no more than a bounded number is. */
    callbacks: model.number().default(0),
    /** When to refresh next; empty when nothing is left to find out or to do. */
    due_at: model.dateTime().nullable(),
    /** Until when one worker has this attempt to itself; the lease of a dead worker runs out. */
    leased_until: model.dateTime().nullable(),
    /** The claim that the lease belongs to. */
    leased_by: model.text().nullable(),
    paid_at: model.dateTime().nullable(),
    /** Since when core is seen to have captured the money without having booked it. */
    captured_seen_at: model.dateTime().nullable(),
    /** Since when another request holds the lock of the cart, without a break, and which lock that is. */
    cart_locked_since: model.dateTime().nullable(),
    cart_lock_mark: model.text().nullable(),
    failed_at: model.dateTime().nullable(),
    /** The order that has the money, or that it was asked for. */
    order_id: model.text().nullable(),
    /**
     * The order for which the provider last answered with this attempt. Core may take the order back afterwards, and then
     * asks again for another order: this attempt does not answer for that one.
     */
    authorized_order_id: model.text().nullable(),
    /** When to check whether the unpaid order is to be cancelled; empty where that is off or done. */
    unpaid_due_at: model.dateTime().nullable(),
    reminded_at: model.dateTime().nullable(),
    /** Who asked for the prompt. Their prompts are counted apart. */
    asked_by: model.enum(["shopper", "admin"]).default("shopper"),
    /** The shopper's network address, as a keyed hash; empty where it is not known, and after a day. */
    client: model.text().nullable(),
    /** When the erasure of its customer's personal data was requested. Erased as soon as it is settled, and then kept. */
    erase_requested_at: model.dateTime().nullable(),
  })
  .indexes([
    {
      // One open attempt for a payment collection, whatever taps, tabs and servers do at the same moment.
      name: "IDX_kpay_attempt_one_open",
      on: ["payment_collection_id"],
      unique: true,
      where: "status IN ('starting', 'pending') AND superseded_at IS NULL",
    },
    {
      // A session takes the money of one attempt. The money of a second one stays unapplied.
      name: "IDX_kpay_attempt_one_applied",
      on: ["payment_session_id"],
      unique: true,
      where: "status = 'applied'",
    },
    // What the job takes: money first, then the youngest, then the longest due.
    {
      name: "IDX_kpay_attempt_due_money",
      on: ["due_at"],
      where: "due_at IS NOT NULL AND status = 'paid'",
    },
    { name: "IDX_kpay_attempt_due_young", on: ["created_at"], where: "due_at IS NOT NULL" },
    { name: "IDX_kpay_attempt_due", on: ["due_at"], where: "due_at IS NOT NULL" },
    {
      name: "IDX_kpay_attempt_unpaid_due",
      on: ["unpaid_due_at"],
      where: "unpaid_due_at IS NOT NULL",
    },
    { name: "IDX_kpay_attempt_newest", on: ["created_at", "id"] },
    { name: "IDX_kpay_attempt_order", on: ["order_id"], where: "order_id IS NOT NULL" },
    { name: "IDX_kpay_attempt_cart", on: ["cart_id"], where: "cart_id IS NOT NULL" },
    {
      name: "IDX_kpay_attempt_erase_requested",
      on: ["erase_requested_at"],
      where: "erase_requested_at IS NOT NULL",
    },
    // What an admin searches by, each with an index of its own.
    { name: "IDX_kpay_attempt_tid", on: ["tid"], where: "tid IS NOT NULL" },
    {
      name: "IDX_kpay_attempt_transfer_id",
      on: ["transfer_id"],
      where: "transfer_id IS NOT NULL",
    },
    {
      name: "IDX_kpay_attempt_phone",
      on: ["msisdn", "created_at", "id"],
      where: "msisdn IS NOT NULL",
    },
    { name: "IDX_kpay_attempt_client", on: ["client", "created_at"], where: "client IS NOT NULL" },
    // What an admin filters by, each in the list's order: without an index PostgreSQL reads the whole list for a rare value.
    { name: "IDX_kpay_attempt_status", on: ["status", "created_at", "id"] },
    { name: "IDX_kpay_attempt_status_method", on: ["status", "method", "created_at", "id"] },
    { name: "IDX_kpay_attempt_method", on: ["method", "created_at", "id"] },
    { name: "IDX_kpay_attempt_account", on: ["account", "created_at", "id"] },
    { name: "IDX_kpay_attempt_environment", on: ["environment", "created_at", "id"] },
    // What the cash-up of a day adds up.
    { name: "IDX_kpay_attempt_paid", on: ["paid_at"], where: "paid_at IS NOT NULL" },
    { name: "IDX_kpay_attempt_failed", on: ["failed_at"], where: "failed_at IS NOT NULL" },
    { name: "IDX_kpay_attempt_callback", on: ["callback_at"], where: "callback_at IS NOT NULL" },
  ])
