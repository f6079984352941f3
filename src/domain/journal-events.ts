/**
 * What the journal of an attempt says, with the English sentence of the timeline. Names in double braces are filled in: the
 * `method`, what K-Pay `said`, a person's `note`, the `reason` why money is unapplied.
 */
export const JOURNAL_SENTENCES = {
  pay_sent: "Request sent to {{method}}.",
  pay_accepted: "K-Pay answered: accepted, not paid yet.",
  pay_paid_at_once: "K-Pay answered: paid at once. K-Pay is asked to confirm it.",
  pay_refused: "K-Pay refused: {{said}}",
  pay_unknown: "It is not known whether K-Pay took the request, and K-Pay is asked: {{said}}",
  callback: "A callback arrived: {{said}}. K-Pay is asked to confirm it.",
  status_paid: "K-Pay says: paid.",
  status_failed: "K-Pay says: {{said}}",
  status_pending: "K-Pay says: not approved yet.",
  status_not_found: "K-Pay does not know this payment yet.",
  status_unknown: "K-Pay gave no usable answer, and will be asked again: {{said}}",
  not_asked:
    "K-Pay was not asked: the payment was started in another environment than its account is in now.",
  superseded: "A newer request was sent. This one cannot be taken back, and is still monitored.",
  abandoned: "K-Pay still has no outcome. It is no longer asked automatically.",
  session_changed: "The payment moved to a new payment session of the same cart or order.",
  cart_locked: "The cart was being changed at that moment. The money is booked afterwards.",
  applied: "The order received the money.",
  unapplied: "No order took the money: {{reason}}",
  apply_requested: "Applying the money was requested.",
  refund_due: "A refund by hand is due: {{note}}",
  refund_sent: "The refund was sent by hand: {{note}}",
  dismissed: "The money was dismissed: {{note}}",
  reopened:
    "The record by hand of this money was taken back, so the money waits for a decision again.",
  reminded: "The shop was reminded that the order is unpaid.",
  order_cancelled: "The unpaid order was cancelled.",
  refresh_requested: "K-Pay was asked by hand.",
  phone_shown: "The phone number was shown in full.",
  erase_requested: "The erasure of the customer's personal data was requested.",
  erased: "Phone, name and e-mail were erased.",
} as const

export type JournalEvent = keyof typeof JOURNAL_SENTENCES

export const JOURNAL_EVENTS = Object.keys(JOURNAL_SENTENCES) as JournalEvent[]
