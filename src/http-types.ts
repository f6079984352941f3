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
  /** Seconds until a further attempt can be started; `null` when it is not a matter of time. */
  readonly retry_after_s: number | null
  /** When to ask again, in milliseconds; `null` when nothing more will happen. */
  readonly poll_after_ms: number | null
  /** ISO 8601. */
  readonly started_at: string | null
}

export interface KpaySessionResponse {
  readonly kpay: KpaySession
}

/** An attempt as admins see it. */
export interface KpayAdminAttempt {
  readonly id: string
  readonly refid: string
  readonly tid: string | null
  /** The id in the shopper's SMS. */
  readonly momo_transaction_id: string | null
  readonly state: "starting" | "pending" | "paid" | "failed" | "abandoned"
  /** Whether Medusa has the money. */
  readonly placed: boolean
  readonly unplaced_reason: string | null
  /** What a person decided about unplaced money. */
  readonly resolution: "given_back" | "dismissed" | null
  readonly resolution_note: string | null
  /** Medusa's id of the user. */
  readonly resolved_by: string | null
  readonly resolved_at: string | null
  readonly reason_code: ReasonCode | null
  /** K-Pay's own text. */
  readonly reason: string | null
  readonly method: MethodId
  readonly network: "mtn" | "airtel" | null
  /** Whole francs. */
  readonly amount: number
  readonly currency_code: string
  readonly phone_masked: string | null
  readonly payment_session_id: string
  readonly cart_id: string | null
  readonly order_id: string | null
  readonly order_display_id: number | null
  readonly account: string
  readonly environment: "test" | "live"
  readonly created_at: string
  readonly asked_at: string | null
  readonly paid_at: string | null
}

/** One thing that happened to an attempt. */
export interface KpayJournalEntry {
  readonly id: string
  readonly event: string
  /** What K-Pay sent, without personal data and keys. */
  readonly wire: Record<string, unknown> | null
  readonly note: string | null
  /** Medusa's id of the user who did it. */
  readonly actor: string | null
  readonly created_at: string
}

/** Money owed to a shopper. */
export interface KpayGiveBack {
  readonly id: string
  readonly status: "due" | "done"
  /** Whole francs. */
  readonly amount: number
  readonly currency_code: string
  readonly attempt_id: string
  readonly order_id: string | null
  readonly refund_id: string | null
  readonly phone_masked: string | null
  /** Of the transfer by which it was sent. */
  readonly reference: string | null
  readonly note: string | null
  readonly created_at: string
  readonly done_at: string | null
  readonly done_by: string | null
}

export interface KpayAttemptsResponse {
  readonly attempts: readonly KpayAdminAttempt[]
  readonly next_cursor: string | null
}

export interface KpayAttemptResponse {
  readonly attempt: KpayAdminAttempt
  readonly journal: readonly KpayJournalEntry[]
}

export interface KpayGiveBacksResponse {
  readonly give_backs: readonly KpayGiveBack[]
  readonly next_cursor: string | null
}

export interface KpayGiveBackResponse {
  readonly give_back: KpayGiveBack
}
