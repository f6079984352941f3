import type { MedusaResponse } from "@medusajs/framework/http"
import type { KpayTooManyPrompts } from "../http-types"

/** Answers 429 with the seconds to wait. Medusa's errors have no such status. */
export function sendTooManyPrompts(
  response: Pick<MedusaResponse<KpayTooManyPrompts>, "setHeader" | "status">,
  message: string,
  retryAfterS: number
): void {
  const body: KpayTooManyPrompts = {
    type: "too_many_prompts",
    message,
    retry_after_s: retryAfterS,
  }
  response.setHeader("retry-after", String(retryAfterS))
  response.status(429).json(body)
}
