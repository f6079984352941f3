import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** What ids, tokens and the fixed parts of our addresses are made of. The longest is the token of a pay link. */
const KNOWN = /^[\w.-]{0,300}$/

/** Stands for a part that is nothing of ours. No id and no token is this word. */
const UNKNOWN = "unknown"

/** A scheme and host, which only a proxy is sent; the path; the query. */
const ADDRESS = /^(\w+:\/\/[^/?]*)?([^?]*)(.*)$/s

/**
 * Replaces every part of a request's path that cannot be an id or a token by one that is unknown. The routes then answer as
 * they do for any unknown id. Express would fail on a broken percent-encoding, and PostgreSQL on a null byte.
 */
export function replaceStrangeParts(
  request: MedusaRequest,
  _response: MedusaResponse,
  next: MedusaNextFunction
): void {
  request.url = toKnownAddress(request.url)
  next()
}

/** @param url a request's address, with or without its host. */
export function toKnownAddress(url: string): string {
  const [, host = "", path = "", query = ""] = ADDRESS.exec(url) ?? []
  const parts = path.split("/").map((part) => (isKnown(part) ? part : UNKNOWN))
  return `${host}${parts.join("/")}${query}`
}

function isKnown(part: string): boolean {
  try {
    return KNOWN.test(decodeURIComponent(part))
  } catch {
    return false
  }
}
