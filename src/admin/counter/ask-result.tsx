import { Button, Drawer, Heading, Text, clx } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { AskNowButton } from "../actions/ask-now-button"
import { sayUnappliedReason } from "../attempt-words"
import { formatTime } from "../format"
import { useAttempt } from "../queries"
import { sayWord, type Say } from "../say"
import { useTexts } from "../texts"

/** How long a prompt may take to reach the phone before it is said what to dial. */
const USSD_AFTER_MS = 20_000

interface Props {
  /** The attempt as it was when it was started. */
  readonly sent: KpayAdminAttempt
  readonly ussd: string | null
  readonly onAgain: () => void
}

/** What becomes of a prompt, live: the server is asked again while it may change. */
export function AskResult({ sent, ussd, onAgain }: Props) {
  const { t, language } = useTexts()
  const { data } = useAttempt(sent.id)
  const attempt = data?.attempt ?? sent
  useOrderAgain(attempt.status === "applied")
  const { look, title, lines } = toShown(attempt, ussd, language, t)
  return (
    <>
      <Drawer.Body className="flex flex-1 flex-col gap-y-4 overflow-y-auto">
        <div
          role="status"
          data-kpay="ask-result"
          className={clx("flex flex-col gap-y-2 rounded-lg border p-6 text-center", LOOKS[look])}
        >
          <Heading level="h2" className="text-2xl">
            {title}
          </Heading>
          <Text className="text-3xl font-medium tabular-nums">{formatRwf(attempt.amount)}</Text>
          {lines.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </div>
        <Drawer.Description>{look === "waiting" && t("counter_may_close")}</Drawer.Description>
      </Drawer.Body>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            {t("close")}
          </Button>
        </Drawer.Close>
        {attempt.actions.includes("refresh") && look === "waiting" && (
          <AskNowButton attempt={attempt} />
        )}
        {look === "failed" && (
          <Button size="small" onClick={onAgain}>
            {t("counter_again")}
          </Button>
        )}
      </Drawer.Footer>
    </>
  )
}

/** Has Medusa's own parts of the page show the order as paid too. */
function useOrderAgain(isPaid: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (isPaid) void client.invalidateQueries({ queryKey: ["orders"] })
  }, [client, isPaid])
}

/** The words tell the same as the colours. */
const LOOKS = {
  waiting: "bg-ui-bg-subtle border-ui-border-strong",
  paid: "bg-ui-tag-green-bg border-ui-tag-green-border text-ui-tag-green-text",
  failed: "bg-ui-tag-red-bg border-ui-tag-red-border text-ui-tag-red-text",
} as const

interface Shown {
  readonly look: keyof typeof LOOKS
  readonly title: string
  readonly lines: readonly string[]
}

function toShown(
  attempt: KpayAdminAttempt,
  ussd: string | null,
  language: Parameters<typeof formatTime>[1],
  t: Say
): Shown {
  switch (attempt.status) {
    case "starting":
    case "pending":
      return {
        look: "waiting",
        title: t("counter_waiting"),
        lines: toWaitingLines(attempt, ussd, t),
      }
    case "paid":
      return { look: "waiting", title: t("counter_waiting"), lines: [t("counter_booking")] }
    case "applied":
      return {
        look: "paid",
        title: `✓ ${t("counter_paid")}`,
        lines: toPaidLines(attempt, language, t),
      }
    case "failed":
      return { look: "failed", title: t("counter_failed"), lines: toFailedLines(attempt, t) }
    case "abandoned":
      return { look: "failed", title: t("counter_unknown"), lines: [t("advice_abandoned")] }
    case "unapplied":
    case "refund_due":
    case "refunded":
    case "dismissed":
      return {
        look: "waiting",
        title: t("counter_unapplied"),
        lines: [
          t("journal_unapplied", { reason: sayUnappliedReason(attempt.unapplied_reason, t) }),
        ],
      }
  }
}

function toWaitingLines(
  { amount, phone_masked, created_at }: KpayAdminAttempt,
  ussd: string | null,
  t: Say
): string[] {
  const isLate = Date.now() - Date.parse(created_at) >= USSD_AFTER_MS
  return [
    t("counter_waiting_on", { amount: formatRwf(amount), phone: phone_masked ?? "" }),
    ...(isLate && ussd !== null ? [t("counter_no_message", { ussd })] : []),
  ]
}

function toPaidLines(
  { momo_transaction_id, paid_at }: KpayAdminAttempt,
  language: Parameters<typeof formatTime>[1],
  t: Say
): string[] {
  return [
    ...(momo_transaction_id === null ? [] : [`${t("fact_momo_id")} ${momo_transaction_id}`]),
    ...(paid_at === null ? [] : [t("counter_paid_at", { time: formatTime(paid_at, language) })]),
  ]
}

function toFailedLines({ reason_code, reason }: KpayAdminAttempt, t: Say): string[] {
  return [
    ...(reason_code === null ? [] : [sayWord(t, "reason", reason_code)]),
    ...(reason === null ? [] : [t("what_kpay_said", { text: reason })]),
    ...(reason_code === null ? [] : [sayWord(t, "advice", reason_code)]),
  ]
}
