import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { InvalidAmountError } from "../../../../../../domain/amount"
import type { KpaySessionResponse } from "../../../../../../http-types"
import { say, toLocale } from "../../../../../../messages/say"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import { CannotStartError } from "../../../../../../modules/kpay/attempts/cannot-start"
import { readCheckout, readPayer } from "../../../../../../medusa/checkout"
import type { Choice } from "../../../../../../modules/kpay/attempts/choice-store"
import { methodField, phoneField } from "../../../../../../operations/payment-input"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { parseInput } from "../../../../../parse-input"
import { requireChoice, viewSession } from "../../../../../session"

const bodyShape = z.object({
  method: methodField,
  phone: phoneField.nullish(),
  locale: z.string({ error: '"locale" must be text' }).max(35).nullish(),
})

/**
 * Starts the first attempt or a further one (the prompt again, another phone, another way) because a shopper asked for it.
 * 409 while one is waited for, with the seconds left in `kpay`, or when there is nothing to pay.
 */
export async function POST(
  request: MedusaRequest,
  response: MedusaResponse<KpaySessionResponse & { message?: string }>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const query = request.scope.resolve(ContainerRegistrationKeys.QUERY)
  const known = await requireChoice(kpay, request.params.id)
  const { method, phone, locale } = parseInput(bodyShape, request.body)
  const checkout = await readCheckout(query, known.payment_session_id)
  if (!checkout) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      "This payment session is gone, because the cart changed. Choose the way of paying again."
    )
  }
  const choice: Choice = {
    ...known,
    method,
    msisdn: phone ?? known.msisdn,
    locale: locale ? toLocale(locale) : known.locale,
  }
  try {
    await kpay.startAttempt({
      choice,
      checkout,
      payer: await readPayer(query, checkout),
      isFurther: true,
    })
  } catch (error) {
    if (error instanceof InvalidAmountError)
      throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
    if (!(error instanceof CannotStartError)) throw error
    const message = say(toLocale(choice.locale), error.why, error.about)
    if (error.why !== "already_waiting" && error.why !== "nothing_to_pay")
      throw new MedusaError(MedusaError.Types.INVALID_DATA, message)
    const view = await viewSession(request.scope, known)
    if (view.retry_after_s) response.setHeader("retry-after", String(view.retry_after_s))
    response.status(409).json({ kpay: view, message })
    return
  }
  await kpay.choices.save(choice)
  response.json({ kpay: await viewSession(request.scope, choice) })
}
