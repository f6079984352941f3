import type { IncomingMessage } from "node:http"
import { MedusaError } from "@medusajs/framework/utils"

/** Browsers and K-Pay post a few hundred bytes. Anything longer is cut off. */
const BODY_BYTES_MAX = 16 * 1024

/**
 * The bytes of a request whose body was not parsed, as text.
 *
 * @throws where the connection broke within the body.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const text = await readWhatCame(request)
  if (!request.complete)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "The request broke off.")
  return text
}

/** The same; where the connection broke within the body, what had come of it. */
export async function readWhatCame(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytesLeft = BODY_BYTES_MAX
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (bytesLeft > 0) chunks.push(chunk.subarray(0, bytesLeft))
      bytesLeft -= chunk.length
    }
  } catch {
    // The connection is gone, and nothing more comes.
  }
  return Buffer.concat(chunks).toString("utf8")
}
