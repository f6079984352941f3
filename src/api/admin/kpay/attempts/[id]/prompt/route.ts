import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type {
  KpayAttemptResponse,
  KpayRefusal,
  KpayTooManyPrompts,
} from "../../../../../../http-types"
import { methodField, phoneField } from "../../../../../../operations/payment-input"
import { sendPrompt } from "../../../../../../operations/send-prompt"
import { readAttemptResponse } from "../../../../../admin-read"
import { sendRefusal } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"
import { sendTooManyPrompts } from "../../../../../too-many-prompts"

const bodyShape = z.object({ method: methodField.nullish(), phone: phoneField.nullish() })

/**
 * Asks the shopper of an attempt for the money again, on the same phone and method or on others. It asks what is owed now.
 * Answers with the new attempt; 400 says why none was started, 429 that too many were.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse | KpayRefusal | KpayTooManyPrompts>
): Promise<void> {
  const { method, phone } = parseInput(bodyShape, request.body)
  const result = await sendPrompt(request.scope, {
    attempt_id: request.params.id ?? "",
    method: method ?? null,
    msisdn: phone ?? null,
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
