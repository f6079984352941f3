import type { MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { Reason } from "../domain/sentences"
import type { KpayRefusal } from "../http-types"
import type { Refused } from "../operations/refused"

const { NOT_FOUND, NOT_ALLOWED } = MedusaError.Types

/** A request that is refused: 404 for `not_found`, else 400. Medusa's own errors have no id and details. */
export class RefusedError extends MedusaError {
  constructor(
    type: string,
    private readonly reason: Reason
  ) {
    super(type, reason.message)
  }

  /** The body of the answer. */
  toBody(): KpayRefusal {
    const { message, id, details } = this.reason
    return { type: this.type, message, message_id: id, details }
  }
}

/**
 * What an operation has done.
 *
 * @throws RefusedError with the reason where it was refused.
 */
export function requireDone<Done extends { readonly type: "done" }>(result: Done | Refused): Done {
  if (result.type === "done") return result
  throw new RefusedError(result.isUnknown ? NOT_FOUND : NOT_ALLOWED, result)
}

/** Answers with what `work` gives, or with the id and details of a refusal where it throws a `RefusedError`. */
export async function answer<Body>(
  response: MedusaResponse<Body | KpayRefusal>,
  work: () => Promise<Body>
): Promise<void> {
  try {
    response.json(await work())
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    response.status(error.type === NOT_FOUND ? 404 : 400).json(error.toBody())
  }
}

/** Answers 404 or 400 with the reason of a refusal and its id and details, which Medusa's own errors have not. */
export function sendRefusal(
  response: Pick<MedusaResponse<KpayRefusal>, "status">,
  refused: Refused,
  status = refused.isUnknown ? 404 : 400
): void {
  const error = new RefusedError(refused.isUnknown ? NOT_FOUND : NOT_ALLOWED, refused)
  response.status(status).json(error.toBody())
}
