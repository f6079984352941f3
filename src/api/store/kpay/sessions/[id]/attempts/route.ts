import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { toLocale } from "../../../../../../domain/locales"
import type { KpaySessionResponse, KpayTooManyPrompts } from "../../../../../../http-types"
import { toMessage } from "../../../../../../messages/message"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { methodField, phoneField, toInputFault } from "../../../../../../operations/payment-input"
import { startPayment } from "../../../../../../operations/start-payment"
import { sendTooManyPrompts } from "../../../../../too-many-prompts"
import {
  readChosenCollection,
  requireChoice,
  sessionGone,
  viewSession,
} from "../../../../../session"

const bodyShape = z.object({
  method: methodField,
  phone: phoneField.nullish(),
  locale: z.string({ error: '"locale" must be text' }).max(35).nullish(),
})

/**
 * Starts the first attempt or a further one (the prompt again, another phone, another method) because a shopper asks for it.
 * It asks what is owed now. 409 while a prompt is waiting, with the seconds left in `kpay`, or when there is nothing to pay.
 * 429 after too many prompts, with the seconds to wait.
 */
export async function POST(
  request: MedusaRequest,
  response: MedusaResponse<(KpaySessionResponse & { message?: string }) | KpayTooManyPrompts>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const known = await requireChoice(kpay, request.params.id)
  const { method, phone, locale } = parseBody(request.body, known.locale)
  const collection = await readChosenCollection(request.scope, known)
  const language = toLocale(locale ?? known.locale)
  if (!collection) throw sessionGone({ ...known, locale: language })
  const result = await startPayment(request.scope, {
    collection,
    sessionId: known.payment_session_id,
    method,
    msisdn: phone ?? known.msisdn,
    locale: language,
    kind: "further",
  })
  if (result.type === "started") {
    const choice = await requireChoice(kpay, known.payment_session_id)
    response.json({ kpay: await viewSession(request.scope, choice) })
    return
  }
  if (result.reason === "session_gone") throw sessionGone({ ...known, locale: language })
  const message = toMessage(language, result.reason, result.details)
  if (result.reason === "too_many_prompts") {
    sendTooManyPrompts(response, message, result.details.retryAfterS ?? 0)
    return
  }
  if (result.reason !== "already_waiting" && result.reason !== "nothing_to_pay")
    throw new MedusaError(MedusaError.Types.INVALID_DATA, message)
  const view = await viewSession(request.scope, known)
  if (view.retry_after_s) response.setHeader("retry-after", String(view.retry_after_s))
  response.status(409).json({ kpay: view, message })
}

function parseBody(body: unknown, locale: string): z.output<typeof bodyShape> {
  const parsed = bodyShape.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const { locale: asked } = z
    .object({ locale: z.string() })
    .partial()
    .catch({})
    .parse(body ?? {})
  throw new MedusaError(MedusaError.Types.INVALID_DATA, toInputFault(parsed.error, asked ?? locale))
}
