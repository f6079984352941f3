import { createHmac, timingSafeEqual } from "node:crypto"

/** What a link to the pay page is for, and until when. */
export interface PayLink {
  readonly collectionId: string
  readonly expiresAt: Date
}

/** Keeps our signatures apart from whatever else the shop signs with the same secret. */
const KEY_LABEL = "medusa-payment-kpay/pay-link/v1"

/** Longer ones are not ours, and are not worth a look. */
const TOKEN_LENGTH_MAX = 300

/** The key that pay links are signed with, made of the secret that Medusa signs logins with. */
export function toPayTokenKey(secret: string | Buffer): Buffer {
  return createHmac("sha256", secret).update(KEY_LABEL).digest()
}

/** A token for an address: it says which payment is meant and until when, to nobody's harm, and cannot be made up. */
export function toPayToken({ collectionId, expiresAt }: PayLink, key: Buffer): string {
  const expiresAtS = Math.floor(expiresAt.getTime() / 1000)
  const payload = Buffer.from(`${collectionId} ${expiresAtS}`).toString("base64url")
  return `${payload}.${sign(payload, key).toString("base64url")}`
}

/** Reads a token: what it is for, `"expired"` for one of ours that is too old, `null` for one that is not ours. */
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

/** Takes the same time wherever the difference is. The texts are compared, since base64url has several for some bytes. */
function isSame(text: string, expected: string): boolean {
  const [a, b] = [Buffer.from(text), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
