import { MedusaError } from "@medusajs/framework/utils"
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
