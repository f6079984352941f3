import type { MedusaContainer } from "@medusajs/framework/types"
import { checkMethods } from "../degraded-methods/read"
import type { KpayHealthResponse } from "../http-types"
import { withNotificationCheck } from "../notifications/check"
import { checkHealth } from "../operations/setup/check-health"

/** Every check of the setup, those of the parts included. */
export async function readHealth(container: MedusaContainer): Promise<KpayHealthResponse> {
  const [health, methods] = await Promise.all([checkHealth(container), checkMethods(container)])
  return withNotificationCheck(container, { ...health, checks: [...health.checks, ...methods] })
}
