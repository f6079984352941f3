import type { MedusaContainer } from "@medusajs/framework/types"
import { METHODS } from "../domain/methods"
import { InvalidMsisdnError, parseMsisdn } from "../domain/msisdn"
import { readContact } from "../medusa/contact"
import { resolveQuery } from "../medusa/query"
import type { Attempt } from "../modules/kpay/attempts/attempt"

/** Where a message goes. `null` where it can go nowhere by this way. */
export interface Recipient {
  /** With its country: `+250788300000`. */
  readonly phone: string | null
  readonly email: string | null
  /** Medusa's id. */
  readonly customerId: string | null
}

/** Of a customer whose data is erased or to be erased. */
export const NO_RECIPIENT: Recipient = { phone: null, email: null, customerId: null }

/** Who placed an order, with the phone of the delivery first. */
export async function readShopper(
  container: MedusaContainer,
  orderId: string | null
): Promise<Recipient> {
  if (orderId === null) return NO_RECIPIENT
  const { email, phones, customerId } = await readContact(resolveQuery(container), orderId)
  const phone =
    phones.map((one) => toInternational(one.number, one.country)).find((found) => found !== null) ??
    null
  return { phone, email: email || null, customerId }
}

/** Who paid: the phone that paid, and the e-mail address of the order. A card has no phone, so the order's is taken. */
export async function readPayerOf(
  container: MedusaContainer,
  { method, msisdn, erase_requested_at }: Attempt,
  orderId: string | null
): Promise<Recipient> {
  if (erase_requested_at !== null) return NO_RECIPIENT
  const shopper = await readShopper(container, orderId)
  if (!METHODS[method].needsPhone) return shopper
  return { ...shopper, phone: msisdn && `+${msisdn}` }
}

/**
 * A phone number with its country; `null` for any other text. One without is taken for a Rwandan one, unless it stands in an
 * address abroad: then it is a stranger's here.
 *
 * @param country of the address, as Medusa has it: `rw`. `null` where none is known.
 */
export function toInternational(text: string, country: string | null): string | null {
  const isAbroad = country !== null && country.toLowerCase() !== "rw"
  if (isAbroad && !/^\W*(\+|00)/.test(text)) return null
  try {
    return `+${parseMsisdn(text)}`
  } catch (error) {
    if (!(error instanceof InvalidMsisdnError)) throw error
    const bare = text.replace(/[\s\-().]/g, "").replace(/^00/, "+")
    // A Rwandan number that is none of a mobile takes no messages.
    return /^\+(?!250)[1-9]\d{7,14}$/.test(bare) ? bare : null
  }
}
