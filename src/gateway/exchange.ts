import type { Dispatcher } from "undici"
import { unpack } from "./unpack"

/** An answer, whatever its HTTP status. */
export interface Answer {
  readonly httpStatus: number
  readonly text: string
}

/** Until when an exchange may take. */
export interface Limits {
  /** A request that is not on its way when this ends is never sent. */
  readonly send: AbortSignal
  /** A request that was sent waits no longer for its answer. */
  readonly answer: AbortSignal
}

/** One request and its answer, as undici reports them. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Rejects with undici's error, or the reason of the limit that ended it. */
  readonly answer: Promise<Answer>
  readonly #limits: Limits
  readonly #chunks: Buffer[] = []
  readonly #answerBytesMax: number
  readonly #onEnd: () => void
  #httpStatus = 0
  #contentEncoding = ""
  #controller: Dispatcher.DispatchController | null = null
  #resolve: (answer: Answer) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  /**
   * @param answerBytesMax Most bytes of an answer after it was unpacked. undici bounds those that are sent.
   * @param onEnd is called once, when undici has nothing more to do for the request.
   */
  constructor(limits: Limits, answerBytesMax: number, onEnd: () => void) {
    this.#limits = limits
    this.#answerBytesMax = answerBytesMax
    this.#onEnd = onEnd
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    limits.send.addEventListener("abort", this.#endUnsent)
  }

  /** Whether the request was given to a connection. When not, no byte of it was sent, and none will be. */
  get isSent(): boolean {
    return this.#controller !== null
  }

  /** undici calls this before it writes the first byte to a connection. What is aborted here is not written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { send, answer } = this.#limits
    if (send.aborted) {
      controller.abort(toReason(send))
      return
    }
    this.#controller = controller
    send.removeEventListener("abort", this.#endUnsent)
    answer.addEventListener("abort", this.#endUnanswered)
    if (answer.aborted) this.#endUnanswered()
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    httpStatus: number,
    headers: NodeJS.Dict<string | string[]>
  ): void {
    this.#httpStatus = httpStatus
    this.#contentEncoding = String(headers["content-encoding"] ?? "")
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const bytes = unpack(Buffer.concat(this.#chunks), this.#contentEncoding, this.#answerBytesMax)
    this.#resolve({ httpStatus: this.#httpStatus, text: new TextDecoder().decode(bytes) })
    this.#end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error)
    this.#end()
  }

  /** undici keeps the request until it has a connection for it; the caller waits no longer. */
  readonly #endUnsent = (): void => this.#reject(toReason(this.#limits.send))

  readonly #endUnanswered = (): void => this.#controller?.abort(toReason(this.#limits.answer))

  #end(): void {
    this.#limits.send.removeEventListener("abort", this.#endUnsent)
    this.#limits.answer.removeEventListener("abort", this.#endUnanswered)
    this.#onEnd()
  }
}

function toReason({ reason }: AbortSignal): Error {
  return reason as Error
}
