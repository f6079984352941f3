import { z } from "@medusajs/framework/zod"
import { EMPTY } from "./faults"

const line = (lengthMax: number) =>
  z
    .string({ error: "must be text" })
    .trim()
    .min(1, { error: EMPTY })
    .max(lengthMax, { error: `must have at most ${lengthMax} characters` })

const TIN_FAULT = {
  error: 'must be the 9 digits of the tax identification number, as text, e.g. "123456789"',
}

const PHONE_FAULT = { error: 'must be a phone number as text, e.g. "+250 788 300 000"' }

/** Who sells, as buyers read it on the pay page and on receipts. */
export const shopIdentity = z.strictObject({
  legalName: line(100).optional(),
  tin: z
    .string(TIN_FAULT)
    .trim()
    .regex(/^\d{9}$/, TIN_FAULT)
    .optional(),
  address: line(200).optional(),
  phone: z
    .string(PHONE_FAULT)
    .trim()
    .regex(/^\+?\d[\d -]{2,18}\d$/, PHONE_FAULT)
    .optional(),
})
