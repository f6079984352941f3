import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { readDegradedMethods } from "../../../../../../degraded-methods/read"
import { toLocale } from "../../../../../../domain/locales"
import type {
  KpayAttemptResponse,
  KpayPromptOfferResponse,
  KpayRefusal,
  KpayTooManyPrompts,
} from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { askForPayment, readPromptOffer } from "../../../../../../operations/ask-for-payment"
import { methodField, phoneField } from "../../../../../../operations/payment-input"
import { readAttemptResponse } from "../../../../../admin-read"
import { sendRefusal } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"
import { toPromptOfferView } from "../../../../../prompt-offer-view"
import { sendTooManyPrompts } from "../../../../../too-many-prompts"

const text = (name: string) => z.string({ error: `"${name}" must be text` }).max(60)

const queryShape = z.object({ locale: text("locale").optional() })

const amount = '"amount" must be a whole number of francs, at least 1'

const bodyShape = z.object({
  method: methodField,
  phone: phoneField.nullish(),
  phone_masked: text("phone_masked").nullish(),
  amount: z.int({ error: amount }).min(1, { error: amount }).nullish(),
  locale: text("locale").nullish(),
})

/** What an order can be asked for on a phone now, by which methods, and which number the shop knows, masked. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayPromptOfferResponse>
): Promise<void> {
  const { locale } = parseInput(queryShape, request.query)
  const orderId = request.params.id ?? ""
  const offer = await readPromptOffer(request.scope, orderId)
  if (!offer) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId}.`)
  const { settings } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const degraded = await readDegradedMethods(request.scope)
  response.json({ prompt: toPromptOfferView(offer, toLocale(locale), settings, degraded) })
}

/**
 * Asks for what an order or draft order owes on a phone, whether it was asked for before or not. Without `phone` the number
 * that the shop knows is prompted, if its mask is `phone_masked`. With `amount` no other amount is asked for. Answers with the
 * new attempt; 400 says why none was started, 429 that too many were.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse | KpayRefusal | KpayTooManyPrompts>
): Promise<void> {
  const body = parseInput(bodyShape, request.body)
  const { method, phone, phone_masked, locale } = body
  const result = await askForPayment(request.scope, {
    order_id: request.params.id ?? "",
    method,
    msisdn: phone ?? null,
    phone_masked: phone_masked ?? null,
    amount: body.amount ?? null,
    locale: locale ? toLocale(locale) : null,
    actor: request.auth_context.actor_id,
  })
  if (result.type === "refused" && result.retryAfterS !== null) {
    sendTooManyPrompts(response, result.message, result.retryAfterS)
    return
  }
  if (result.type === "refused") {
    sendRefusal(response, result)
    return
  }
  response.json(await readAttemptResponse(request.scope, result.attempt.id))
}
