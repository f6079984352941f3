import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpaySessionResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { refreshIfStale } from "../../../../../operations/refresh"
import { readShopperPayment, requireChoice, toView, viewSession } from "../../../../session"

/** How a payment is now. Reading it may ask K-Pay. Works for a session that core has deleted. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpaySessionResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const choice = await requireChoice(kpay, request.params.id)
  const payment = await readShopperPayment(request.scope, choice)
  const hasChanged = await refreshIfStale(request.scope, payment.attempt)
  const view = hasChanged
    ? await viewSession(request.scope, choice)
    : toView(request.scope, payment)
  response.json({ kpay: view })
}
