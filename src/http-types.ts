import type { AttemptAction, AttemptStatus, UnappliedReason } from "./domain/attempt-status"
import type { JournalEvent } from "./domain/journal-events"
import type { Locale } from "./domain/locales"
import type { MethodId } from "./domain/methods"
import type { ReasonCode } from "./domain/reasons"
import type { KpayCounterLinks } from "./http-types-counter"

export type * from "./http-types-counter"

export type * from "./http-types-notifications"

/** A payment method, as `GET /store/kpay/methods` gives it. */
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
  /** That it often fails at this time, in the shopper's language. It can be chosen all the same. */
  readonly notice?: string
}

export interface KpayMethodsResponse {
  readonly methods: readonly KpayMethod[]
  /** Whether there is nothing to pay, so that the order can be placed without a payment. Then no method is available. */
  readonly nothing_to_pay: boolean
}

/** A payment as the shopper may see it. */
export interface KpaySession {
  readonly session_id: string
  readonly status: "not_started" | "pending" | "paid" | "failed" | "unapplied"
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
  /** The id in the shopper's SMS, once it is paid. */
  readonly momo_transaction_id: string | null
  readonly order_id: string | null
  readonly display_id: number | null
  /** Whether a further attempt can be started now. */
  readonly can_retry: boolean
  /** What the shopper can do now. `prompt`: start a further attempt. `wait`: a payment is under way or done. */
  readonly actions: readonly ("prompt" | "wait")[]
  /** Seconds until a further attempt can be started; `null` when it is not a matter of time. */
  readonly retry_after_s: number | null
  /** When to ask again, in milliseconds; `null` when nothing more will happen. */
  readonly poll_after_ms: number | null
  /** ISO 8601. */
  readonly started_at: string | null
}

/** The answer (429) after too many prompts that brought no money. Nothing was sent. */
export interface KpayTooManyPrompts {
  readonly type: "too_many_prompts"
  /** For the person who asked. */
  readonly message: string
  readonly retry_after_s: number
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
  readonly status: AttemptStatus
  /** Why no order takes the money; `null` where it is not `unapplied` and never was. */
  readonly unapplied_reason: UnappliedReason | null
  /** What can be done about it now. */
  readonly actions: readonly AttemptAction[]
  readonly reason_code: ReasonCode | null
  /** K-Pay's own text. */
  readonly reason: string | null
  /** K-Pay's last code, and what it documents for it. */
  readonly code: string | null
  readonly code_meaning: string | null
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
  /** Whether the order owes nothing any more; `false` for a cart, and for a cancelled order. */
  readonly order_is_paid: boolean
  /**
   * The order for which an admin recorded the same MoMo transaction by hand, and with which amount. Then the unapplied money can
   * only be dismissed: the shop has it once. Where the records are of less together, it cannot be either. `null` where none did.
   */
  readonly recorded_by_hand: {
    /** The order of the oldest record. */
    readonly order_id: string
    readonly order_display_id: number | null
    /** Every order that has a part of it, the oldest record's first. */
    readonly orders: readonly { readonly id: string; readonly display_id: number | null }[]
    /** Of all these records together, in whole francs. */
    readonly amount: number
  } | null
  readonly account: string
  readonly environment: "test" | "live"
  /** ISO 8601, like every `…_at`. */
  readonly created_at: string
  readonly asked_at: string | null
  /** When the job asks K-Pay next; `null` for never. */
  readonly next_ask_at: string | null
  readonly paid_at: string | null
}

/** One thing that happened to an attempt. */
export interface KpayJournalEntry {
  readonly id: string
  readonly event: JournalEvent
  /** K-Pay's own text with its code, e.g. `Not enough funds (02)`; `null` where K-Pay said nothing. */
  readonly said: string | null
  /** What K-Pay sent, without personal data and keys. */
  readonly wire: Record<string, unknown> | null
  readonly note: string | null
  /** Medusa's id of the user who did it, and their name or e-mail address. */
  readonly actor: string | null
  readonly actor_name: string | null
  readonly created_at: string
}

