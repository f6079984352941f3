import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { toReason } from "../../domain/sentences"
import type { KpayRefusal, KpayStatementProgress } from "../../http-types"
import { STATEMENT_REFUSALS } from "../../modules/kpay-statements/refusals"
import { answer, RefusedError } from "../done"

type Tell = (progress: KpayStatementProgress) => void

const EVENT_STREAM = "text/event-stream"

/**
 * Answers with what `work` gives, as JSON. A caller who accepts server-sent events gets `progress` meanwhile, and at the end
 * `done` with the same answer or `error` with what an error's answer has; the HTTP status is 200 then.
 */
export async function answerWithProgress<Answer>(
  request: MedusaRequest,
  response: MedusaResponse<Answer | KpayRefusal>,
  work: (tell: Tell) => Promise<Answer>
): Promise<void> {
  if (!request.headers.accept?.includes(EVENT_STREAM)) {
    await answer(response, () => work(() => undefined))
    return
  }
  // `no-transform` keeps compression from holding the events back.
  response.writeHead(200, {
    "content-type": EVENT_STREAM,
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  })
  const send = (event: "progress" | "done" | "error", data: unknown): void => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  try {
    send(
      "done",
      await work((progress) => {
        send("progress", progress)
      })
    )
  } catch (error) {
    send("error", toError(request, error))
  } finally {
    response.end()
  }
}

/** As Medusa answers an error. Only what is said to the admin may be shown; another error can hold the rows of a file. */
function toError(
  request: MedusaRequest,
  error: unknown
): Pick<KpayRefusal, "type" | "message"> & Partial<KpayRefusal> {
  if (error instanceof RefusedError) return error.toBody()
  if (MedusaError.isMedusaError(error)) return { type: error.type, message: error.message }
  const name = error instanceof Error ? error.name : "unknown error"
  request.scope
    .resolve(ContainerRegistrationKeys.LOGGER)
    .error(`K-Pay: a statement could not be stored (${name}).`)
  const { message, id, details } = toReason(STATEMENT_REFUSALS, "statement_not_stored")
  return { type: "unknown_error", message, message_id: id, details }
}
