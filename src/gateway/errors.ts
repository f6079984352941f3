import type { ReasonCode } from "../domain/reasons"

/**
 * They said no: K-Pay refused the request, or it never left this machine.
 *
 * Nothing is owed and nobody has been asked for money. Not thrown when the outcome is in any doubt.
 */
export class KpayRefusedError extends Error {
  override readonly name = "KpayRefusedError"

  constructor(
    message: string,
    /** Why, in the words that shoppers and admins are told by. */
    readonly reasonCode: ReasonCode,
    /** K-Pay's own code and text with what the admin can do, or nulls when the request never reached K-Pay. */
    readonly said: {
      code: string | null
      text: string | null
      tid: string | null
      remedy: string | null
    },
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}

/**
 * We cannot know: K-Pay may or may not have acted on the request.
 *
 * Ask `checkStatus` later. Never read this as a failure, and never send the same `pay` again.
 */
export class KpayUnknownOutcomeError extends Error {
  override readonly name = "KpayUnknownOutcomeError"

  constructor(
    message: string,
    /** Whether K-Pay answered in its own format, so that it is up and this one answer is no use. */
    readonly hasAnswer: boolean,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
