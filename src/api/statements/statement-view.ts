import { InvalidMsisdnError, parseMsisdn, toMaskedMsisdn } from "../../domain/msisdn"
import type {
  KpayStatement,
  KpayStatementAttempt,
  KpayStatementMatch,
  KpayStatementRow,
} from "../../http-types"
import { toPromptedMsisdn, type Attempt } from "../../modules/kpay/attempts/attempt"
import type {
  ComparedRow,
  Match,
  OutcomeCount,
  Statement,
} from "../../modules/kpay-statements/books/listing"
import { IGNORED_REASONS, OUTCOMES } from "../../modules/kpay-statements/outcomes"

/** A statement as admins see it. */
export function toStatementView(
  statement: Statement,
  counted: readonly OutcomeCount[],
  userNames: ReadonlyMap<string, string>
): KpayStatement {
  const count = (is: (one: OutcomeCount) => boolean): number => sum(counted.filter(is), "count")
  const counts = Object.fromEntries(
    [...OUTCOMES, "missing_in_statement" as const].map((outcome) => [
      outcome,
      count((one) => one.outcome === outcome),
    ])
  ) as KpayStatement["counts"]
  const ignored = Object.fromEntries(
    IGNORED_REASONS.map((reason) => [
      reason,
      count((one) => one.outcome === "ignored" && one.ignored_reason === reason),
    ])
  ) as KpayStatement["ignored"]
  const compared = counted.filter(
    ({ outcome }) =>
      outcome !== "ignored" && outcome !== "reversed" && outcome !== "missing_in_statement"
  )
  const matched = counted.filter(({ outcome }) => outcome === "matched")
  return {
    id: statement.id,
    source: statement.source,
    name: statement.name,
    environment: statement.environment,
    account: statement.account,
    methods: statement.methods,
    covers_from: statement.covers_from.toISOString(),
    covers_to: statement.covers_to.toISOString(),
    settling_hours: statement.settling_hours,
    layout: statement.layout,
    rows: count(({ outcome }) => outcome !== "missing_in_statement"),
    known_rows: statement.known_rows,
    counts,
    ignored,
    amount: sum(compared, "amount"),
    amount_matched: sum(matched, "amount"),
    fee: sum(compared, "fee"),
    is_balanced: counts.matched + counts.ignored === count(() => true),
    created_at: statement.created_at.toISOString(),
    created_by: statement.created_by,
    created_by_name: userNames.get(statement.created_by) ?? null,
  }
}

/** A row as admins see it; phone and name stay masked. */
export function toRowView(
  row: ComparedRow,
  about: {
    readonly attempt: Attempt | null
    readonly feeEstimated: number | null
    readonly matches: readonly Match[]
    readonly userNames: ReadonlyMap<string, string>
  }
): KpayStatementRow {
  return {
    id: row.id,
    line: row.line,
    outcome: row.outcome,
    ignored_reason: row.ignored_reason,
    transaction_id: row.transaction_id,
    amount: row.amount,
    fee: row.fee,
    fee_estimated: about.feeEstimated,
    occurred_at: row.occurred_at.toISOString(),
    has_time: row.has_time,
    settled_on: row.settled_on,
    phone_masked: row.phone && toMaskedPhone(row.phone),
    name_masked: row.payer_name && toMaskedName(row.payer_name),
    attempt: about.attempt && toAttempt(about.attempt),
    manual_payment: toManualPayment(row),
    matches: about.matches.map((match) => toMatch(match, about.userNames)),
  }
}

function toAttempt(attempt: Attempt): KpayStatementAttempt {
  const msisdn = toPromptedMsisdn(attempt)
  return {
    id: attempt.id,
    refid: attempt.refid,
    tid: attempt.tid,
    momo_transaction_id: attempt.momo_transaction_id,
    status: attempt.status,
    method: attempt.method,
    amount: attempt.amount,
    phone_masked: msisdn && toMaskedMsisdn(msisdn),
    order_id: attempt.order_id,
    paid_at: attempt.paid_at?.toISOString() ?? null,
  }
}

function toManualPayment({
  manual_payment_id: id,
  manual_order_id: order_id,
  manual_amount: amount,
}: ComparedRow): KpayStatementRow["manual_payment"] {
  return id === null || order_id === null || amount === null ? null : { id, order_id, amount }
}

function toMatch(match: Match, userNames: ReadonlyMap<string, string>): KpayStatementMatch {
  const nameOf = (id: string | null) => (id === null ? null : (userNames.get(id) ?? null))
  return {
    id: match.id,
    attempt_id: match.attempt_id,
    how: match.how,
    status: match.status,
    accepts_difference: match.accepts_difference,
    note: match.note,
    decided_by: match.decided_by,
    decided_by_name: nameOf(match.decided_by),
    decided_at: match.decided_at?.toISOString() ?? null,
    undone_note: match.undone_note,
    undone_by: match.undone_by,
    undone_by_name: nameOf(match.undone_by),
    undone_at: match.undone_at?.toISOString() ?? null,
    created_at: match.created_at.toISOString(),
  }
}

/** A number as the source masks it stays so. */
function toMaskedPhone(pattern: string): string {
  try {
    return toMaskedMsisdn(parseMsisdn(pattern))
  } catch (error) {
    if (!(error instanceof InvalidMsisdnError)) throw error
    const end = pattern.slice(-3).replace(/\D/g, "")
    return `${pattern.slice(0, 6).replace(/^250/, "0").replace(/\D.*$/, "")} ••• ${end}`
  }
}

/** The first letter of each word. */
function toMaskedName(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${word.slice(0, 1)}•••`)
    .join(" ")
}

function sum(counted: readonly OutcomeCount[], of: "count" | "amount" | "fee"): number {
  // Hundredths, so that no binary fraction is added up.
  return counted.reduce((total, one) => total + Math.round(one[of] * 100), 0) / 100
}
