import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { METHOD_IDS } from "../domain/methods"
import type { AttemptFilters } from "../modules/kpay/listing/attempt-filters"
import { addDays, toStartOfDay } from "../domain/kigali-time"
import { findOrders, readOrderKeys } from "./orders"
import { environmentField } from "./parse-input"

const text = z
  .string()
  .trim()
  .max(100)
  .regex(/^[^\0]*$/, { error: "A text must have no null bytes" })

const STATES = ["starting", "pending", "paid", "failed", "abandoned"] as const

/** A moment in ISO 8601, or a day in Kigali, of which `from` means the beginning and `to` the end. */
const momentField = (name: string, addedDays: number) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: `"${name}" must look like 2026-01-31 or 2026-01-31T12:00:00Z`,
    })
    .transform((at) => (at.includes("T") ? new Date(at) : toStartOfDay(addDays(at, addedDays))))

/** By what attempts are looked for. */
export const attemptQueryFields = {
  state: oneOf("state", STATES).optional(),
  placed: oneOf("placed", ["true", "false"])
    .transform((placed) => placed === "true")
    .optional(),
  waiting: z
    .literal("true", { error: '"waiting" can only be "true"; leave it out for all attempts' })
    .transform((): true => true)
    .optional(),
  q: text.optional(),
  order_id: text.optional(),
  method: oneOf("method", METHOD_IDS).optional(),
  network: oneOf("network", ["mtn", "airtel"]).optional(),
  account: text.optional(),
  environment: environmentField.optional(),
  from: momentField("from", 0).optional(),
  to: momentField("to", 1).optional(),
  counted_from: momentField("counted_from", 0).optional(),
  counted_to: momentField("counted_to", 1).optional(),
}

/** Looks up the orders that an admin named. */
export async function toAttemptFilters(
  container: MedusaContainer,
  query: z.output<z.ZodObject<typeof attemptQueryFields>>
): Promise<AttemptFilters> {
  const { order_id, ...filters } = query
  return {
    ...filters,
    ...(filters.q && { ordersOfQ: await findOrders(container, filters.q) }),
    ...(order_id !== undefined && { order: await readOrderKeys(container, [order_id]) }),
  }
}

function oneOf<const Words extends readonly string[]>(name: string, words: Words) {
  return z.enum(words, {
    error: `"${name}" must be one of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
  })
}
