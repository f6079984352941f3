import { Badge, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import { toKigaliDay } from "../../domain/kigali-time"
import type { KpayStatementAttempt, KpayStatementMatch, KpayStatementRow } from "../../http-types"
import { FormDrawer } from "../actions/form-drawer"
import { isNote, NoteField, TextField } from "../components/field"
import { MethodMark } from "../components/method-mark"
import { PageLink } from "../components/page-link"
import { formatDay, formatMoment } from "../format"
import type { Say } from "../say"
import { useTexts } from "../texts"
import { BookRowButton } from "./book-row-button"
import { PROBLEMS } from "./outcomes"
import { useDecideRow, type RowDecision } from "./server"

/** A row of a statement beside the payment of the books, with what a person can do about it. */
export function RowCard({
  statementId,
  row,
}: {
  readonly statementId: string
  readonly row: KpayStatementRow
}) {
  const { t } = useTexts()
  const notes = row.matches.flatMap((match) => toNotes(match, t))
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" data-kpay-row={row.line ?? row.attempt?.id}>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <Badge size="2xsmall" color={toColor(row.outcome)}>
          {t(
            row.outcome === "ignored" && row.ignored_reason
              ? `ignored_${row.ignored_reason}`
              : `outcome_${row.outcome}`
          )}
        </Badge>
        {row.id !== null && <Actions statementId={statementId} row={row} rowId={row.id} />}
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {row.id !== null && <Stated row={row} />}
        {row.attempt && <Booked attempt={row.attempt} feeEstimated={row.fee_estimated} />}
        {row.manual_payment && <RecordedByHand payment={row.manual_payment} />}
      </div>
      {notes.map((note) => (
        <Text key={note} size="small" className="text-ui-fg-subtle">
          {note}
        </Text>
      ))}
    </div>
  )
}

function toColor(outcome: KpayStatementRow["outcome"]): "orange" | "grey" | "green" {
  if (PROBLEMS.some((one) => one === outcome)) return "orange"
  return outcome === "ignored" ? "grey" : "green"
}

function toNotes(match: KpayStatementMatch, t: Say): string[] {
  const told = (note: string | null, by: string | null) =>
    note ? [by ? t("label_value", { label: by, value: note }) : note] : []
  return [
    ...told(match.note, match.decided_by_name ?? match.decided_by),
    // Without a person it was undone because the record by hand is no payment any more.
    ...(match.undone_at !== null && match.undone_by === null
      ? [t("match_taken_back")]
      : told(match.undone_note, match.undone_by_name ?? match.undone_by)),
  ]
}

function Stated({ row }: { readonly row: KpayStatementRow }) {
  const { t, language } = useTexts()
  const when = row.has_time
    ? formatMoment(row.occurred_at, language)
    : formatDay(toKigaliDay(new Date(row.occurred_at)), language)
  const facts = [
    row.line !== null && t("statement_line", { line: row.line }),
    when,
    row.transaction_id,
    row.phone_masked,
    row.name_masked,
    row.fee !== null && t("statement_fee", { fee: formatRwf(row.fee) }),
  ]
  return <Side title={t("statement_row")} amount={row.amount} facts={facts} />
}

function Booked({
  attempt,
  feeEstimated,
}: {
  readonly attempt: KpayStatementAttempt
  readonly feeEstimated: number | null
}) {
  const { t, language } = useTexts()
  const facts = [
    attempt.paid_at && formatMoment(attempt.paid_at, language),
    attempt.momo_transaction_id ?? attempt.tid ?? attempt.refid,
    attempt.phone_masked,
    feeEstimated !== null && t("statement_fee_estimated", { fee: formatRwf(feeEstimated) }),
  ]
  return (
    <div className="flex flex-col gap-y-1">
      <Side title={t("statement_books")} amount={attempt.amount} facts={facts} />
      <span className="txt-small flex flex-wrap items-center gap-3">
        <MethodMark method={attempt.method} />
        <PageLink to={`/kpay?attempt=${attempt.id}`}>{t("timeline")}</PageLink>
        {attempt.order_id && (
          <PageLink to={`/orders/${attempt.order_id}`}>{t("open_order")}</PageLink>
        )}
      </span>
    </div>
  )
}

