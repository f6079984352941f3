import { z } from "@medusajs/framework/zod"
import { METHOD_IDS } from "../domain/methods"
import { InvalidMsisdnError, parseMsisdn } from "../domain/msisdn"

/** A method as a storefront sends it. */
export const methodField = z.enum(METHOD_IDS, {
  error: `"method" must be one of ${METHOD_IDS.join(", ")}`,
})

/** A phone number as a shopper types it; nothing typed is nothing given. */
export const phoneField = z
  .string({ error: '"phone" must be text' })
  .trim()
  .transform((phone, context) => {
    if (phone === "") return null
    try {
      return parseMsisdn(phone)
    } catch (error) {
      if (!(error instanceof InvalidMsisdnError)) throw error
      context.addIssue({ code: "custom", message: error.message })
      return z.NEVER
    }
  })
