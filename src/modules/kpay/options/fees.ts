import { z } from "@medusajs/framework/zod"

const francs = z
  .int({ error: "must be a whole number of francs, e.g. 100" })
  .min(0, { error: "must be 0 francs or more" })

const highest = francs.min(1, { error: "must be 1 franc or more" })

const charge = {
  percent: z.number().min(0).max(100).default(0),
  fixed: francs.default(0),
  minimum: francs.optional(),
  maximum: francs.optional(),
}

const ORDER_FAULT = { error: "has a minimum above its maximum" }

const hasOrder = ({ minimum, maximum }: Pick<FeeTier, "minimum" | "maximum">): boolean =>
  minimum === undefined || maximum === undefined || minimum <= maximum

const rule = z
  .strictObject({ ...charge, freeUpTo: highest.optional() })
  .refine(hasOrder, ORDER_FAULT)
  .transform(({ freeUpTo, ...tier }): FeeTier[] =>
    freeUpTo === undefined ? [tier] : [{ upTo: freeUpTo, percent: 0, fixed: 0 }, tier]
  )

const tiers = z
  .array(z.strictObject({ ...charge, upTo: highest.optional() }).refine(hasOrder, ORDER_FAULT))
  .min(1, { error: "must have at least one tier" })
  .superRefine((list, context) => {
    list.slice(0, -1).forEach(({ upTo }, i) => {
      const next = list[i + 1]?.upTo
      if (upTo === undefined)
        context.addIssue({
          code: "custom",
          path: [i, "upTo"],
          message: "is missing; only the last tier can be without it",
        })
      else if (next !== undefined && next <= upTo)
        context.addIssue({
          code: "custom",
          path: [i + 1, "upTo"],
          message: "must be above that of the tier before",
        })
    })
  })
  .transform((list): FeeTier[] => list)

/**
 * What K-Pay keeps of a payment of one method, by the shop's contract: one rule, or tiers by rising amounts. Read as tiers,
 * of which the first that reaches the amount counts for the whole payment.
 */
export const fee = z.union([tiers, rule], {
  error: "must be one rule, e.g. { percent: 1.5 }, or a list of tiers",
})

/** What K-Pay keeps of payments up to an amount. */
export interface FeeTier {
  /** The highest amount of this tier, in francs; without it, the tier has no end. */
  readonly upTo?: number | undefined
  /** A part of the amount. */
  readonly percent: number
  /** Francs for each payment. */
  readonly fixed: number
  /** The least francs for a payment. */
  readonly minimum?: number | undefined
  /** The most francs for a payment. */
  readonly maximum?: number | undefined
}

/** Whether no tier says what a payment of this amount costs. */
export function endsBelow(tiers: readonly FeeTier[], amountRwf: number): boolean {
  const end = tiers.at(-1)?.upTo
  return end !== undefined && end < amountRwf
}
