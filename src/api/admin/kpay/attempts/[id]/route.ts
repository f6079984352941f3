import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayAttemptResponse, KpayRefusal } from "../../../../../http-types"
import { readAttemptResponse } from "../../../../admin-read"
import { answer } from "../../../../done"

/** One attempt with everything that happened to it. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttemptResponse | KpayRefusal>
): Promise<void> {
  await answer(response, () => readAttemptResponse(request.scope, request.params.id))
}
