import type { EventName } from "./events"
import type { JournalEvent } from "./journal-events"

/** Where a payment attempt is now. Stored in one column and told in one word everywhere. */
export const ATTEMPT_STATUSES = [
  /** Recorded. `pay` may or may not have reached K-Pay. */
  "starting",
  /** K-Pay accepted the request. The payer has not answered. */
  "pending",
  /** K-Pay says no; `reason_code` says why. K-Pay may still report it as pending or paid later. */
  "failed",
  /** K-Pay was asked for as long as the schedule says, and never gave an outcome. */
  "abandoned",
  /** K-Pay has the money. Medusa is being told. */
  "paid",
  /** Medusa's books have the money. */
  "applied",
  /** No order takes the money; `unapplied_reason` says why. A person must decide. */
  "unapplied",
  /** A person decided to send the money back. */
  "refund_due",
  /** The money was sent back by hand. */
  "refunded",
  /** A person closed the money with a reason. It is the end, unless a record by hand of it is taken back. */
  "dismissed",
] as const

export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number]

/** Why no order takes the money of an attempt. */
export const UNAPPLIED_REASONS = [
  /** The cart costs another amount now. */
  "cart_changed",
  /** The payment session is gone, and nothing in Medusa asks for this money. */
  "session_gone",
  /** The payment session asks for another amount. */
  "amount_differs",
  /** The order is in another currency. */
  "currency_differs",
  "order_cancelled",
  /** The order owes less than this. */
  "overpaid",
  /** An admin has entered its MoMo transaction as a payment by hand, so that an order has the money already. */
  "recorded_by_hand",
  /** It was paid in K-Pay's test environment, and its account is live now: no real money was paid. */
  "test_money",
  /** Medusa did not complete the cart or did not book the money. */
  "completion_failed",
] as const

export type UnappliedReason = (typeof UNAPPLIED_REASONS)[number]

/** What an admin can do about an attempt now. */
export const ATTEMPT_ACTIONS = ["refresh", "prompt", "apply", "refund", "dismiss"] as const

export type AttemptAction = (typeof ATTEMPT_ACTIONS)[number]

/** One way from status to status. Every write of a status is one of these. */
export interface Transition {
  readonly from: readonly AttemptStatus[]
  readonly to: AttemptStatus
  /** What the journal says where the caller names nothing more telling. */
  readonly journal: JournalEvent
  /** The event that tells the shop; written in the same transaction. */
  readonly event: EventName | null
}

/**
 * Every transition of an attempt. The store writes a transition as one conditional update: a caller that comes late finds
 * another status than `from` and changes nothing.
 *
 * Money never returns to a status before `paid`. `unapplied` returns to `paid` while Medusa is told of a person's choice.
 */
export const TRANSITIONS = {
  /** K-Pay accepted `pay`. */
  accept: { from: ["starting"], to: "pending", journal: "pay_accepted", event: null },
  /** `checkstatus` knows the attempt and has no outcome yet. */
  find_pending: { from: ["starting"], to: "pending", journal: "status_pending", event: null },
  /** `checkstatus` calls a payment pending that K-Pay had refused, not known or called failed: its prompt is out all the same. */
  find_pending_again: { from: ["failed"], to: "pending", journal: "status_pending", event: null },
  /** `checkstatus` says 01 for our refid. */
  confirm_paid: {
    from: ["starting", "pending", "failed", "abandoned"],
    to: "paid",
    journal: "status_paid",
    event: null,
  },
  /** K-Pay refused `pay`, or `checkstatus` says that the payment failed. */
  fail: {
    from: ["starting", "pending", "abandoned"],
    to: "failed",
    journal: "status_failed",
    event: "kpay.payment.failed",
  },
  /** The schedule ended, and K-Pay has no outcome. */
  abandon: { from: ["starting", "pending"], to: "abandoned", journal: "abandoned", event: null },
  /** Medusa booked the money. */
  apply: { from: ["paid"], to: "applied", journal: "applied", event: "kpay.payment.paid" },
  /** No order takes the money. */
  leave_unapplied: {
    from: ["paid"],
    to: "unapplied",
    journal: "unapplied",
    event: "kpay.payment.unapplied",
  },
  /** Medusa took back the order that it had booked the money for. */
  give_up: {
    from: ["applied"],
    to: "unapplied",
    journal: "unapplied",
    event: "kpay.payment.unapplied",
  },
  /** A person, or the shopper's own new session, names what takes the money. */
  retry_apply: { from: ["unapplied"], to: "paid", journal: "apply_requested", event: null },
  /** A person decided to send the money back. The refund itself emits `kpay.refund.due`. */
  decide_refund: { from: ["unapplied"], to: "refund_due", journal: "refund_due", event: null },
  /** The money was sent back. The refund itself emits `kpay.refund.sent`. */
  finish_refund: { from: ["refund_due"], to: "refunded", journal: "refund_sent", event: null },
  /** A person closed the money with a reason. */
  dismiss: { from: ["unapplied"], to: "dismissed", journal: "dismissed", event: null },
  /** A record by hand of the dismissed money was taken back: a person must decide again. */
  reopen: {
    from: ["dismissed"],
    to: "unapplied",
    journal: "reopened",
    event: "kpay.payment.unapplied",
  },
} as const satisfies Readonly<Record<string, Transition>>

export type TransitionName = keyof typeof TRANSITIONS

/** The transition from a status, or `null` where the table has none. */
export function findTransition(name: TransitionName, from: AttemptStatus): Transition | null {
  const transition: Transition = TRANSITIONS[name]
  return transition.from.includes(from) ? transition : null
}

/** Whether K-Pay may still take the money of this prompt, and is asked about it. */
export function isOpen(status: AttemptStatus): boolean {
  return status === "starting" || status === "pending"
}

/** Whether K-Pay has the money, whatever became of it since. */
export function isMoney(status: AttemptStatus): boolean {
  switch (status) {
    case "starting":
    case "pending":
    case "failed":
    case "abandoned":
      return false
    case "paid":
    case "applied":
    case "unapplied":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return true
  }
}

/** Whether a person has decided that no order takes the money. */
export function isDecided(status: AttemptStatus): boolean {
  return status === "refund_due" || status === "refunded" || status === "dismissed"
}

/** Whether nothing will change by itself: the money is booked, or a person has it or had it. */
export function isSettled(status: AttemptStatus): boolean {
  return isMoney(status) && status !== "paid"
}

/**
 * What an admin can do about an attempt now.
 *
 * @param owes whether the order or cart still owes money that K-Pay can take.
 */
export function toAttemptActions(
  { status, isSuperseded }: { readonly status: AttemptStatus; readonly isSuperseded: boolean },
  owes: boolean
): AttemptAction[] {
  switch (status) {
    case "starting":
      return ["refresh"]
    case "pending":
    case "failed":
    case "abandoned":
      return owes && !isSuperseded ? ["refresh", "prompt"] : ["refresh"]
    case "paid":
      return ["refresh"]
    case "unapplied":
      return ["apply", "refund", "dismiss"]
    case "applied":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return []
  }
}
