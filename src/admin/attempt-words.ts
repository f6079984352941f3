import { formatRwf } from "../domain/amount"
import type { AttemptStatus, UnappliedReason } from "../domain/attempt-status"
import type { KpayAdminAttempt, KpayManualPayment, KpayOrderBalance } from "../http-types"
import { sayWord, type Say } from "./say"

/** The colour of each status. Its word is the text `status_<status>`. */
const STATUS_COLORS: Readonly<Record<AttemptStatus, "green" | "orange" | "red" | "grey">> = {
  starting: "orange",
  pending: "orange",
  failed: "red",
  abandoned: "orange",
  paid: "orange",
  applied: "green",
  unapplied: "red",
  refund_due: "orange",
  refunded: "grey",
  dismissed: "grey",
}

/** The word and colour by which an attempt's status is shown. */
export function toStatusBadge(status: AttemptStatus, t: Say) {
  return {
    text: sayWord(t, "status", status),
    color: Object.hasOwn(STATUS_COLORS, status) ? STATUS_COLORS[status] : "grey",
  }
}

/**
 * Whether the attempt may soon change by itself. For presentation only: how often a page polls, and whether it mentions that
 * money may still arrive.
 */
export function mayChangeSoon({
  status,
  next_ask_at,
}: Pick<KpayAdminAttempt, "status" | "next_ask_at">): boolean {
  return next_ask_at !== null || status === "starting" || status === "pending" || status === "paid"
}

/** Whether the payer may still approve the prompt of an attempt, as far as K-Pay has said. */
export function isPromptOpen({ status }: Pick<KpayAdminAttempt, "status">): boolean {
  return status === "starting" || status === "pending" || status === "abandoned"
}

/**
 * Whether nothing is missing, and it was recorded by hand: K-Pay said no, or its money is not the order's. Of an abandoned attempt
 * K-Pay never said.
 */
export function isPaidByHand(
  {
    attempt,
    balance,
  }: {
    readonly attempt: Pick<KpayAdminAttempt, "status"> | null
    readonly balance: Pick<KpayOrderBalance, "owed" | "is_cancelled">
  },
  { manual_payments }: { readonly manual_payments: readonly Pick<KpayManualPayment, "status">[] }
): boolean {
  return (
    attempt !== null &&
    ["failed", "refund_due", "refunded", "dismissed"].includes(attempt.status) &&
    balance.owed <= 0 &&
    !balance.is_cancelled &&
    manual_payments.some(({ status }) => status === "booked")
  )
}

/** What the id of an attempt's transaction is called: the shopper has that of MTN MoMo in an SMS, as TxId. */
export function sayIdName({ method }: Pick<KpayAdminAttempt, "method">, t: Say): string {
  return t(method === "momo" ? "fact_momo_id" : "fact_transaction_id")
}

/** Why no order takes the money, as the rest of a sentence. */
export function sayUnappliedReason(reason: UnappliedReason | null, t: Say): string {
  return reason === null ? t("none") : sayWord(t, "unapplied", reason)
}

/** The same of an attempt, as its order is now: it may owe a part of the money, or nothing. */
export function sayWhyUnapplied(
  attempt: Pick<KpayAdminAttempt, "unapplied_reason" | "order_display_id" | "order_is_paid">,
  t: Say
): string {
  const { unapplied_reason: reason, order_display_id: number, order_is_paid: isPaid } = attempt
  return reason === "overpaid" && isPaid && number !== null
    ? t("order_paid_before", { order: `#${number}` })
    : sayUnappliedReason(reason, t)
}

/**
 * That an order has this money already, or a part of it, since an admin recorded its MoMo transaction by hand, and what to do;
 * `null` where none did.
 */
export function sayRecordedByHand(
  {
    recorded_by_hand: record,
    amount,
    actions,
  }: Pick<KpayAdminAttempt, "recorded_by_hand" | "amount" | "actions">,
  t: Say
): string | null {
  if (record === null) return null
  const order = record.orders
    .map(({ id, display_id }) => (display_id === null ? id : `#${display_id}`))
    .join(", ")
  const recorded = { amount: formatRwf(record.amount), order }
  return actions.includes("dismiss")
    ? t("recorded_by_hand", recorded)
    : t("recorded_by_hand_less", { ...recorded, taken: formatRwf(amount) })
}