/** Money owed to a shopper, sent by hand because K-Pay has no refund call. */
export interface KpayRefund {
  readonly id: string
  readonly status: "due" | "sent"
  /** Whole francs. */
  readonly amount: number
  readonly currency_code: string
  readonly attempt_id: string
  readonly order_id: string | null
  /** `null` where it belongs to no order, or the order has no number. */
  readonly order_display_id: number | null
  /** Medusa's refund that caused it; `null` where a person decided it about unapplied money. */
  readonly refund_id: string | null
  readonly environment: KpayAdminAttempt["environment"] | null
  readonly phone_masked: string | null
  /** Of the transfer by which it was sent. */
  readonly reference: string | null
  readonly note: string | null
  readonly created_at: string
  readonly sent_at: string | null
  /** Medusa's id of the user. */
  readonly sent_by: string | null
}

export interface KpayAttemptsResponse {
  readonly attempts: readonly KpayAdminAttempt[]
  readonly next_cursor: string | null
}

export interface KpayAttemptResponse extends KpayJournalResponse {
  readonly attempt: KpayAdminAttempt
}

/** A page of an attempt's journal. The newest page comes first; within a page the oldest entry does. */
export interface KpayJournalResponse {
  readonly journal: readonly KpayJournalEntry[]
  /** Where the page of earlier entries starts, for `GET …/attempts/:id/journal`; `null` where there is none. */
  readonly next_cursor: string | null
}

/** What an order owes, over all its payment collections, transactions, credit lines and refunds. */
export interface KpayOrderBalance {
  readonly order_id: string
  readonly currency_code: string
  /** In the currency's own unit; 0 or below when nothing is owed. */
  readonly owed: number
  /** What K-Pay can be asked for, in whole francs; 0 when nothing. */
  readonly owed_rwf: number
  readonly is_cancelled: boolean
  /** Whether it is a draft order, which cannot be packed until an admin converts it. */
  readonly is_draft: boolean
  /** Whether the order still owes money that K-Pay can take, so that it must not be shipped. */
  readonly is_unpaid: boolean
  /** `pay_link`: a link for the shopper can be made now. */
  readonly actions: readonly "pay_link"[]
}

/** An order as the K-Pay widgets show it. */
export interface KpayOrderResponse {
  readonly balance: KpayOrderBalance
  /** The attempt that answers where the payment is now; `null` where there is none. */
  readonly attempt: KpayAdminAttempt | null
  /** All attempts of the order, newest first. */
  readonly attempts: readonly KpayAdminAttempt[]
  /** What of their money is due to the shopper and was not sent yet, in whole francs. */
  readonly refund_due: number
}

/** Money that a shopper paid otherwise than through K-Pay, as an admin recorded it. */
export interface KpayManualPayment {
  readonly id: string
  readonly order_id: string
  /** `momo` is money sent to the shop's own MoMo code. */
  readonly kind: "cash" | "bank" | "momo" | "other"
  /** Whole francs. */
  readonly amount: number
  readonly currency_code: string
  /** Of `momo`, the MoMo transaction id. */
  readonly reference: string | null
  readonly note: string | null
  /**
   * `recording`: the server stopped while it was booking it, and goes on. `not_booked`: the order did not owe it any more by
   * then, so nothing was booked. `taken_back`: its record was a mistake, and the order's books have it no more; or its draft order
   * was deleted.
   */
  readonly status: "recording" | "booked" | "not_booked" | "taken_back"
  /** `take_back`: a person can say that its record was a mistake. Not where Medusa has refunded a part of it. */
  readonly actions: readonly "take_back"[]
  /** Medusa's id of the user who recorded it, and their name or e-mail address. */
  readonly actor: string
  readonly actor_name: string | null
  readonly created_at: string
}

export interface KpayManualPaymentsResponse {
  /** Oldest first. */
  readonly manual_payments: readonly KpayManualPayment[]
  /** `record`: a payment can be recorded now. */
  readonly actions: readonly "record"[]
}

export interface KpayManualPaymentResponse {
  readonly manual_payment: KpayManualPayment
}

export interface KpayRefundsResponse {
  readonly refunds: readonly KpayRefund[]
  readonly next_cursor: string | null
}

