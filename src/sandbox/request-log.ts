import type { IncomingMessage } from "node:http"

/** A request that the sandbox received. */
export interface LogEntry {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  /** The JSON body of a call to K-Pay, otherwise the text. */
  readonly body: unknown
}

/** The oldest entries are dropped beyond this many. */
const ENTRIES_MAX = 5_000

/** The requests that the sandbox received. */
export class RequestLog {
  readonly #entries: LogEntry[] = []

  add(request: IncomingMessage, path: string, body: unknown): void {
    this.#entries.push({
      at: new Date().toISOString(),
      method: request.method ?? "",
      path,
      headers: request.headers,
      body,
    })
    if (this.#entries.length > ENTRIES_MAX) this.#entries.shift()
  }

  /** Oldest first. */
  all(): readonly LogEntry[] {
    return this.#entries
  }
}
