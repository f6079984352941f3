import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayCallbackTestResponse } from "../../../../../http-types"
import { testCallback } from "../../../../../operations/setup/test-callback"

/** Sends a test callback to the shop's own public address, and says whether it came. */
export async function POST(
  request: MedusaRequest,
  response: MedusaResponse<KpayCallbackTestResponse>
): Promise<void> {
  response.json(await testCallback(request.scope))
}
