import type { KpaySession } from "../http-types"

/** What became of asking for a payment. Each has what to show the shopper, in their language. */
export type KpayOutcome =
  /** A payment is under way or done: look at `session.status`, and `wait` for its end. */
  | { readonly type: "started"; readonly session: KpaySession }
  /** Nothing is under way. The cart or order is kept; the message says why and what to do. */
  | {
      readonly type: "refused"
      readonly message: string
      /** The server's own words, for a developer. */
      readonly detail: string
      readonly session: KpaySession | null
    }
  /** A prompt is out that has its time still. */
  | {
      readonly type: "too_early"
      readonly message: string
      readonly retryAfterS: number | null
      readonly session: KpaySession
    }
  /** Nobody knows what became of it. Asking again is safe: a prompt that is out is found, not doubled. */
  | { readonly type: "no_answer"; readonly message: string; readonly session: KpaySession | null }
