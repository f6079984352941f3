/** What comparing a row of a statement with the books brought. */
export const OUTCOMES = [
  "matched",
  /** A person is to confirm it. */
  "suggested",
  "amount_differs",
  "fee_differs",
  "missing_in_books",
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

export type IgnoredReason = (typeof IGNORED_REASONS)[number]
