import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayAttemptResponse, KpayRefusal } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { refreshSoon } from "../../../../../../operations/refresh"
import { readAttemptResponse, requireAttempt } from "../../../../../admin-read"
import { answer } from "../../../../../done"

/** Asks K-Pay now, also about an attempt that the job does not ask about any more. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayAttemptResponse | KpayRefusal>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  await answer(response, async () => {
    const { id } = await requireAttempt(kpay, request.params.id)
    await kpay.recordRefreshRequested([id], request.auth_context.actor_id)
    await refreshSoon(request.scope, id)
    return readAttemptResponse(request.scope, id)
  })
}
