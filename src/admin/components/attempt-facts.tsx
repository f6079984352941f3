import { SquareTwoStack } from "@medusajs/icons"
import { Copy, Text } from "@medusajs/ui"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { sayIdName, sayRecordedByHand, sayWhyUnapplied } from "../attempt-words"
import { formatDuration } from "../format"
import { sayWord, type Say } from "../say"
import { useTexts } from "../texts"
import { StatusBadge } from "./badges"
import { MethodMark } from "./method-mark"
import { PayerPhone } from "./payer-phone"

/**
 * What is known of an attempt: method, payer, amount, K-Pay's ids, its age, and why the order is not paid by it. What to do about that
 * is said where the order is not paid otherwise.
 */
export function AttemptFacts({
  attempt,
  isPaidOtherwise = false,
}: {
  readonly attempt: KpayAdminAttempt
  readonly isPaidOtherwise?: boolean
}) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col gap-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <MethodMark method={attempt.method} />
        <PayerPhone attemptId={attempt.id} masked={attempt.phone_masked} />
        <Text as="span" size="small" weight="plus" className="whitespace-nowrap tabular-nums">
          {formatRwf(attempt.amount)}
        </Text>
        {isPaidOtherwise && attempt.status !== "failed" && <StatusBadge status={attempt.status} />}
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {sayAge(attempt, t)}
      </Text>
      <Trouble attempt={attempt} isPaidOtherwise={isPaidOtherwise} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
        <Fact name={sayIdName(attempt, t)} value={attempt.momo_transaction_id} />
        <Fact name={t("fact_tid")} value={attempt.tid} />
        <Fact name={t("fact_refid")} value={attempt.refid} />
        {attempt.account !== "default" && <Fact name={t("account")} value={attempt.account} />}
      </dl>
    </div>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string | null }) {
  const { t } = useTexts()
  if (value === null) return null
  return (
    <>
      <dt className="txt-small text-ui-fg-subtle">{name}</dt>
      <dd className="flex min-w-0 items-center gap-x-1">
        <span className="txt-small truncate font-mono" title={value}>
          {value}
        </span>
        <Copy content={value} asChild>
          <button type="button" aria-label={`${t("copy")}: ${name}`}>
            <SquareTwoStack className="text-ui-fg-subtle" />
          </button>
        </Copy>
      </dd>
    </>
  )
}

/** Why the order is not paid by this attempt, in our words and K-Pay's, and what to do. */
function Trouble({
  attempt,
  isPaidOtherwise,
}: {
  readonly attempt: KpayAdminAttempt
  readonly isPaidOtherwise: boolean
}) {
  const { t } = useTexts()
  const lines = listTroubles(attempt, isPaidOtherwise, t)
  if (lines.length === 0) return null
  return (
    <div className="flex flex-col gap-y-1">
      {lines.map(({ text, isQuoted }) => (
        <Text
          key={text}
          size="small"
          className={isQuoted ? "text-ui-fg-subtle" : "text-ui-fg-base"}
        >
          {text}
        </Text>
      ))}
    </div>
  )
}

interface TroubleLine {
  readonly text: string
  /** K-Pay's own words, which are English in every language of the dashboard. */
  readonly isQuoted: boolean
}

function listTroubles(attempt: KpayAdminAttempt, isPaidOtherwise: boolean, t: Say): TroubleLine[] {
  const { status, code, code_meaning: meaning, reason, reason_code: reasonCode } = attempt
  const own = (text: string) => ({ text, isQuoted: false })
  const quoted = (text: string) => ({ text, isQuoted: true })
  const whatToDo = (advice: string) => own(t("what_to_do", { advice }))
  if (status === "unapplied") {
    const unapplied = sayWhyUnapplied(attempt, t)
    const recorded = sayRecordedByHand(attempt, t)
    return [
      own(t("journal_unapplied", { reason: unapplied })),
      recorded === null ? whatToDo(t("advice_unapplied")) : own(recorded),
    ]
  }
  if (status !== "failed" && status !== "abandoned") return []
  const lines: TroubleLine[] = []
  if (status === "failed" && reasonCode !== null) lines.push(own(sayWord(t, "reason", reasonCode)))
  if (reason !== null) lines.push(quoted(t("what_kpay_said", { text: reason })))
  if (code !== null && meaning !== null) lines.push(quoted(t("what_code_means", { code, meaning })))
  if (isPaidOtherwise) return lines
  if (status === "abandoned") lines.push(whatToDo(t("advice_abandoned")))
  else if (reasonCode !== null) lines.push(whatToDo(sayWord(t, "advice", reasonCode)))
  return lines
}

function sayAge(attempt: KpayAdminAttempt, t: Say): string {
  const sentAtMs = Date.parse(attempt.created_at)
  const ago = formatDuration(Date.now() - sentAtMs, t)
  if (attempt.paid_at !== null) {
    const duration = formatDuration(Date.parse(attempt.paid_at) - sentAtMs, t)
    return t("fact_sent_and_paid", { ago, duration })
  }
  const sent = t("fact_sent", { ago })
  if (attempt.next_ask_at === null) return sent
  const when = formatDuration(Date.parse(attempt.next_ask_at) - Date.now(), t)
  const isFailed = attempt.status === "failed"
  return `${sent}. ${t(isFailed ? "fact_next_ask_failed" : "fact_next_ask", { when })}`
}
