import { z } from "@medusajs/framework/zod"
import { duration } from "./duration"

const WINDOW_FAULT = { error: "must be from 5m to 24h" }

const rules = z
  .strictObject({
    window: duration
      .refine((ms) => ms >= 5 * 60_000 && ms <= 24 * 60 * 60_000, WINDOW_FAULT)
      .prefault("30m"),
    // One payer alone says nothing about a method.
    minFailures: z.int().min(2).max(100).default(5),
    share: z.number().min(0.1).max(1).default(0.6),
    factor: z.number().min(1).max(100).default(3),
  })
  .transform(({ window, ...rest }) => ({ windowMs: window, ...rest }))

/** When a method counts as degraded: `true` is the defaults, `false` is off. */
export const degradedMethods = z
  .union([rules, z.boolean()], {
    error: 'must be true, or an object such as { window: "30m" }',
  })
  .transform((value) => (value === true ? rules.parse({}) : value === false ? undefined : value))
  .optional()
