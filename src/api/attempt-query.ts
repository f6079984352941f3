import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { ATTEMPT_STATUSES } from "../domain/attempt-status"
import { METHOD_IDS } from "../domain/methods"
import type { AttemptFilters } from "../modules/kpay/listing/attempt-filters"
import { addDays, toStartOfDay } from "../domain/kigali-time"
import { findOrderKeys, readOrderKeys } from "../medusa/orders"
import { environmentField } from "./parse-input"

const text = z.string().trim().max(100)

/** An instant in ISO 8601, or a day in Kigali, of which `from` means the beginning and `to` the end. */
export const instantField = (name: string, addedDays: number) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: `"${name}" must look like 2026-01-31 or 2026-01-31T12:00:00Z`,
    })
    .transform((at) => (at.includes("T") ? new Date(at) : toStartOfDay(addDays(at, addedDays))))

/** By what attempts are looked for. */
export const attemptQueryFields = {
  status: oneOf("status", ATTEMPT_STATUSES).optional(),
  q: text.optional(),
  order_id: text.optional(),
  method: oneOf("method", METHOD_IDS).optional(),
  network: oneOf("network", ["mtn", "airtel"]).optional(),
  account: text.optional(),
  environment: environmentField.optional(),
  from: instantField("from", 0).optional(),
  to: instantField("to", 1).optional(),
  counted_from: instantField("counted_from", 0).optional(),
  counted_to: instantField("counted_to", 1).optional(),
}

/** Looks up the orders that an admin named. */
export async function toAttemptFilters(
  container: MedusaContainer,
  query: z.output<z.ZodObject<typeof attemptQueryFields>>
): Promise<AttemptFilters> {
  const { order_id, ...filters } = query
  return {
    ...filters,
    ...(filters.q && { ordersOfQ: await findOrderKeys(container, filters.q) }),
    ...(order_id !== undefined && { order: await readOrderKeys(container, [order_id]) }),
  }
}

function oneOf<const Words extends readonly string[]>(name: string, words: Words) {
  return z.enum(words, {
    error: `"${name}" must be one of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
  })
}