export interface KpayRefundResponse {
  readonly refund: KpayRefund
}

/** Why what an admin asked for was refused. */
export interface KpayRefusal {
  readonly type: string
  /** English: why, and what to do. */
  readonly message: string
  /** The sentence and what it names, for those who say it in another language. */
  readonly message_id: string
  /** A detail that is a text itself, such as `place`, has its id in `place_id`, and what it names in `place_line` and the like. */
  readonly details: Readonly<Record<string, string>>
}

/** A phone number in full; that it was shown is journaled. */
export interface KpayPhoneResponse {
  readonly phone: string | null
}

/** What became of a customer's erasure. Payment attempts and shoppers' choices are counted. */
export interface KpayErasureResponse {
  readonly erased: number
  /** Still needed by an open payment or by money that waits for a person; erased within an hour after that is settled. */
  readonly waiting: number
}

/** The attempts after K-Pay was asked about them. */
export interface KpayBulkRefreshResponse {
  readonly attempts: readonly KpayAdminAttempt[]
}

/** What one method and network brought on one day in Kigali. Amounts are whole francs. */
export interface KpaySummaryDay {
  /** `2026-01-31` */
  readonly date: string
  readonly method: MethodId
  readonly network: "mtn" | "airtel" | null
  /** Paid on that day, whatever became of the money since. */
  readonly taken: number
  readonly taken_count: number
  /** Started on that day, and the outcome is not known yet. */
  readonly pending: number
  readonly pending_count: number
  /** Failed on that day. */
  readonly failed: number
  readonly failed_count: number
  /** Sent back on that day. */
  readonly refunded: number
  readonly refunded_count: number
  /** Estimated from the option `fees`. */
  readonly fee: number
  /** Taken, less what was refunded and the fee. */
  readonly net: number
}

/** The totals of one account in the period. */
export interface KpaySummaryAccount extends Omit<KpaySummaryDay, "date" | "method" | "network"> {
  readonly account: string
}

/** How well one method and network works in the period. */
export interface KpaySummaryNetwork {
  readonly method: MethodId
  readonly network: "mtn" | "airtel" | null
  readonly paid_count: number
  readonly failed_count: number
  /** Of the attempts that ended, the part that was paid, from 0 to 1; `null` when none ended. */
  readonly success_rate: number | null
  /** From the prompt to K-Pay's yes, in seconds; `null` when none was paid. */
  readonly median_seconds_to_pay: number | null
}

export interface KpaySummaryReason {
  readonly reason_code: ReasonCode | null
  readonly count: number
}

export interface KpaySummaryResponse {
  readonly currency_code: "rwf"
  readonly time_zone: "Africa/Kigali"
  /** First and last day, both included. */
  readonly from: string
  readonly to: string
  readonly environment: "test" | "live"
  readonly account: string | null
  readonly days: readonly KpaySummaryDay[]
  readonly totals: Omit<KpaySummaryDay, "date" | "method" | "network">
  /** The totals by account, of each that anything is counted of. They add up to `totals`. */
  readonly by_account: readonly KpaySummaryAccount[]
  readonly networks: readonly KpaySummaryNetwork[]
  /** Why attempts of the period failed, most frequent first. */
  readonly reasons: readonly KpaySummaryReason[]
}

/** Something found out about the setup: in English, and for those who say it in another language. */
export interface KpayFinding {
  readonly message: string
  /** What to do; `null` when there is nothing to do. */
  readonly remedy: string | null
  /** Which sentence the message is, however it is worded. */
  readonly message_id: string
  /** `null` when there is no remedy. */
  readonly remedy_id: string | null
  /**
   * What the sentences name. What ends in `_at` is a moment, ISO 8601. A part that is a text itself has its own text id
   * beside it, e.g. `meaning` and `meaning_id`. Where K-Pay's own words are named, they are as K-Pay wrote them.
   */
  readonly details: Readonly<Record<string, string | number>>
}

/** One thing that must be right for payments to work. */
export interface KpayHealthCheck extends KpayFinding {
  readonly id: string
  readonly status: "ok" | "warning" | "error" | "unknown"
}

