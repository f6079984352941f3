import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { InvalidCursorError } from "../modules/kpay/listing/listing"

/** What a list takes. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
}

/** Test money or real money. */
export const environmentField = z.enum(["test", "live"], {
  error: '"environment" must be "test" or "live"',
})

/** A cursor that does not come from our lists is the client's mistake (400). */
export async function withCursorCheck<T>(list: () => Promise<T>): Promise<T> {
  try {
    return await list()
  } catch (error) {
    if (error instanceof InvalidCursorError)
      throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
    throw error
  }
}

/**
 * Reads what a client sent.
 *
 * @throws MedusaError (400) that names every fault.
 */
export function parseInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const parsed = shape.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    parsed.error.issues.map((issue) => issue.message).join(". ")
  )
}
