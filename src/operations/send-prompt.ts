import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { InvalidAmountError } from "../domain/amount"
import { METHODS, type MethodId } from "../domain/methods"
import type { Msisdn } from "../domain/msisdn"
import { KPAY_MODULE } from "../modules/kpay"
import { toAskedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import { CannotStartError } from "../modules/kpay/attempts/cannot-start"
import { readCheckout, readCollection, readPayer, type Checkout } from "../medusa/checkout"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../modules/kpay/service"

/** A person of the shop asks the shopper for the money again. */
export interface NewPrompt {
  /** Any attempt of the payment that is to be tried again. */
  readonly attempt_id: string
  /** Left out, as before. */
  readonly method: MethodId | null
  readonly msisdn: Msisdn | null
  /** Medusa's id of the user. */
  readonly actor: string
}

/**
 * Starts a further attempt for the payment of an attempt, in the shopper's place.
 *
 * @throws MedusaError that says why none was started; nothing was sent then.
 */
export async function sendNewPrompt(
  container: MedusaContainer,
  { attempt_id, method, msisdn, actor }: NewPrompt
): Promise<Attempt> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const before = await kpay.attempts.find({ id: attempt_id })
  if (!before)
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no attempt ${attempt_id}.`)
  const checkout = await readOpenCheckout(before, container)
  const chosen = await kpay.choices.find(before.started_session_id)
  const choice: Choice = {
    payer_name: chosen?.payer_name ?? null,
    payer_email: chosen?.payer_email ?? null,
    payment_session_id: checkout.session.id,
    account: before.account,
    method: method ?? before.method,
    msisdn: msisdn ?? toAskedMsisdn(before),
    locale: before.locale,
    amount: checkout.session.amount,
    currency_code: checkout.session.currency_code,
  }
  try {
    const payer = await readPayer(query, checkout)
    return await kpay.startAttempt({ choice, checkout, payer, isFurther: true, actor })
  } catch (error) {
    if (error instanceof InvalidAmountError)
      throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
    if (!(error instanceof CannotStartError)) throw error
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, toSentence(error, choice, kpay))
  }
}

/** The payment's own session, or the one that has taken its place. */
async function readOpenCheckout(attempt: Attempt, container: MedusaContainer): Promise<Checkout> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const own = await readCheckout(query, attempt.payment_session_id)
  if (own) return own
  const collection = await readCollection(query, attempt.payment_collection_id)
  const session = collection?.sessions.find(
    ({ provider_id, is_captured }) => provider_id === attempt.provider_id && !is_captured
  )
  if (collection && session) return { ...collection, session }
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "The payment session is gone, because the cart changed. The shopper must choose the way of paying again."
  )
}

function toSentence({ why, about }: CannotStartError, { method }: Choice, kpay: KpayModuleService) {
  const label = METHODS[about.method ?? method ?? "momo"].label
  switch (why) {
    case "choose_method":
      return "Choose the way of paying."
    case "enter_phone":
      return `Enter the phone number that pays with ${label}.`
    case "limit":
      return `The amount is outside the limits of ${label}. Choose another way.`
    case "unavailable":
      return `${label} is not offered by this shop's options, or its K-Pay account is missing there.`
    case "already_waiting":
      return `A request by ${label} is waiting for the shopper. A new one can take its place ${kpay.settings.resendAfter / 1000} seconds after it was sent, once K-Pay has confirmed it.`
    case "nothing_to_pay":
      return "Nothing is to be paid: the money is there, or the order is cancelled."
  }
}
