import { toMaskedMsisdn } from "../domain/msisdn"
import type { KpayAdminAttempt, KpayGiveBack, KpayJournalEntry } from "../http-types"
import { toAskedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import { toCodeMeaning } from "../modules/kpay/calls/code-meaning"
import type { GiveBack } from "../modules/kpay/refunds/refund-store"
import type { OrderName } from "./orders"

/** An attempt as admins see it; the phone stays masked. */
export function toAttemptView(attempt: Attempt, order: OrderName | null): KpayAdminAttempt {
  return {
    id: attempt.id,
    refid: attempt.refid,
    tid: attempt.tid,
    momo_transaction_id: attempt.momo_transaction_id,
    state: attempt.state,
    placed: attempt.placed_at !== null,
    unplaced_reason: attempt.unplaced_reason,
    resolution: attempt.resolution,
    resolution_note: attempt.resolution_note,
    resolved_by: attempt.resolved_by,
    resolved_at: attempt.resolved_at?.toISOString() ?? null,
    reason_code: attempt.reason_code,
    reason: attempt.reason,
    code: attempt.code,
    code_meaning: attempt.code === null ? null : toCodeMeaning(attempt.code),
    method: attempt.method,
    network: attempt.network,
    amount: attempt.amount,
    currency_code: attempt.currency_code,
    phone_masked: toPayerPhone(attempt),
    payment_session_id: attempt.payment_session_id,
    cart_id: attempt.cart_id,
    order_id: attempt.order_id ?? order?.id ?? null,
    order_display_id: order?.display_id ?? null,
    account: attempt.account,
    environment: attempt.environment,
    created_at: attempt.created_at.toISOString(),
    asked_at: attempt.asked_at?.toISOString() ?? null,
    next_ask_at: attempt.state === "paid" ? null : (attempt.due_at?.toISOString() ?? null),
    paid_at: attempt.paid_at?.toISOString() ?? null,
  }
}

/** Money owed to a shopper, as admins see it. */
export function toGiveBackView(giveBack: GiveBack, attempt: Attempt | null): KpayGiveBack {
  const { id, status, amount, currency_code, attempt_id, order_id, refund_id } = giveBack
  const { reference, note, created_at, done_at, done_by } = giveBack
  return {
    id,
    status,
    amount,
    currency_code,
    attempt_id,
    order_id,
    refund_id,
    phone_masked: attempt && toPayerPhone(attempt),
    reference,
    note,
    created_at: created_at.toISOString(),
    done_at: done_at?.toISOString() ?? null,
    done_by,
  }
}

function toPayerPhone(attempt: Attempt): string | null {
  const msisdn = toAskedMsisdn(attempt)
  return msisdn && toMaskedMsisdn(msisdn)
}

/** A line of an attempt's journal. */
export function toJournalView(
  entry: {
    id: string
    event: string
    wire: Record<string, unknown> | null
    note: string | null
    actor: string | null
    created_at: Date | string
  },
  userNames: ReadonlyMap<string, string>
): KpayJournalEntry {
  const { id, event, wire, note, actor, created_at } = entry
  return {
    id,
    event,
    wire,
    note,
    actor,
    actor_name: actor === null ? null : (userNames.get(actor) ?? null),
    created_at: new Date(created_at).toISOString(),
  }
}
