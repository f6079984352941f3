import type { ReasonCode } from "../domain/reasons"
import type { Wire } from "./redaction"

/** What K-Pay answered, with no personal data in it. */
export interface Said {
  readonly code: string | null
  /** Its most telling text. */
  readonly text: string | null
  /** All of it; `null` where there was no answer. */
  readonly wire: Wire | null
}

/**
 * K-Pay refused the request, or the request never left this machine.
 *
 * No money was asked for. Not thrown when the outcome is in doubt.
 */
export class KpayRefusedError extends Error {
  override readonly name = "KpayRefusedError"

  constructor(
    message: string,
    /** Why. Texts for shoppers and admins hang on it. */
    readonly reasonCode: ReasonCode,
    /** K-Pay's own code and text with what the admin can do, or nulls when the request never reached K-Pay. */
    readonly said: Said & { readonly tid: string | null; readonly remedy: string | null },
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}

/**
 * The outcome is unknown: K-Pay may or may not have acted on the request.
 *
 * Ask `checkStatus` later. This is no failure, and the same `pay` must never be sent again.
 */
export class KpayUnknownOutcomeError extends Error {
  override readonly name = "KpayUnknownOutcomeError"
  /** What was answered in K-Pay's format; `null` where nothing was. */
  readonly said: Said | null

  constructor(
    message: string,
    /** Whether K-Pay is up and only this answer is unusable. It is not where its server tells of a fault of its own. */
    readonly hasAnswer: boolean,
    { said, ...options }: ErrorOptions & { readonly said?: Said } = {},
    /** Of an answer that is not K-Pay's, e.g. a proxy's 407; else `null`. */
    readonly httpStatus: number | null = null
  ) {
    super(message, options)
    this.said = said ?? null
  }
}
