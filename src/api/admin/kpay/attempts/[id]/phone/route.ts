import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toLocalMsisdn } from "../../../../../../domain/msisdn"
import type { KpayPhoneResponse } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import { toPromptedMsisdn } from "../../../../../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { requireAttempt } from "../../../../../admin-read"

/** Shows the payer's phone in full, and journals who saw it. A POST, since it writes. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayPhoneResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await requireAttempt(kpay, request.params.id)
  const msisdn = toPromptedMsisdn(attempt)
  if (msisdn) {
    await kpay.recordPhoneShown(attempt.id, request.auth_context.actor_id)
  }
  response.json({ phone: msisdn && toLocalMsisdn(msisdn) })
}
