import { openLink, sealLink, toLinkKey } from "./link-token"

/** The payment collection that a link to the pay page opens, and until when. */
export interface PayLink {
  readonly collectionId: string
  readonly expiresAt: Date
}

/** The key of pay links, derived from a secret of the shop. */
export function toPayTokenKey(secret: string | Buffer): Buffer {
  return toLinkKey(secret, "medusa-payment-kpay/pay-link/v2")
}

/** A token for a URL. Its holder cannot read the id of the payment collection, with which other links could be made. */
export function toPayToken({ collectionId, expiresAt }: PayLink, key: Buffer): string {
  return sealLink({ id: collectionId, expiresAt }, key)
}

/**
 * Opens a token with the keys that the shop has and had: gives its link, `"expired"` for a genuine token that is too old, or
 * `null` for any other text.
 */
export function readPayToken(
  token: string,
  keys: readonly Buffer[],
  now: Date
): PayLink | "expired" | null {
  const link = openLink(token, keys, now)
  if (link === null || link === "expired") return link
  return { collectionId: link.id, expiresAt: link.expiresAt }
}
