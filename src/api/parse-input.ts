import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { Sentences } from "../domain/sentences"
import { InvalidCursorError } from "../modules/kpay/listing/listing"
import { RefusedError } from "./done"

/** What a list takes. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
}

/** Test money or real money. */
export const environmentField = z.enum(["test", "live"], {
  error: '"environment" must be "test" or "live"',
})

const requestId = {
  error:
    '"request_id" must be a text of 8 to 100 characters that is new for each message, so that a repeated request sends it once',
}

/** Made by the client for each message that it has sent. */
export const requestIdField = z.string(requestId).trim().min(8, requestId).max(100, requestId)

/** A cursor that does not come from our lists is the client's mistake (400). */
export async function withCursorCheck<T>(list: () => Promise<T>): Promise<T> {
  try {
    return await list()
  } catch (error) {
    if (error instanceof InvalidCursorError) refuse(error.message)
    throw error
  }
}

/**
 * Reads what a client sent.
 *
 * @param sentences those by which a fault that is alone is known in other languages.
 * @throws MedusaError (400) that names every fault.
 */
export function parseInput<Shape extends z.ZodType>(
  shape: Shape,
  input: unknown,
  sentences: Sentences = {}
): z.output<Shape> {
  const parsed = shape.safeParse(input ?? {})
  if (!parsed.success) {
    const message = parsed.error.issues.map((issue) => issue.message).join(". ")
    const id = Object.keys(sentences).find((one) => sentences[one] === message)
    if (id !== undefined)
      throw new RefusedError(MedusaError.Types.INVALID_DATA, { message, id, details: {} })
    refuse(message)
  }
  if (hasNullByte(parsed.data)) refuse("A text must have no null bytes")
  return parsed.data
}

/** PostgreSQL stores and compares no text with a null byte. */
function hasNullByte(data: unknown): boolean {
  if (typeof data === "string") return data.includes("\0")
  return typeof data === "object" && data !== null && Object.values(data).some(hasNullByte)
}

function refuse(message: string): never {
  throw new MedusaError(MedusaError.Types.INVALID_DATA, message)
}
