import type { MedusaContainer } from "@medusajs/framework/types"
import { METHODS, type MethodId } from "../domain/methods"
import type { Msisdn } from "../domain/msisdn"
import { readCollection, toCheckout } from "../medusa/checkout"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { refused, unknown, type Refused } from "./refused"
import { startPayment } from "./start-payment"
import type { StartPaymentResult } from "./start-result"

/** An admin asks the shopper for the money again. */
export interface SendPromptInput {
  /** Any attempt of the payment that is to be tried again. */
  readonly attempt_id: string
  /** Left out, as before. */
  readonly method: MethodId | null
  readonly msisdn: Msisdn | null
  /** Medusa's id of the user. */
  readonly actor: string
}

/** Starts a further attempt for the payment of an attempt, in the shopper's place. It asks what is owed now. */
export async function sendPrompt(
  container: MedusaContainer,
  { attempt_id, method, msisdn, actor }: SendPromptInput
): Promise<{ readonly type: "done"; readonly attempt: Attempt } | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const before = await kpay.findAttempt(attempt_id)
  if (!before) return unknown(`There is no attempt ${attempt_id}.`)
  const collection = await readCollection(resolveQuery(container), before.payment_collection_id)
  if (!collection) return refused(REFUSALS.session_gone("K-Pay", kpay))
  const own = toCheckout(collection, before.payment_session_id)?.session
  const open = collection.sessions.find((session) => isOurs(session) && !session.is_captured)
  const result = await startPayment(container, {
    collection,
    sessionId: own?.id ?? open?.id ?? null,
    method: method ?? before.method,
    msisdn: msisdn ?? toPromptedMsisdn(before),
    locale: before.locale,
    kind: "further",
    actor,
  })
  if (result.type === "started") return { type: "done", attempt: result.attempt }
  const label = METHODS[result.details.method ?? method ?? before.method].label
  const { retryAfterS = null } = result.details
  return { ...refused(REFUSALS[result.reason](label, kpay)), retryAfterS }
}

type Refusal = Extract<StartPaymentResult, { type: "refused" }>["reason"]

/** What an admin reads. A shopper reads the message of the same name. */
const REFUSALS: Readonly<Record<Refusal, (label: string, kpay: KpayModuleService) => string>> = {
  choose_method: () => "Choose the payment method.",
  enter_phone: (label) => `Enter the phone number that pays with ${label}.`,
  limit: (label) => `The amount is outside the limits of ${label}. Choose another method.`,
  unavailable: (label) =>
    `The shop's options do not offer ${label}, or its K-Pay account is missing there.`,
  already_waiting: (label, { settings }) =>
    `A ${label} prompt is waiting for the shopper. A new one can replace it ${settings.resendAfter / 1000} seconds after it was sent, once K-Pay has accepted it.`,
  too_many_prompts: () =>
    "Too many prompts that brought no money were sent to this number or for this payment. Try again later, or by another number or method.",
  nothing_to_pay: () => "There is nothing to pay: the money is there, or the order is cancelled.",
  wrong_currency: () => "The order is not in Rwandan francs, so K-Pay cannot take it.",
  amount_not_possible: () =>
    'What is owed is not a whole number of francs. Change the order, or set the option "rounding".',
  session_gone: () =>
    "The payment session is gone, because the cart changed. The shopper must choose the payment method again.",
}
