import { KpayError } from "./kpay-error"

/** What the kit needs of `@medusajs/js-sdk`. */
export interface KpaySdk {
  readonly client: {
    fetch<T>(
      path: string,
      init?: { method?: string; body?: Record<string, unknown>; signal?: AbortSignal }
    ): Promise<T>
  }
}

/** How the shop's server is reached: by the shop's own Medusa client, or by `fetch`. */
export type KpayConnection =
  | { readonly sdk: KpaySdk }
  | {
      /** Medusa's address, e.g. `https://medusa.shop.example`. */
      readonly baseUrl: string
      readonly publishableKey: string
    }

/**
 * Asks a store route: GET without a body, POST with one.
 *
 * @throws KpayError
 */
export type Ask = <T>(path: string, body?: object, signal?: AbortSignal) => Promise<T>

/** A question that hangs on a poor line is better asked again. */
const QUESTION_MS = 15_000

/** Longer than the server waits for K-Pay, so that it is seldom us who hang up. */
const REQUEST_MS = 60_000

export function toAsk(connection: KpayConnection): Ask {
  const send = "sdk" in connection ? toSdkSend(connection.sdk) : toFetchSend(connection)
  return async (path, body, signal) => {
    if (signal?.aborted) throw signal.reason
    const abort = new AbortController()
    const onAbort = (): void => abort.abort()
    const timer = setTimeout(onAbort, body ? REQUEST_MS : QUESTION_MS)
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
    const answer = await fetch(baseUrl.replace(/\/$/, "") + path, {
      signal,
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": publishableKey,
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    })
    if (answer.ok) return answer.json() as Promise<unknown>
    const told: unknown = await answer.json().catch(() => null)
    throw new KpayError(
      toKind(answer.status),
      (told as { message?: string } | null)?.message ?? answer.statusText,
      answer.status,
      told
    )
  }
}

/** A client says by throwing that the server said no, with a `status`; whatever else is thrown is no answer. */
function toKpayError(error: unknown): KpayError {
  if (error instanceof KpayError) return error
  const { status, message } = error as { status?: unknown; message?: string }
  const known = typeof status === "number" ? status : null
  return new KpayError(toKind(known), message ?? String(error), known, null, { cause: error })
}

/** A server that is busy, overloaded or broken has not said no: 408, 425, 429, 5xx. */
function toKind(status: number | null): KpayError["kind"] {
  const isNo = status !== null && status >= 400 && status < 500 && ![408, 425, 429].includes(status)
  return isNo ? "rejected" : "no_answer"
}
