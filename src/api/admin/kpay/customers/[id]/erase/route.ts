import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayErasureResponse } from "../../../../../../http-types"
import { eraseCustomerNotifications } from "../../../../../../notifications/erase"
import { eraseCustomer } from "../../../../../../operations/erase-customer"
import { eraseManualPaymentNotes } from "../../../../../../operations/manual-payments/erase-notes"
import { withStatementsErased } from "../../../../../../statements/erase"

/** Erases a customer's personal data from their payments. A customer without payments, or an unknown one, gets zeros. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayErasureResponse>
): Promise<void> {
  const customerId = request.params.id ?? ""
  await eraseManualPaymentNotes(request.scope, customerId)
  await eraseCustomerNotifications(request.scope, customerId)
  const { erased, waiting } = await withStatementsErased(request.scope, customerId, () =>
    eraseCustomer(request.scope, { customerId, actor: request.auth_context.actor_id })
  )
  response.json({ erased, waiting })
}
