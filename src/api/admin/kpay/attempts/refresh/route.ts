import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayBulkRefreshResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { refreshAll } from "../../../../../operations/refresh"
import { toAttemptViews } from "../../../../admin-read"
import { parseInput } from "../../../../parse-input"

const ids = '"ids" must be a list of 1 to 100 ids of attempts'
const bodyShape = z.object({
  ids: z
    .array(z.string({ error: ids }), { error: ids })
    .min(1, { error: ids })
    .max(100, {
      error: ids,
    }),
})

/** How long an admin waits; questions that are not answered by then go on. */
const WAIT_MS = 15_000

/** Asks K-Pay about several attempts now. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayBulkRefreshResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { ids } = parseInput(bodyShape, request.body)
  await kpay.recordRefreshRequested(ids, request.auth_context.actor_id)
  await refreshAll(request.scope, ids, { concurrency: kpay.settings.concurrency, waitMs: WAIT_MS })
  const attempts = await kpay.listAttemptsByIds(ids)
  response.json({ attempts: await toAttemptViews(request.scope, attempts) })
}
