import type { MedusaRequest } from "@medusajs/framework/http"

/** Browsers and K-Pay post a few hundred bytes. Anything longer is cut off. */
const BODY_BYTES_MAX = 16 * 1024

/** The bytes of a request whose body was not parsed, as text. */
export async function readBody(request: MedusaRequest): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}
