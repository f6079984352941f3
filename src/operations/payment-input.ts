import { z } from "@medusajs/framework/zod"
import { toLocale } from "../domain/locales"
import { METHOD_IDS } from "../domain/methods"
import { InvalidMsisdnError, parseMsisdn } from "../domain/msisdn"
import { toMessage } from "../messages/message"

/** A method as a storefront sends it. */
export const methodField = z.enum(METHOD_IDS, {
  error: `"method" must be one of ${METHOD_IDS.join(", ")}`,
})

/** A phone number as a shopper types it; an empty one is `null`. */
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

/** What is wrong with a shopper's input. A wrong phone number is told in the shopper's language, the rest to developers. */
export function toInputFault(error: z.ZodError, locale: string | null | undefined): string {
  return error.issues
    .map(({ code, path, message }) =>
      code === "custom" && path.at(-1) === "phone"
        ? toMessage(toLocale(locale), "wrong_phone")
        : message
    )
    .join(". ")
}
