import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse, KpayRefusal } from "../../../../../../http-types"
import { applyUnappliedMoney } from "../../../../../../operations/apply-unapplied-money"
import { refuseSameTransfer } from "../../../../../../operations/manual-payments/same-transfer"
import { readAttemptResponse } from "../../../../../admin-read"
import { sendRefusal } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"

const bodyShape = z.object({ order_id: z.string({ error: '"order_id" must be text' }).nullish() })

/**
 * Applies unapplied money to the order or cart that it was paid for, or to the order that is named. 400 says why no order took it.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse | KpayRefusal>
): Promise<void> {
  const { order_id = null } = parseInput(bodyShape, request.body)
  const attemptId = request.params.id ?? ""
  const result =
    (await refuseSameTransfer(request.scope, attemptId)) ??
    (await applyUnappliedMoney(request.scope, {
      attempt_id: attemptId,
      order_id,
      actor: request.auth_context.actor_id,
    }))
  if (result.type === "refused") {
    sendRefusal(response, result)
    return
  }
  response.json(await readAttemptResponse(request.scope, result.attempt.id))
}
