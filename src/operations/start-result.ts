import type { MethodId } from "../domain/methods"
import type { Attempt } from "../modules/kpay/attempts/attempt"

/** Why no payment was started. The text for the shopper has the same name. */
export type StartRefusal =
  | "choose_method"
  | "enter_phone"
  | "limit"
  | "unavailable"
  | "already_waiting"
  | "too_many_prompts"
  | "nothing_to_pay"
  | "wrong_currency"
  | "amount_not_possible"
  | "session_gone"

/** What became of starting a payment. Whatever K-Pay did, a started attempt says it; K-Pay's silence is never thrown. */
export type StartPaymentResult =
  | { readonly type: "started"; readonly attempt: Attempt }
  | {
      /** Nothing was sent. */
      readonly type: "refused"
      readonly reason: StartRefusal
      /** What the text names. */
      readonly details: RefusalDetails
    }

export interface RefusalDetails {
  readonly method?: MethodId
  readonly phoneMasked?: string | null
  /** Whether the payment that is open already has a card page; only for `already_waiting`. */
  readonly hasCardPage?: boolean
  /** After how many seconds it may be asked again; only for `too_many_prompts`. */
  readonly retryAfterS?: number
}

/** Nothing was started, for this reason. */
export function refuse(reason: StartRefusal, details: RefusalDetails = {}): StartPaymentResult {
  return { type: "refused", reason, details }
}
