import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KPAY_MODULE } from "../../../../modules/kpay"
import { readCheckout } from "../../../../medusa/checkout"
import type KpayModuleService from "../../../../modules/kpay/service"
import { refreshWithin } from "../../../../operations/refresh"

/** How long the browser waits on its way home while K-Pay is asked; the shop's page goes on asking. */
const WAIT_MS = 8_000

/**
 * The browser's way back from the card page. It says nothing about the payment, so K-Pay is asked; then the shopper goes on
 * to the shop, whose address gets `session_id`, and `order_id` once there is an order.
 */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const target = new URL(kpay.settings.storefrontUrl)
  const attempt = await kpay.attempts.find({ token: request.params.token ?? "" })
  if (attempt) {
    await refreshWithin(request.scope, attempt.id, WAIT_MS)
    const checkout = await readCheckout(
      request.scope.resolve(ContainerRegistrationKeys.QUERY),
      attempt.payment_session_id
    )
    target.searchParams.set("session_id", attempt.payment_session_id)
    if (checkout?.order) target.searchParams.set("order_id", checkout.order.id)
  }
  // 303 makes a GET of it, also after a POST. The token is in our address, and the shop's page has no need of it.
  response.setHeader("referrer-policy", "no-referrer")
  response.redirect(303, target.href)
}

/** Some browsers come back with a POST; what they bring is not looked at either. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await GET(request, response)
}
