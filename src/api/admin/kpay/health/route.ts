import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { checkMethods } from "../../../../degraded-methods/read"
import type { KpayHealthResponse } from "../../../../http-types"
import { checkHealth } from "../../../../operations/setup/check-health"

/** Every check of the setup, with its remedy. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayHealthResponse>
): Promise<void> {
  const [health, methods] = await Promise.all([
    checkHealth(request.scope),
    checkMethods(request.scope),
  ])
  response.json({ ...health, checks: [...health.checks, ...methods] })
}
