import { METHODS, toMethodOfNetwork, type MethodId } from "../domain/methods"
import { InvalidMsisdnError, parseMsisdn, toNetwork, type Msisdn } from "../domain/msisdn"
import type { Payer } from "../medusa/payer"
import type { KpaySettings } from "../modules/kpay/options/options"
import { refuse, type StartPaymentResult } from "./start-result"

/** K-Pay wants a number for cards too. The prefix of this one is assigned to no network. */
const UNASSIGNED_PHONE = "0700000000"

/** Who pays by what, complete enough for K-Pay. */
export interface Wish {
  readonly method: MethodId
  readonly msisdn: Msisdn
  readonly payer: Payer
}

/** Completes what the shopper chose. The number decides the network. */
export function toWish(
  { method, msisdn }: { readonly method: MethodId | null; readonly msisdn: Msisdn | null },
  payer: Payer,
  { payerFallback }: Pick<KpaySettings, "payerFallback">
): Wish | StartPaymentResult {
  if (method === null) return refuse("choose_method")
  if (METHODS[method].needsPhone) {
    return msisdn === null
      ? refuse("enter_phone", { method })
      : { method: toMethodOfNetwork(method, toNetwork(msisdn)), msisdn, payer }
  }
  const { phone = "" } = payerFallback
  const known = [...payer.phones, phone].map(toMsisdnOrNull).find((one) => one !== null)
  return { method, msisdn: msisdn ?? known ?? parseMsisdn(UNASSIGNED_PHONE), payer }
}

/** A number that K-Pay takes, or `null` for a text that is none. */
export function toMsisdnOrNull(phone: string): Msisdn | null {
  try {
    return parseMsisdn(phone)
  } catch (error) {
    if (error instanceof InvalidMsisdnError) return null
    throw error
  }
}
