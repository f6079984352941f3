import { METHODS, type MethodId } from "../domain/methods"
import type { KpaySettings } from "../modules/kpay/options/options"
import { refused, type Refused } from "./refused"
import type { RefusalDetails, StartRefusal } from "./start-result"

/** Why an admin's prompt was not sent, as the admin reads it. */
export function toPromptRefusal(
  { reason, details }: { readonly reason: StartRefusal; readonly details: RefusalDetails },
  method: MethodId,
  settings: KpaySettings
): Refused {
  const { label } = METHODS[details.method ?? method]
  return { ...refused(REFUSALS[reason](label, settings)), retryAfterS: details.retryAfterS ?? null }
}

/** What an admin reads. A shopper reads the message of the same name. */
const REFUSALS: Readonly<Record<StartRefusal, (label: string, settings: KpaySettings) => string>> =
  {
    choose_method: () => "Choose the payment method.",
    enter_phone: (label) => `Enter the phone number that pays with ${label}.`,
    limit: (label) => `The amount is outside the limits of ${label}. Choose another method.`,
    unavailable: (label) =>
      `The shop's options do not offer ${label}, or its K-Pay account is missing there.`,
    already_waiting: (label, settings) =>
      `A ${label} prompt is waiting for the shopper. A new one can replace it ${settings.resendAfter / 1000} seconds after it was sent, once K-Pay has accepted it.`,
    too_many_prompts: () =>
      "Too many prompts that brought no money were sent to this number or for this payment. Try again later, or by another number or method.",
    nothing_to_pay: () =>
      "There is nothing to pay: money has arrived, or the order is cancelled. If money is not applied yet, decide about it first.",
    wrong_currency: () => "The order is not in Rwandan francs, so K-Pay cannot take it.",
    amount_not_possible: () =>
      'What is owed is not a whole number of francs. Change the order, or set the option "rounding".',
    session_gone: () =>
      "The payment session is gone, because the cart changed. The shopper must choose the payment method again.",
  }
