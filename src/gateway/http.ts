import type { Dispatcher } from "undici"
import { createDispatcher } from "./dispatcher"
import { Exchange, type Answer, type Limits } from "./exchange"
import { Places } from "./places"

/** Nothing was sent, so the request cannot have been acted on. */
export class NotConnectedError extends Error {
  override readonly name = "NotConnectedError"
}

/** How long each part of a call may take, in milliseconds. */
export interface Timeouts {
  /** To make a connection: to the shop's proxy if there is one, and TLS included. For `pay` the wait for a free one too. */
  readonly connectMs: number
  /** From the request to the answer's headers; K-Pay was seen to take 2.6 s for a refusal. */
  readonly headersMs: number
  /** Between two pieces of the answer. */
  readonly bodyMs: number
}

/** K-Pay's answers are a few hundred bytes. */
const ANSWER_BYTES_MAX = 64 * 1024

/** Posts JSON over bounded connections. Never repeats a request by itself. */
export class JsonPoster {
  readonly #dispatcher: Dispatcher
  readonly #places: Places

  /**
   * @param connectionsMax Most connections at once; further calls wait for a free one.
   * @param keepsAlive Whether connections are used again. What must not be sent twice takes a new one.
   */
  constructor(timeouts: Timeouts, connectionsMax: number, keepsAlive: boolean) {
    this.#dispatcher = createDispatcher({
      ...timeouts,
      keepsAlive,
      connectionsMax,
      answerBytesMax: ANSWER_BYTES_MAX,
    })
    // Calls wait here and not in undici, which would make a connection also for a call that has given up.
    this.#places = new Places(connectionsMax)
  }

  /**
   * Posts a body and gives the answer's text, whatever its HTTP status.
   *
   * @throws NotConnectedError when nothing was sent; any other error leaves open whether the request was acted on.
   */
  async post(
    url: string,
    headers: Record<string, string>,
    body: unknown,
    limits: Limits
  ): Promise<Answer> {
    if (!(await this.#places.take(limits.send)))
      throw new NotConnectedError("No connection was free.", { cause: limits.send.reason })
    const exchange = new Exchange(limits, ANSWER_BYTES_MAX, () => this.#places.release())
    const { origin, pathname, search } = new URL(url)
    this.#dispatcher.dispatch(
      {
        origin,
        path: pathname + search,
        method: "POST",
        headers: {
          ...headers,
          "content-type": "application/json",
          accept: "application/json",
          // Without it, a server may compress its answer.
          "accept-encoding": "identity",
        },
        body: JSON.stringify(body),
      },
      exchange
    )
    try {
      return await exchange.answer
    } catch (error) {
      if (exchange.isSent) throw error
      throw new NotConnectedError("No connection could be made.", { cause: error })
    }
  }

  /** Lets running calls end, then closes the connections. */
  async close(): Promise<void> {
    await this.#dispatcher.close()
  }
}
