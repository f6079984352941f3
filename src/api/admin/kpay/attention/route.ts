import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayAttentionResponse } from "../../../../http-types"
import { readAttention } from "../../../../operations/setup/read-attention"

/** What waits for a person, and what keeps K-Pay from being used. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttentionResponse>
): Promise<void> {
  response.json(await readAttention(request.scope))
}
