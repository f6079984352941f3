import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse } from "../../../../../../http-types"
import { methodField, phoneField } from "../../../../../../operations/payment-input"
import { sendNewPrompt } from "../../../../../../operations/send-prompt"
import { readAttempt } from "../../../../../admin-read"
import { parseInput } from "../../../../../parse-input"

const bodyShape = z.object({ method: methodField.nullish(), phone: phoneField.nullish() })

/**
 * Asks the shopper of an attempt for the money again: on the same phone or another one, in the same way or another one.
 * Answers with the new attempt; 400 says why none was started.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  const { method, phone } = parseInput(bodyShape, request.body)
  const { id } = await sendNewPrompt(request.scope, {
    attempt_id: request.params.id ?? "",
    method: method ?? null,
    msisdn: phone ?? null,
    actor: request.auth_context.actor_id,
  })
  response.json(await readAttempt(request.scope, id))
}
