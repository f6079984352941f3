import type { KpaySession } from "../http-types"

/** The outcome of `start` and `retry`. `message` is for the shopper, in their language. */
export type KpayOutcome =
  /** A payment is under way or done. Read `session.status`, and `wait` for the end. */
  | { readonly type: "started"; readonly session: KpaySession }
  /** The cart costs nothing, and its order is placed without a payment. */
  | { readonly type: "placed"; readonly orderId: string }
  /** No payment is under way. The cart or order is kept. The message says why, and what to do. */
  | {
      readonly type: "refused"
      readonly message: string
      /** The server's own message, for a developer. */
      readonly detail: string
      readonly session: KpaySession | null
    }
  /** A prompt is waiting, and it is too early for another one. */
  | {
      readonly type: "too_early"
      readonly message: string
      readonly retryAfterS: number | null
      readonly session: KpaySession
    }
  /** The outcome is unknown. It is safe to start again: a prompt that is waiting is found and not sent twice. */
  | { readonly type: "no_answer"; readonly message: string; readonly session: KpaySession | null }
