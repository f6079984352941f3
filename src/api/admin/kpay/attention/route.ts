import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findDegradedMethods } from "../../../../degraded-methods/read"
import type { KpayAttentionResponse } from "../../../../http-types"
import { readAttention } from "../../../../operations/setup/read-attention"
import { resolveStatements } from "../../../../statements/resolve"

/**
 * What waits for a person, what keeps K-Pay from being used, which methods fail far more often than usual, and how many payments a
 * statement says were taken back.
 */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttentionResponse>
): Promise<void> {
  const [attention, degraded, reversed] = await Promise.all([
    readAttention(request.scope),
    findDegradedMethods(request.scope),
    resolveStatements(request.scope).countReversed(),
  ])
  response.json({
    ...attention,
    count: attention.count + degraded.length + reversed,
    degraded_methods: degraded,
    reversed_count: reversed,
  })
}
