import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findDegradedMethods } from "../../../../degraded-methods/read"
import type { KpayAttentionResponse } from "../../../../http-types"
import { readAttention } from "../../../../operations/setup/read-attention"

/** What waits for a person, what keeps K-Pay from being used, and which methods fail far more often than usual. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttentionResponse>
): Promise<void> {
  const [attention, degraded] = await Promise.all([
    readAttention(request.scope),
    findDegradedMethods(request.scope),
  ])
  response.json({
    ...attention,
    count: attention.count + degraded.length,
    degraded_methods: degraded,
  })
}
