import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toLocalMsisdn } from "../../../../../../domain/msisdn"
import type { KpayPhoneResponse } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import { toAskedMsisdn } from "../../../../../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { requireAttempt } from "../../../../../admin-read"

/** Shows the payer's phone in full, and writes down who looked. A POST, since it leaves a trace. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayPhoneResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await requireAttempt(kpay, request.params.id)
  const msisdn = toAskedMsisdn(attempt)
  if (msisdn) {
    const { actor_id: actor } = request.auth_context
    await kpay.attempts.writeJournal(attempt.id, { event: "phone_shown", actor })
  }
  response.json({ phone: msisdn && toLocalMsisdn(msisdn) })
}
