import { toAttemptActions } from "../domain/attempt-status"
import { toMaskedMsisdn } from "../domain/msisdn"
import { toCode } from "../gateway/codes"
import { toSaid } from "../gateway/wire"
import type { KpayAdminAttempt, KpayJournalEntry, KpayRefund } from "../http-types"
import type { Order } from "../medusa/orders"
import { toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type { JournalLine } from "../modules/kpay/attempts/journal"
import type { Refund } from "../modules/kpay/refunds/refund-store"

/** What an admin's page knows of an attempt's order or cart. */
export interface AttemptOrder {
  readonly id: string | null
  readonly display_id: number | null
  /** Whether it still owes money that K-Pay can take. */
  readonly owes: boolean
  /** Whether it is an order that owes nothing any more. A cancelled one is not paid. */
  readonly is_paid: boolean
}

/** An attempt as admins see it; the phone stays masked. */
export function toAttemptView(attempt: Attempt, order: AttemptOrder): KpayAdminAttempt {
  const isSuperseded = attempt.superseded_at !== null
  return {
    id: attempt.id,
    refid: attempt.refid,
    tid: attempt.tid,
    momo_transaction_id: attempt.momo_transaction_id,
    status: attempt.status,
    unapplied_reason: attempt.unapplied_reason,
    actions: toAttemptActions({ status: attempt.status, isSuperseded }, order.owes),
    reason_code: attempt.reason_code,
    reason: attempt.reason,
    code: attempt.code,
    code_meaning: attempt.code === null ? null : toCode(attempt.code).meaning,
    method: attempt.method,
    network: attempt.network,
    amount: attempt.amount,
    currency_code: attempt.currency_code,
    phone_masked: toPayerPhone(attempt),
    payment_session_id: attempt.payment_session_id,
    cart_id: attempt.cart_id,
    order_id: order.id ?? attempt.order_id,
    order_display_id: order.display_id,
    order_is_paid: order.is_paid,
    recorded_by_hand: null,
    account: attempt.account,
    environment: attempt.environment,
    created_at: attempt.created_at.toISOString(),
    asked_at: attempt.asked_at?.toISOString() ?? null,
    next_ask_at: attempt.status === "paid" ? null : (attempt.due_at?.toISOString() ?? null),
    paid_at: attempt.paid_at?.toISOString() ?? null,
  }
}

/** A refund as admins see it. */
export function toRefundView(
  refund: Refund,
  attempt: Attempt | null,
  order: Pick<Order, "display_id"> | null
): KpayRefund {
  const { id, status, amount, currency_code, attempt_id, order_id, refund_id } = refund
  const { reference, note, created_at, sent_at, sent_by } = refund
  return {
    id,
    status,
    amount,
    currency_code,
    attempt_id,
    order_id,
    order_display_id: order?.display_id ?? null,
    refund_id,
    environment: attempt?.environment ?? null,
    phone_masked: attempt && toPayerPhone(attempt),
    reference,
    note,
    created_at: created_at.toISOString(),
    sent_at: sent_at?.toISOString() ?? null,
    sent_by,
  }
}

function toPayerPhone(attempt: Attempt): string | null {
  const msisdn = toPromptedMsisdn(attempt)
  return msisdn && toMaskedMsisdn(msisdn)
}

/** A line of an attempt's journal. */
export function toJournalView(
  line: JournalLine,
  userNames: ReadonlyMap<string, string>
): KpayJournalEntry {
  const { id, event, wire, note, actor, created_at } = line
  return {
    id,
    event,
    said: wire && toSaid(wire),
    wire,
    note,
    actor,
    actor_name: actor === null ? null : (userNames.get(actor) ?? null),
    created_at: created_at.toISOString(),
  }
}
