import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { readAttempt, requireAttempt } from "../../../../../admin-read"
import { parseInput } from "../../../../../parse-input"

const reason = '"reason" must say why nothing is to be done about this money'
const bodyShape = z.object({
  reason: z.string({ error: reason }).trim().min(3, { error: reason }).max(500),
})

/** Closes money that waits for a person, with a reason. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { id } = await requireAttempt(kpay, request.params.id)
  const { reason: note } = parseInput(bodyShape, request.body)
  const dismissed = await kpay.attempts.recordResolved(id, {
    resolution: "dismissed",
    note,
    actor: request.auth_context.actor_id,
  })
  if (!dismissed) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This money does not wait for a decision: it is placed, was given back or was dismissed."
    )
  }
  response.json(await readAttempt(request.scope, id))
}
