import type { MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { KpayRefusal } from "../http-types"
import type { Refused } from "../operations/refused"

/**
 * What an operation has done.
 *
 * @throws MedusaError (404 or 400) with the reason where it was refused.
 */
export function requireDone<Done extends { readonly type: "done" }>(result: Done | Refused): Done {
  if (result.type === "done") return result
  throw new MedusaError(
    result.isUnknown ? MedusaError.Types.NOT_FOUND : MedusaError.Types.NOT_ALLOWED,
    result.message
  )
}

/** Answers 404 or 400 with the reason of a refusal and its id and details, which Medusa's own errors have not. */
export function sendRefusal(
  response: Pick<MedusaResponse<KpayRefusal>, "status">,
  { isUnknown, message, id, details }: Refused
): void {
  const body: KpayRefusal = {
    type: isUnknown ? MedusaError.Types.NOT_FOUND : MedusaError.Types.NOT_ALLOWED,
    message,
    message_id: id,
    details,
  }
  response.status(isUnknown ? 404 : 400).json(body)
}
