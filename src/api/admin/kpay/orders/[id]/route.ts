import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayOrderResponse } from "../../../../../http-types"
import { readOrderResponse } from "../../../../admin-read"

/** What an order owes, and every attempt to pay it. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayOrderResponse>
): Promise<void> {
  response.json(await readOrderResponse(request.scope, request.params.id ?? ""))
}
