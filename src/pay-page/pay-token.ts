import { createHmac, timingSafeEqual } from "node:crypto"

/** The payment collection that a link to the pay page opens, and until when. */
export interface PayLink {
  readonly collectionId: string
  readonly expiresAt: Date
}

/** Separates these signatures from others that the shop makes with the same secret. */
const KEY_LABEL = "medusa-payment-kpay/pay-link/v1"

/** A longer text cannot be a token of ours and is rejected unread. */
const TOKEN_LENGTH_MAX = 300

/** The key that signs pay links, derived from the secret with which Medusa signs logins. */
export function toPayTokenKey(secret: string | Buffer): Buffer {
  return createHmac("sha256", secret).update(KEY_LABEL).digest()
}

/** A token for a URL: the payment collection and the expiry, signed. It holds no personal data. */
export function toPayToken({ collectionId, expiresAt }: PayLink, key: Buffer): string {
  const expiresAtS = Math.floor(expiresAt.getTime() / 1000)
  const payload = Buffer.from(`${collectionId} ${expiresAtS}`).toString("base64url")
  return `${payload}.${sign(payload, key).toString("base64url")}`
}

/** Checks a token: gives its link, `"expired"` for a genuine token that is too old, or `null` for any other text. */
export function readPayToken(token: string, key: Buffer, now: Date): PayLink | "expired" | null {
  if (token.length > TOKEN_LENGTH_MAX) return null
  const [payload = "", signature = "", ...rest] = token.split(".")
  if (rest.length > 0 || !isSame(signature, sign(payload, key).toString("base64url"))) return null
  const [collectionId = "", expiresAtS] = Buffer.from(payload, "base64url").toString().split(" ")
  const expiresAt = new Date(Number(expiresAtS) * 1000)
  return expiresAt > now ? { collectionId, expiresAt } : "expired"
}

function sign(payload: string, key: Buffer): Buffer {
  return createHmac("sha256", key).update(payload).digest()
}

/**
 * Compares in constant time. It compares the texts and not the bytes, because several base64url texts decode to the same
 * bytes.
 */
function isSame(text: string, expected: string): boolean {
  const [a, b] = [Buffer.from(text), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
