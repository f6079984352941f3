import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { KpaySessionResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import { isOpen, isToBePlaced, type Attempt } from "../../../../../modules/kpay/attempt"
import { readCheckout } from "../../../../../modules/kpay/checkout"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { refreshWithin } from "../../../../../workflows/refresh"
import { toSessionView } from "../../../../session-view"

/** However many pages poll, K-Pay is asked about an attempt no more often. */
const ASK_EVERY_MS = 3_000

/** How long a poll waits for K-Pay before it answers with what is known. */
const WAIT_MS = 4_000

/** How a payment stands. Reading it may ask K-Pay. Works for a session that core has deleted. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpaySessionResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const sessionId = request.params.id ?? ""
  const choice = await kpay.choices.find(sessionId)
  if (!choice)
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      "There is no K-Pay payment with this session id."
    )

  const known = await kpay.findAttemptOf(sessionId)
  if (known && isWorthAsking(known)) await refreshWithin(request.scope, known.id, WAIT_MS)
  const attempt = known && (await kpay.findAttemptOf(sessionId))
  const query = request.scope.resolve(ContainerRegistrationKeys.QUERY)
  const checkout = await readCheckout(query, attempt?.payment_session_id ?? sessionId)
  response.json({ kpay: toSessionView(sessionId, choice, attempt, checkout, kpay.settings) })
}

function isWorthAsking(attempt: Attempt): boolean {
  const lastAskedAt = attempt.asked_at ?? attempt.created_at
  return (
    isToBePlaced(attempt) || (isOpen(attempt) && Date.now() - lastAskedAt.getTime() > ASK_EVERY_MS)
  )
}
