import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"

/** The payment collection that a link to the pay page opens, and until when. */
export interface PayLink {
  readonly collectionId: string
  readonly expiresAt: Date
}

/** Separates this key from others that are derived from the same secret. */
const KEY_LABEL = "medusa-payment-kpay/pay-link/v2"

const CIPHER = "aes-256-gcm"
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The texts that Node's base64url gives; a longer one cannot be a token of ours. */
const TOKEN = /^[\w-]{40,300}$/

/** The key of pay links, derived from a secret of the shop. */
export function toPayTokenKey(secret: string | Buffer): Buffer {
  return createHmac("sha256", secret).update(KEY_LABEL).digest()
}

/**
 * A token for a URL: the payment collection and the expiry, encrypted and authenticated. Its holder cannot read the id, with
 * which other links could be made.
 */
export function toPayToken({ collectionId, expiresAt }: PayLink, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const text = `${Math.floor(expiresAt.getTime() / 1000)} ${collectionId}`
  const parts = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts).toString("base64url")
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
  if (!TOKEN.test(token)) return null
  const bytes = Buffer.from(token, "base64url")
  // Several texts decode to the same bytes; only one of them is ours.
  if (bytes.toString("base64url") !== token) return null
  for (const key of keys) {
    const text = decrypt(bytes, key)
    const [, expiresAtS, collectionId] = /^(\d+) (.+)$/.exec(text ?? "") ?? []
    if (collectionId === undefined) continue
    const expiresAt = new Date(Number(expiresAtS) * 1000)
    return expiresAt > now ? { collectionId, expiresAt } : "expired"
  }
  return null
}

function decrypt(bytes: Buffer, key: Buffer): string | null {
  const tagAt = bytes.length - TAG_BYTES
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(tagAt))
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, tagAt))
    return Buffer.concat([text, decipher.final()]).toString("utf8")
  } catch {
    return null
  }
}
