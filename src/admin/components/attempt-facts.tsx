import { SquareTwoStack } from "@medusajs/icons"
import { Copy, Text } from "@medusajs/ui"
import type { KpayAdminAttempt } from "../../http-types"
import type { Texts } from "../i18n/en"
import { isOpen, isWaitingForPerson, sayUnplaced } from "../attempt-words"
import { toFrancs, toLength } from "../format"
import { useTexts, type Say } from "../texts"
import { MethodMark } from "./method-mark"
import { PayerPhone } from "./payer-phone"

/** What is known of an attempt: method, payer, amount, K-Pay's ids, how long ago, and why it is not paid. */
export function AttemptFacts({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col gap-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <MethodMark method={attempt.method} />
        <PayerPhone attemptId={attempt.id} masked={attempt.phone_masked} />
        <Text as="span" size="small" weight="plus" className="whitespace-nowrap tabular-nums">
          {toFrancs(attempt.amount)}
        </Text>
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {saySince(attempt, t)}
      </Text>
      <Trouble attempt={attempt} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
        <Fact name={t("fact_momo_id")} value={attempt.momo_transaction_id} />
        <Fact name={t("fact_tid")} value={attempt.tid} />
        <Fact name={t("fact_refid")} value={attempt.refid} />
        {attempt.account !== "default" && <Fact name={t("fact_account")} value={attempt.account} />}
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

/** Why it is not paid or not placed, in K-Pay's words and ours, and what to do. */
function Trouble({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const isUnplaced = isWaitingForPerson(attempt)
  if (attempt.state !== "failed" && attempt.state !== "abandoned" && !isUnplaced) return null
  const { code, code_meaning: meaning, reason, reason_code: reasonCode } = attempt
  const advice = isUnplaced ? "unplaced" : attempt.state === "abandoned" ? "checking" : reasonCode
  const lines = [
    isUnplaced && t("journal_unplaced", { reason: sayUnplaced(attempt, t) }),
    !isUnplaced && reason && t("what_kpay_said", { text: reason }),
    !isUnplaced && code && meaning && t("what_code_means", { code, meaning }),
    advice && t("what_to_do", { advice: t(`advice_${advice}` as keyof Texts) }),
  ]
  return (
    <div className="flex flex-col gap-y-1">
      {lines.map(
        (line) =>
          line && (
            <Text key={line} size="small" className="text-ui-fg-base">
              {line}
            </Text>
          )
      )}
    </div>
  )
}

function saySince(attempt: KpayAdminAttempt, t: Say): string {
  const sentAt = Date.parse(attempt.created_at)
  const ago = toLength(Date.now() - sentAt, t)
  if (attempt.paid_at) {
    const seconds = toLength(Date.parse(attempt.paid_at) - sentAt, t)
    return t("fact_sent_and_paid", { ago, seconds })
  }
  const sent = t("fact_sent", { ago })
  if (!isOpen(attempt) || attempt.next_ask_at === null) return sent
  const when = toLength(Date.parse(attempt.next_ask_at) - Date.now(), t)
  return `${sent}. ${t("fact_next_ask", { when })}`
}
