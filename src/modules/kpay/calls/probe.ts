import { generateEntityId } from "@medusajs/framework/utils"
import type { KpayClient } from "../../../gateway/client"
import { toErrorName } from "../../../gateway/error-name"
import { mayBeOfOnePayment } from "../../../gateway/codes"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../../../gateway/errors"
import { NotConnectedError } from "../../../gateway/http"
import type { Refid } from "../../../domain/kpay-ids"
import type { AccountSettings } from "../options/options"
import { listSecrets } from "./answer"

/** Whether K-Pay answers on an account. */
export type Probe =
  | { readonly state: "answered" }
  | {
      readonly state: "refused"
      readonly code: string
      /** K-Pay's own text, since its two tables disagree about what the codes mean. */
      readonly text: string | null
    }
  | {
      readonly state: "unreadable"
      /** Of an answer that is not K-Pay's; `null` where K-Pay answered, and not what was asked. */
      readonly httpStatus: number | null
    }
  /** The short name of what went wrong, e.g. `ECONNREFUSED`. */
  | { readonly state: "unanswered"; readonly cause: string }

/** Asks K-Pay about an attempt that cannot exist. "Not found" means that K-Pay accepts the credentials and the address. */
export async function probe(
  client: Pick<KpayClient, "checkStatus">,
  account: AccountSettings,
  withinMs: number
): Promise<Probe> {
  try {
    await client.checkStatus(generateEntityId() as Refid, withinMs)
    return { state: "answered" }
  } catch (error) {
    if (!(error instanceof KpayRefusedError || error instanceof KpayUnknownOutcomeError))
      throw error
    const { code, text } = error.said ?? { code: null, text: null }
    if (code !== null && (error instanceof KpayRefusedError || mayBeOfOnePayment(code)))
      return { state: "refused", code, text: hasSecret(text, account) ? null : text }
    // An error about an answer that came has no cause.
    if (error.cause === undefined)
      return {
        state: "unreadable",
        httpStatus: error instanceof KpayUnknownOutcomeError ? error.httpStatus : null,
      }
    const { cause } = error
    return {
      state: "unanswered",
      cause: toErrorName(cause instanceof NotConnectedError ? cause.cause : cause),
    }
  }
}

/** K-Pay may repeat the credentials that it does not accept. */
function hasSecret(text: string | null, account: AccountSettings): boolean {
  return listSecrets(account, null).some((secret) => text?.includes(secret))
}
