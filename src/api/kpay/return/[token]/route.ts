import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { KPAY_MODULE } from "../../../../modules/kpay"
import { findFirstStanding, readOrdersOfCollection } from "../../../../medusa/checkout"
import { resolveQuery } from "../../../../medusa/query"
import { toShopReturnAddress } from "../../../../modules/kpay/options/own-address"
import type KpayModuleService from "../../../../modules/kpay/service"
import { readStartedCollectionId } from "../../../../operations/chosen-collection"
import { refreshWithin } from "../../../../operations/refresh"

/** How long the browser waits while K-Pay is asked; the shop's page polls after that. */
const WAIT_MS = 8_000

/**
 * The browser's way back from the card page. It says nothing about the payment, so K-Pay is asked; then the shopper goes on
 * to the shop, whose address gets `session_id`, that of the session in which the shopper chose, and `order_id` once there is an order.
 */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const parameters: Record<string, string> = {}
  const attempt = await kpay.findAttemptByToken(request.params.token ?? "")
  if (attempt) {
    await refreshWithin(request.scope, attempt.id, WAIT_MS)
    parameters.session_id = attempt.started_session_id
    const query = resolveQuery(request.scope)
    const collectionId = await readStartedCollectionId(query, kpay, attempt)
    const orders = collectionId === null ? [] : await readOrdersOfCollection(query, collectionId)
    const order = findFirstStanding(orders)
    if (order) parameters.order_id = order.id
  }
  // 303 makes a GET of it, also after a POST. The token in this address must not reach the shop's page.
  response.setHeader("referrer-policy", "no-referrer")
  response.redirect(303, toShopReturnAddress(kpay.settings.storefrontUrl, parameters))
}

/** Some browsers return with a POST; its body is ignored. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await GET(request, response)
}