/** A K-Pay account of the shop's. */
export interface KpayAccount {
  readonly name: string
  readonly environment: "test" | "live"
}

export interface KpayAccountsResponse {
  /** The first is the one that is used where no other is named. */
  readonly accounts: readonly KpayAccount[]
}

export interface KpayHealthResponse {
  /** No check is an error. */
  readonly ok: boolean
  readonly checks: readonly KpayHealthCheck[]
  /** Accounts by name; the first is the one that is used where no other is named. */
  readonly accounts: readonly KpayAccount[]
  /** Where K-Pay posts callbacks, with `<token>` in place of the secret part. */
  readonly callback_address: string
}

/** Whether a callback that this server sent to its own public address came. */
export interface KpayCallbackTestResponse extends KpayFinding {
  readonly received: boolean
  readonly took_ms: number | null
}

/** What waits for a person, besides the lists of unapplied money and refunds. */
export interface KpayAttentionResponse {
  /** Everything that waits for a person. */
  readonly count: number
  readonly unapplied_count: number
  readonly refunds_due_count: number
  /** What keeps K-Pay from being used, most recent first. */
  readonly faults: readonly KpayFault[]
  /** Payment methods that fail far more often than usual, the longest first. None without the option `degradedMethods`. */
  readonly degraded_methods: readonly KpayDegradedMethod[]
  /** Payments of the books whose money was taken back, as statements say. */
  readonly reversed_count: number
  readonly callbacks: {
    readonly last_seen_at: string | null
    /** Payments of the last seven days that K-Pay said were paid, and that no callback told of. */
    readonly paid_without_callback_count: number
    /** Whether so many in a row came without one that something must be wrong. */
    readonly is_missing: boolean
  }
}

export interface KpayFault extends KpayFinding {
  readonly account: string
  readonly since: string
}

export interface KpayDegradedMethod extends KpayFinding {
  readonly method: MethodId
  readonly since: string
}

/** A link by which a shopper pays what an order lacks, on a page that works in any browser. */
export interface KpayPayLinkResponse extends KpayCounterLinks {
  readonly url: string
  /** ISO 8601. */
  readonly expires_at: string
  /** Whole francs. */
  readonly amount: number
  readonly currency_code: string
  /** The shopper's language, as far as it is known. */
  readonly locale: Locale
  /** A sentence to send the link with, in each language. */
  readonly texts: Readonly<Record<Locale, string>>
}

/** What comparing a row of a statement with the books brought; the last is a payment that the statement lacks. */
export type KpayStatementOutcome =
  | "matched"
  | "suggested"
  | "amount_differs"
  | "fee_differs"
  | "missing_in_books"
  | "reversed"
  | "ignored"
  | "missing_in_statement"

/** A file of an operator or a bank, compared with the books. */
export interface KpayStatement {
  readonly id: string
  readonly source: string
  readonly name: string
  readonly environment: "test" | "live"
  readonly account: string | null
  readonly methods: readonly MethodId[]
  /** A payment of this time is expected in it. */
  readonly covers_from: string
  readonly covers_to: string
  /** How long before the upload a payment must have been paid to be expected. */
  readonly settling_hours: number
  readonly layout: {
    readonly encoding: string
    readonly delimiter: string
    readonly header_line: number
    /** Names of columns by what they are. */
    readonly columns: Readonly<Record<string, readonly string[]>>
    readonly decimal: string
    readonly date_order: string
  }
  readonly rows: number
  /** Rows that an earlier statement of the source had too; they count once. */
  readonly known_rows: number
  readonly counts: Readonly<Record<KpayStatementOutcome, number>>
  /** Why rows are ignored. */
  readonly ignored: Readonly<
    Record<"failed" | "reversed" | "pending" | "outgoing" | "other_currency" | "no_amount", number>
  >
  /** Francs of the incoming payments, of those that are matched, and what the source kept; sources can have decimals. */
  readonly amount: number
  readonly amount_matched: number
  readonly fee: number
  /** Every incoming payment is matched with its own amount and fee, and none is missing. */
  readonly is_balanced: boolean
  readonly created_at: string
  readonly created_by: string
  readonly created_by_name: string | null
}

