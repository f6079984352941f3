import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse } from "../../../../../../http-types"
import { applyUnappliedMoney } from "../../../../../../operations/apply-unapplied-money"
import { refuseSameTransfer } from "../../../../../../operations/manual-payments/same-transfer"
import { readAttemptResponse } from "../../../../../admin-read"
import { requireDone } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"

const bodyShape = z.object({ order_id: z.string({ error: '"order_id" must be text' }).nullish() })

/** Applies unapplied money to the order or cart that it was paid for, or to the order that is named. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  const { order_id = null } = parseInput(bodyShape, request.body)
  const attemptId = request.params.id ?? ""
  const { attempt } = requireDone(
    (await refuseSameTransfer(request.scope, attemptId)) ??
      (await applyUnappliedMoney(request.scope, {
        attempt_id: attemptId,
        order_id,
        actor: request.auth_context.actor_id,
      }))
  )
  response.json(await readAttemptResponse(request.scope, attempt.id))
}
