import { openLink, sealLink, toLinkKey } from "./link-token"

/** The attempt whose receipt a link opens, and until when. */
export interface ReceiptLink {
  readonly attemptId: string
  readonly expiresAt: Date
}

/** The key of receipts, derived from a secret of the shop. It opens no pay page. */
export function toReceiptTokenKey(secret: string | Buffer): Buffer {
  return toLinkKey(secret, "medusa-payment-kpay/receipt/v1")
}

/** A token for a URL. Its holder cannot read the attempt's id. */
export function toReceiptToken({ attemptId, expiresAt }: ReceiptLink, key: Buffer): string {
  return sealLink({ id: attemptId, expiresAt }, key)
}

/** Opens a token as `readPayToken` does. */
export function readReceiptToken(
  token: string,
  keys: readonly Buffer[],
  now: Date
): ReceiptLink | "expired" | null {
  const link = openLink(token, keys, now)
  if (link === null || link === "expired") return link
  return { attemptId: link.id, expiresAt: link.expiresAt }
}
