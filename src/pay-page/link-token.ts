import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"

/** What a link opens, and until when. */
export interface Link {
  readonly id: string
  readonly expiresAt: Date
}

const CIPHER = "aes-256-gcm"
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The texts that Node's base64url gives; a longer one cannot be a token of ours. */
const TOKEN = /^[\w-]{40,300}$/

/**
 * A key that is derived from a secret of the shop.
 *
 * @param label separates it from others of the same secret, so that a token opens one kind of page only.
 */
export function toLinkKey(secret: string | Buffer, label: string): Buffer {
  return createHmac("sha256", secret).update(label).digest()
}

/** A token for a URL: id and expiry, encrypted and authenticated. Its holder cannot read the id. */
export function sealLink({ id, expiresAt }: Link, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const text = `${Math.floor(expiresAt.getTime() / 1000)} ${id}`
  const parts = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts).toString("base64url")
}

/**
 * Opens a token with the keys that the shop has and had: gives its link, `"expired"` for a genuine token that is too old, or
 * `null` for any other text.
 */
export function openLink(
  token: string,
  keys: readonly Buffer[],
  now: Date
): Link | "expired" | null {
  if (!TOKEN.test(token)) return null
  const bytes = Buffer.from(token, "base64url")
  // Several texts decode to the same bytes; only one of them is ours.
  if (bytes.toString("base64url") !== token) return null
  for (const key of keys) {
    const text = decrypt(bytes, key)
    const [, expiresAtS, id] = /^(\d+) (.+)$/.exec(text ?? "") ?? []
    if (id === undefined) continue
    const expiresAt = new Date(Number(expiresAtS) * 1000)
    return expiresAt > now ? { id, expiresAt } : "expired"
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
