/** What comparing a row of a statement with the books brought. */
export const OUTCOMES = [
  "matched",
  /** A person is to confirm it. */
  "suggested",
  "amount_differs",
  "fee_differs",
  "missing_in_books",
  /** The source took back the money of a payment that the books count: what says so, and the payment's own row. */
  "reversed",
  /** No incoming payment: it failed, was reversed, or is money that went out. */
  "ignored",
] as const

export type Outcome = (typeof OUTCOMES)[number]

/** Why a row is no incoming payment. */
export const IGNORED_REASONS = [
  "failed",
  "reversed",
  "pending",
  "outgoing",
  "other_currency",
  "no_amount",
] as const

/** Such rows can take back the money of a payment that they name. */
export const BACK_REASONS: readonly IgnoredReason[] = ["reversed", "failed", "outgoing"]

export type IgnoredReason = (typeof IGNORED_REASONS)[number]
