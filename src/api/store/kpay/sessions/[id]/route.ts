import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpaySessionResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import { isOpen, isToBePlaced, type Attempt } from "../../../../../modules/kpay/attempt"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { refreshWithin } from "../../../../../workflows/refresh"
import { readSession, requireChoice, viewSession } from "../../../../session"

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
  const choice = await requireChoice(kpay, request.params.id)
  const { attempt } = await readSession(request.scope, choice)
  if (attempt && isWorthAsking(attempt)) await refreshWithin(request.scope, attempt.id, WAIT_MS)
  response.json({ kpay: await viewSession(request.scope, choice) })
}

/** An attempt that K-Pay is not asked about any more is healed by a shopper who looks after all. */
function isWorthAsking(attempt: Attempt): boolean {
  const lastAskedAt = attempt.asked_at ?? attempt.created_at
  const isUnknown = isOpen(attempt) || attempt.state === "abandoned"
  return isToBePlaced(attempt) || (isUnknown && Date.now() - lastAskedAt.getTime() > ASK_EVERY_MS)
}
