import type { ReasonCode } from "./gateway/reason"
import type { MethodId } from "./gateway/methods"

/** A way of paying, as `GET /store/kpay/methods` gives it. */
export interface KpayMethod {
  readonly id: MethodId
  readonly label: string
  /** Whether a phone number must be sent along. */
  readonly needs_phone: boolean
  /** Whether the shopper is sent to K-Pay's card page. */
  readonly redirects: boolean
  /** Whole francs. */
  readonly min: number
  readonly max: number
  readonly available: boolean
  /** Why it is not available, in the shopper's language. */
  readonly reason?: string
}

export interface KpayMethodsResponse {
  readonly methods: readonly KpayMethod[]
}

/** A payment as the shopper may see it. */
export interface KpaySession {
  readonly session_id: string
  readonly status: "not_started" | "pending" | "paid" | "failed" | "unplaced"
  readonly method: MethodId | null
  readonly phone_masked: string | null
  /** Whole francs. */
  readonly amount: number
  readonly currency_code: string
  /** What happened and the next step, in the shopper's language. */
  readonly message: string
  readonly reason_code: ReasonCode | null
  /** Where to send the browser now; `null` when there is nowhere to go. */
  readonly redirect_url: string | null
  /** What to dial when no prompt came to the phone. */
  readonly ussd: string | null
  readonly order_id: string | null
  readonly display_id: number | null
  /** Whether a further attempt can be started. */
  readonly can_retry: boolean
  /** When to ask again, in milliseconds; `null` when nothing more will happen. */
  readonly poll_after_ms: number | null
  /** ISO 8601. */
  readonly started_at: string | null
}

export interface KpaySessionResponse {
  readonly kpay: KpaySession
}
