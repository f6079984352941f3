import type { BigNumberInput } from "@medusajs/framework/types"
import { BigNumber } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { methodField, phoneField } from "../../operations/payment-input"

/** What a storefront may send with a payment session. Everything else in it is ignored and blanked. */
const shape = z.object({
  method: methodField.nullish(),
  phone: phoneField.nullish(),
  name: z
    .string({ error: '"name" must be text' })
    .trim()
    .max(100, { error: '"name" is too long' })
    .nullish(),
  email: z.email({ error: '"email" is no e-mail address' }).max(254).nullish().or(z.literal("")),
  locale: z.string({ error: '"locale" must be text' }).max(35).nullish(),
})

export type SessionInput = z.output<typeof shape>

/** The fields that a session's data keeps. They are readable without login, so none of them is personal. */
export interface SessionData extends Record<string, unknown> {
  readonly session_id: string
  readonly method: string | null
  readonly locale: string
  /** The session that the shopper chose in; another one in a new session's data tells that core made it by itself. */
  readonly chosen_in: string
}

/**
 * Reads what a storefront sent.
 *
 * @throws ZodError for wrong types and values, and for a phone number that is none.
 */
export function parseSessionInput(data: Record<string, unknown> | undefined): SessionInput {
  return shape.parse(data ?? {})
}

/**
 * The data to be stored for a session. Core merges a shopper's own keys under it, so every key that came along is given a
 * value of ours: nothing planted stays, and no phone number, name or e-mail.
 */
export function toSessionData(
  kept: SessionData,
  sent: Record<string, unknown> | undefined
): SessionData {
  const blanked = Object.fromEntries(Object.keys(sent ?? {}).map((key) => [key, null]))
  return { ...blanked, ...kept }
}

/**
 * The data of a session or payment, to be stored again as it is. Since Medusa 2.22 a shopper's browser can write into its
 * `client` without asking the provider, and it is readable without login: only what is ours stays.
 */
export function toKeptData(data: Record<string, unknown> | undefined): Record<string, unknown> {
  const ours = Object.entries(data ?? {}).filter(([key]) => OUR_KEYS.has(key))
  const blanked = Object.keys(data ?? {}).map((key) => [key, null] as const)
  return Object.fromEntries([...blanked, ...ours])
}

const OUR_KEYS: ReadonlySet<string> = new Set(["session_id", "method", "locale", "chosen_in"])

/**
 * An amount of Medusa's as a number; `NaN` for what is none. Since Medusa 2.22 its `BigNumber` throws for that, in words that
 * no shopper understands.
 */
export function toNumeric(amount: BigNumberInput): number {
  try {
    return new BigNumber(amount).numeric
  } catch {
    return NaN
  }
}
