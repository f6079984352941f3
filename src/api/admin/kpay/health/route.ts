import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayHealthResponse } from "../../../../http-types"
import { readHealth } from "../../../read-health"

/** Every check of the setup, with its remedy. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayHealthResponse>
): Promise<void> {
  response.json(await readHealth(request.scope))
}