export interface KpayStatementsResponse {
  readonly statements: readonly KpayStatement[]
  readonly next_cursor: string | null
}

/** A row of a statement; of `missing_in_statement` the payment that should have one. */
export interface KpayStatementRow {
  readonly id: string | null
  readonly line: number | null
  readonly outcome: KpayStatementOutcome
  readonly ignored_reason: keyof KpayStatement["ignored"] | null
  readonly transaction_id: string | null
  readonly amount: number
  readonly fee: number | null
  /** What the shop's fees would keep of the payment; `null` where there is no payment or no fee. */
  readonly fee_estimated: number | null
  readonly occurred_at: string
  /** Whether the source gave the time of day. */
  readonly has_time: boolean
  /** The day on which the source paid out, as `2026-01-31`. */
  readonly settled_on: string | null
  readonly phone_masked: string | null
  readonly name_masked: string | null
  readonly attempt: KpayStatementAttempt | null
  /** The payment that an admin recorded by hand, where the row is about that one: its order, and whole francs. */
  readonly manual_payment: {
    readonly id: string
    readonly order_id: string
    readonly amount: number
  } | null
  /** Oldest first, those that were undone included. */
  readonly matches: readonly KpayStatementMatch[]
}

/** The payment that a row is about, or may be. */
export type KpayStatementAttempt = Pick<
  KpayAdminAttempt,
  | "id"
  | "refid"
  | "tid"
  | "momo_transaction_id"
  | "status"
  | "method"
  | "amount"
  | "phone_masked"
  | "order_id"
  | "paid_at"
>

export interface KpayStatementMatch {
  readonly id: string
  readonly attempt_id: string | null
  readonly how: "id" | "suggestion" | "hand"
  readonly status: "suggested" | "matched" | "undone"
  readonly accepts_difference: boolean
  readonly note: string | null
  /** `null` where the ids alone decided. */
  readonly decided_by: string | null
  readonly decided_by_name: string | null
  readonly decided_at: string | null
  readonly undone_note: string | null
  readonly undone_by: string | null
  readonly undone_by_name: string | null
  readonly undone_at: string | null
  readonly created_at: string
}

export interface KpayStatementResponse {
  readonly statement: KpayStatement
  readonly rows: readonly KpayStatementRow[]
  readonly next_cursor: string | null
}

/** How far an upload is: an event of its answer where the caller accepts server-sent events. */
export interface KpayStatementProgress {
  /** `comparing` begins when all rows are read. */
  readonly step: "reading" | "comparing"
  /** Rows that were read so far. */
  readonly rows: number
}

export interface KpayStatementRowResponse {
  readonly row: KpayStatementRow
  readonly statement: KpayStatement
}

/** How a file would be read. */
export interface KpayStatementCheckResponse {
  readonly encoding: string
  readonly delimiter: string
  readonly header_line: number
  /** The names of all columns. */
  readonly names: readonly string[]
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** What no column is recognised for, and must be. */
  readonly missing: readonly ("amount" | "date")[]
}

export interface KpayStatementDeletedResponse {
  readonly id: string
  readonly object: "kpay_statement"
  readonly deleted: true
}

/** Real fees and days of settlement of matched payments. Francs. */
export interface KpayStatementSumsResponse {
  readonly currency_code: "rwf"
  readonly time_zone: string
  readonly from: string
  readonly to: string
  readonly environment: "test" | "live"
  /** By the day of the payment, as the cash-up counts it. */
  readonly days: readonly {
    readonly date: string
    readonly method: MethodId
    readonly source: string
    readonly count: number
    readonly amount: number
    /** What was really kept, of `fee_count` payments. */
    readonly fee: number
    readonly fee_count: number
    /** What the shop's fees would keep of the same payments. */
    readonly fee_estimated: number
  }[]
  /** By the day on which the source paid out. */
  readonly settlements: readonly {
    readonly settled_on: string
    readonly method: MethodId
    readonly source: string
    readonly count: number
    readonly amount: number
    readonly fee: number
  }[]
}
