/** How a shopper paid otherwise than through K-Pay. `momo` is money sent to the shop's own MoMo code. */
export const MANUAL_PAYMENT_KINDS = ["cash", "bank", "momo", "other"] as const
