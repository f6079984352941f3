import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptResponse } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { ALREADY_DECIDED } from "../../../../../../operations/apply-unapplied-money"
import { refuseWhileRecording } from "../../../../../../operations/manual-payments/same-transfer"
import { readAttemptResponse, requireAttempt } from "../../../../../admin-read"
import { parseInput } from "../../../../../parse-input"

const reason = '"reason" must say why nothing is done about this money'
const bodyShape = z.object({
  reason: z.string({ error: reason }).trim().min(3, { error: reason }).max(500),
})

/** Closes unapplied money with a reason. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await requireAttempt(kpay, request.params.id)
  const { id } = attempt
  const { reason: note } = parseInput(bodyShape, request.body)
  const refusal = await refuseWhileRecording(request.scope, attempt)
  if (refusal) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, refusal.message)
  const dismissed = await kpay.dismiss(id, note, request.auth_context.actor_id)
  if (!dismissed) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, ALREADY_DECIDED)
  response.json(await readAttemptResponse(request.scope, id))
}