function RecordedByHand({
  payment,
}: {
  readonly payment: NonNullable<KpayStatementRow["manual_payment"]>
}) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col gap-y-1">
      <Side title={t("statement_books")} amount={payment.amount} facts={[t("paid_otherwise")]} />
      <span className="txt-small">
        <PageLink to={`/orders/${payment.order_id}`}>{t("open_order")}</PageLink>
      </span>
    </div>
  )
}

function Side({
  title,
  amount,
  facts,
}: {
  readonly title: string
  readonly amount: number
  readonly facts: readonly (string | false | null)[]
}) {
  const { t } = useTexts()
  return (
    <div>
      <Text size="small" weight="plus" className="tabular-nums">
        {t("label_value", { label: title, value: formatRwf(amount) })}
      </Text>
      <Text size="small" className="text-ui-fg-subtle break-words">
        {facts.filter(Boolean).join(" · ")}
      </Text>
    </div>
  )
}

function Actions({
  statementId,
  row,
  rowId,
}: {
  readonly statementId: string
  readonly row: KpayStatementRow
  readonly rowId: string
}) {
  const { t } = useTexts()
  const of = {
    statementId,
    rowId,
    amount: formatRwf(row.amount),
    attemptId: row.attempt?.id,
  }
  switch (row.outcome) {
    case "suggested":
      return (
        <div className="flex flex-wrap gap-2">
          <DecisionButton {...of} act="confirm" texts="match_confirm" button={t("match_confirm")} />
          <DecisionButton {...of} act="unmatch" texts="match_undo" button={t("match_reject")} />
        </div>
      )
    case "amount_differs":
    case "fee_differs":
      return (
        <div className="flex flex-wrap gap-2">
          <DecisionButton
            {...of}
            act="confirm"
            texts="match_accept"
            button={t("match_accept")}
            needsNote
          />
          <DecisionButton {...of} act="unmatch" texts="match_undo" button={t("match_undo")} />
        </div>
      )
    case "missing_in_books":
      return (
        <div className="flex flex-wrap gap-2">
          <DecisionButton
            {...of}
            act="match"
            texts="match_hand"
            button={t("match_hand")}
            needsNote
          />
          <BookRowButton {...of} />
        </div>
      )
    case "reversed":
      return (
        <div className="flex flex-wrap gap-2">
          <DecisionButton
            {...of}
            act="confirm"
            texts="match_back"
            button={t("match_accept")}
            needsNote
          />
          <DecisionButton {...of} act="unmatch" texts="match_undo" button={t("match_reject")} />
        </div>
      )
    case "matched":
      return <DecisionButton {...of} act="unmatch" texts="match_undo" button={t("match_undo")} />
    case "ignored":
    case "missing_in_statement":
      return null
  }
}

/** A button that opens a form for the note, and for the id of a payment to match by hand. */
function DecisionButton({
  statementId,
  rowId,
  amount,
  attemptId,
  act,
  texts,
  button,
  needsNote = act === "unmatch",
}: {
  readonly statementId: string
  readonly rowId: string
  readonly amount: string
  /** The payment that is shown beside the row, if one is. */
  readonly attemptId: string | undefined
  readonly act: Exclude<RowDecision["act"], "book">
  readonly texts: "match_confirm" | "match_accept" | "match_back" | "match_hand" | "match_undo"
  readonly button: string
  readonly needsNote?: boolean
}) {
  const { t } = useTexts()
  const decide = useDecideRow()
  const [id, setId] = useState("")
  const [note, setNote] = useState("")
  return (
    <FormDrawer
      button={button}
      title={t(`${texts}_title`, { amount })}
      hint={t(`${texts}_hint`)}
      submit={button}
      failed={t("match_failed")}
      isPending={decide.isPending}
      isReady={(act !== "match" || id.trim() !== "") && (!needsNote || isNote(note))}
      onSubmit={async () => {
        await decide.mutateAsync({
          statementId,
          rowId,
          act,
          note: note.trim(),
          attemptId,
          ...(act === "match" && { id: id.trim() }),
        })
        toast.success(t("match_done"))
      }}
    >
      {act === "match" && (
        <TextField
          id="kpay-match-id"
          label={t("match_id")}
          value={id}
          onChange={setId}
          isRequired
        />
      )}
      <NoteField
        id="kpay-match-note"
        label={t("match_note")}
        value={note}
        onChange={setNote}
        isRequired={needsNote}
      />
    </FormDrawer>
  )
}
