/** Why a payment did not go through or is not known yet. Texts for shoppers and admins hang on this word. */
export const REASON_CODES = [
  "insufficient_funds",
  "declined",
  "expired",
  /** Over a limit of the method, the operator's or the shop's. */
  "limit",
  /** The number has no wallet on this network. */
  "wrong_number",
  /** The operator failed without a better reason. */
  "operator",
  /** The shop's setup (credentials, address, retailer) or K-Pay's reachability. Never the shopper's doing. */
  "unavailable",
  /** The outcome is unknown, and K-Pay is being asked. */
  "checking",
  /** K-Pay has the money, and no order takes it. */
  "unapplied",
] as const

export type ReasonCode = (typeof REASON_CODES)[number]
