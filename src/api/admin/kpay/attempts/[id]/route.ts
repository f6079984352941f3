import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayAttemptResponse } from "../../../../../http-types"
import { readAttemptResponse } from "../../../../admin-read"

/** One attempt with everything that happened to it. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttemptResponse>
): Promise<void> {
  response.json(await readAttemptResponse(request.scope, request.params.id))
}
