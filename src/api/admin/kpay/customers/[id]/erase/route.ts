import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayErasureResponse } from "../../../../../../http-types"
import { eraseCustomer } from "../../../../../../operations/erase-customer"

/** Erases a customer's personal data from their payments. A customer without payments, or an unknown one, gets zeros. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayErasureResponse>
): Promise<void> {
  const { erased, waiting } = await eraseCustomer(request.scope, {
    customerId: request.params.id ?? "",
    actor: request.auth_context.actor_id,
  })
  response.json({ erased, waiting })
}
