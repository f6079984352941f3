import { KpayError } from "./kpay-error"

/** The part of `@medusajs/js-sdk` that the kit uses. */
export interface KpaySdk {
  readonly client: {
    fetch<T>(
      path: string,
      init?: { method?: string; body?: Record<string, unknown>; signal?: AbortSignal }
    ): Promise<T>
  }
}

/** How the kit reaches the shop's server: through the shop's own Medusa client, or by `fetch`. */
export type KpayConnection =
  | { readonly sdk: KpaySdk }
  | {
      /** Medusa's address, e.g. `https://medusa.shop.example`. */
      readonly baseUrl: string
      readonly publishableKey: string
    }

/**
 * Calls a store route: GET without a body, POST with one.
 *
 * @throws KpayError
 */
export type Ask = <T>(path: string, body?: object, signal?: AbortSignal) => Promise<T>

/** The timeout of a GET. On a poor connection it is better to ask again than to wait longer. */
const GET_TIMEOUT_MS = 15_000

/** The timeout of a POST. It is longer than the server waits for K-Pay, so that the server usually answers first. */
const POST_TIMEOUT_MS = 60_000

/** Makes the function that calls the store routes over a connection. */
export function toAsk(connection: KpayConnection): Ask {
  const send = "sdk" in connection ? toSdkSend(connection.sdk) : toFetchSend(connection)
  return async (path, body, signal) => {
    if (signal?.aborted) throw signal.reason
    const abort = new AbortController()
    const onAbort = (): void => abort.abort()
    const timer = setTimeout(onAbort, body ? POST_TIMEOUT_MS : GET_TIMEOUT_MS)
    signal?.addEventListener("abort", onAbort)
    try {
      return (await send(path, body, abort.signal)) as never
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw toKpayError(error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener("abort", onAbort)
    }
  }
}

type Send = (path: string, body: object | undefined, signal: AbortSignal) => Promise<unknown>

function toSdkSend(sdk: KpaySdk): Send {
  return (path, body, signal) =>
    sdk.client.fetch(
      path,
      body ? { method: "POST", body: body as Record<string, unknown>, signal } : { signal }
    )
}

function toFetchSend({
  baseUrl,
  publishableKey,
}: {
  baseUrl: string
  publishableKey: string
}): Send {
  return async (path, body, signal) => {
    const response = await fetch(baseUrl.replace(/\/$/, "") + path, {
      signal,
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": publishableKey,
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    })
    if (response.ok) return response.json() as Promise<unknown>
    const answer: unknown = await response.json().catch(() => null)
    throw new KpayError(
      toKind(response.status),
      (answer as { message?: string } | null)?.message ?? response.statusText,
      response.status,
      answer
    )
  }
}

/** Medusa's client throws an error with a `status` when the server rejects a request. Any other error means no answer. */
function toKpayError(error: unknown): KpayError {
  if (error instanceof KpayError) return error
  const { status, message } = error as { status?: unknown; message?: string }
  const known = typeof status === "number" ? status : null
  return new KpayError(toKind(known), message ?? String(error), known, null, { cause: error })
}

/** A server that is busy, overloaded or broken (408, 425, 429, 5xx) has not rejected the request. */
function toKind(status: number | null): KpayError["kind"] {
  const isRejection =
    status !== null && status >= 400 && status < 500 && ![408, 425, 429].includes(status)
  return isRejection ? "rejected" : "no_answer"
}
