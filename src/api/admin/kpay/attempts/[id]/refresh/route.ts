import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayAttemptResponse } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { refreshSoon } from "../../../../../../operations/refresh"
import { readAttemptResponse, requireAttempt } from "../../../../../admin-read"

/** Asks K-Pay now, also about an attempt that the job does not ask about any more. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { id } = await requireAttempt(kpay, request.params.id)
  await kpay.recordRefreshRequested([id], request.auth_context.actor_id)
  await refreshSoon(request.scope, id)
  response.json(await readAttemptResponse(request.scope, id))
}
