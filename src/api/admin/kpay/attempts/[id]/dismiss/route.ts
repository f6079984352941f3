import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse, KpayRefusal } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { dismissUnappliedMoney } from "../../../../../../operations/dismiss-unapplied-money"
import { refuseDismissal } from "../../../../../../operations/manual-payments/same-transfer"
import { readAttemptResponse, requireAttempt } from "../../../../../admin-read"
import { answer, requireDone } from "../../../../../done"
import { parseInput } from "../../../../../parse-input"

const reason = '"reason" must say why nothing is done about this money'
const bodyShape = z.object({
  reason: z.string({ error: reason }).trim().min(3, { error: reason }).max(500),
})

/** Closes unapplied money with a reason. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse | KpayRefusal>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  await answer(response, async () => {
    const attempt = await requireAttempt(kpay, request.params.id)
    const { reason } = parseInput(bodyShape, request.body)
    requireDone(
      (await refuseDismissal(request.scope, attempt)) ??
        (await dismissUnappliedMoney(request.scope, attempt, {
          reason,
          actor: request.auth_context.actor_id,
        }))
    )
    return readAttemptResponse(request.scope, attempt.id)
  })
}
