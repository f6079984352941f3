import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpaySessionResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { pollSession, requireChoice } from "../../../../session"

/** How a payment is now. Reading it may ask K-Pay. Works for a session that core has deleted. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpaySessionResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const choice = await requireChoice(kpay, request.params.id)
  response.json({ kpay: await pollSession(request.scope, choice) })
}
