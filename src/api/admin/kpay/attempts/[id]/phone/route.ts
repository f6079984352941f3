import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toLocalMsisdn } from "../../../../../../domain/msisdn"
import type { KpayPhoneResponse, KpayRefusal } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import { toPromptedMsisdn } from "../../../../../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { requireAttempt } from "../../../../../admin-read"
import { answer } from "../../../../../done"

/** Shows the payer's phone in full, and journals who saw it. A POST, since it writes. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayPhoneResponse | KpayRefusal>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  await answer(response, async () => {
    const attempt = await requireAttempt(kpay, request.params.id)
    const msisdn = toPromptedMsisdn(attempt)
    if (msisdn) await kpay.recordPhoneShown(attempt.id, request.auth_context.actor_id)
    return { phone: msisdn && toLocalMsisdn(msisdn) }
  })
}
