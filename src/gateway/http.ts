import { Agent, buildConnector, request } from "undici"

/** No connection was made, so the request cannot have been acted on. */
export class NotConnectedError extends Error {
  override readonly name = "NotConnectedError"
}

/** How long each part of a call may take, in milliseconds. */
export interface Timeouts {
  /** To make a connection, TLS included. */
  readonly connectMs: number
  /** From the request to the answer's headers; K-Pay was seen to take 2.6 s for a refusal. */
  readonly headersMs: number
  /** Between two pieces of the answer. */
  readonly bodyMs: number
}

/** Most connections to K-Pay at once; further calls wait for a free one. */
const CONNECTIONS_MAX = 16

/** K-Pay's answers are a few hundred bytes. */
const ANSWER_BYTES_MAX = 64 * 1024

/** Posts JSON over kept-alive, bounded connections. Never repeats a request by itself. */
export class JsonPoster {
  readonly #agent: Agent

  constructor(timeouts: Timeouts) {
    // Verification stays on even where NODE_TLS_REJECT_UNAUTHORIZED=0 is set for another service.
    const connect = buildConnector({ timeout: timeouts.connectMs, rejectUnauthorized: true })
    this.#agent = new Agent({
      connections: CONNECTIONS_MAX,
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.bodyMs,
      maxResponseSize: ANSWER_BYTES_MAX,
      connect: (options, callback) => {
        connect(options, (...[error, socket]: Parameters<buildConnector.Callback>) => {
          if (error)
            callback(new NotConnectedError("No connection could be made.", { cause: error }), null)
          else callback(null, socket)
        })
      },
    })
  }

  /**
   * Posts a body and gives the answer's text, whatever its HTTP status.
   *
   * @throws NotConnectedError when no connection was made; any other error leaves open whether the request was acted on.
   */
  async post(
    url: string,
    headers: Record<string, string>,
    body: unknown,
    signal?: AbortSignal
  ): Promise<{ httpStatus: number; text: string }> {
    const answer = await request(url, {
      method: "POST",
      dispatcher: this.#agent,
      headers: { ...headers, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    })
    return { httpStatus: answer.statusCode, text: await answer.body.text() }
  }

  /** Lets running calls end, then closes the connections. */
  async close(): Promise<void> {
    await this.#agent.close()
  }
}
