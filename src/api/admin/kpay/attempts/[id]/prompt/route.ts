import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse } from "../../../../../../http-types"
import { methodField, phoneField } from "../../../../../../operations/payment-input"
import { sendPrompt } from "../../../../../../operations/send-prompt"
import { readAttemptResponse } from "../../../../../admin-read"
import { requireDone } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"

const bodyShape = z.object({ method: methodField.nullish(), phone: phoneField.nullish() })

/**
 * Asks the shopper of an attempt for the money again, on the same phone and method or on others. It asks what is owed now.
 * Answers with the new attempt; 400 says why none was started.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  const { method, phone } = parseInput(bodyShape, request.body)
  const { attempt } = requireDone(
    await sendPrompt(request.scope, {
      attempt_id: request.params.id ?? "",
      method: method ?? null,
      msisdn: phone ?? null,
      actor: request.auth_context.actor_id,
    })
  )
  response.json(await readAttemptResponse(request.scope, attempt.id))
}
