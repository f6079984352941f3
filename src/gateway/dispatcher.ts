import { Agent, type Dispatcher } from "undici"

export interface DispatcherOptions {
  /** Most connections to one address at once. */
  readonly connectionsMax: number
  readonly connectMs: number
  readonly headersMs: number
  readonly bodyMs: number
  /** A longer answer is an error. */
  readonly answerBytesMax: number
}

/**
 * Sends requests over bounded connections.
 *
 * TLS is verified also where `NODE_TLS_REJECT_UNAUTHORIZED=0` is set for another service.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { connectionsMax, connectMs, headersMs, bodyMs, answerBytesMax } = options
  return new Agent({
    connections: connectionsMax,
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    maxResponseSize: answerBytesMax,
    connect: { timeout: connectMs, rejectUnauthorized: true },
  })
}
