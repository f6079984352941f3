import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { KpayStatementProgress } from "../../http-types"

type Tell = (progress: KpayStatementProgress) => void

const EVENT_STREAM = "text/event-stream"

/**
 * Answers with what `work` gives, as JSON. A caller who accepts server-sent events gets `progress` meanwhile, and at the end
 * `done` with the same answer or `error` with `type` and `message`; the HTTP status is 200 then.
 */
export async function answerWithProgress<Answer>(
  request: MedusaRequest,
  response: MedusaResponse<Answer>,
  work: (tell: Tell) => Promise<Answer>
): Promise<void> {
  if (!request.headers.accept?.includes(EVENT_STREAM)) {
    response.json(await work(() => undefined))
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
): { readonly type: string; readonly message: string } {
  if (MedusaError.isMedusaError(error)) return { type: error.type, message: error.message }
  const name = error instanceof Error ? error.name : "unknown error"
  request.scope
    .resolve(ContainerRegistrationKeys.LOGGER)
    .error(`K-Pay: a statement could not be stored (${name}).`)
  return {
    type: "unknown_error",
    message: "See Medusa's log, and look at the list of statements before you try again.",
  }
}
