import { Container, Heading, InlineTip, Text } from "@medusajs/ui"
import { formatRwf } from "../../domain/amount"
import type { KpaySummaryResponse } from "../../http-types"
import { sayWord } from "../say"
import { useTexts } from "../texts"
import { CashUpChart } from "./cash-up-chart"
import { Accounts, Days, Networks } from "./cash-up-tables"

/** The figures of a period: totals, why payments failed, success by method, and each day. */
export function CashUp({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t } = useTexts()
  const { totals, days } = summary
  return (
    <div className="flex flex-col gap-y-3">
      {summary.environment === "test" && (
        <InlineTip variant="info" label={t("tip_label", { label: t("environment_test") })}>
          {t("cash_up_test")}
        </InlineTip>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure name={t("figure_taken")} amount={totals.taken} count={totals.taken_count} />
        <Figure name={t("figure_pending")} amount={totals.pending} count={totals.pending_count} />
        <Figure
          name={t("figure_refunded")}
          amount={totals.refunded}
          count={totals.refunded_count}
        />
        <Figure name={t("figure_net")} amount={totals.net} hint={t("figure_net_hint")} />
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle px-6">
        {t("figures_hint")}
      </Text>
      {days.length === 0 ? (
        <Container className="flex flex-col items-center gap-y-1 px-6 py-16">
          <Text weight="plus">{t("cash_up_empty")}</Text>
          <Text size="small" className="text-ui-fg-subtle">
            {t("cash_up_empty_hint")}
          </Text>
        </Container>
      ) : (
        <>
          <div className="grid gap-3 xl:grid-cols-[2fr_1fr]">
            <CashUpChart summary={summary} />
            <Reasons summary={summary} />
          </div>
          <Accounts summary={summary} />
          <Networks summary={summary} />
          <Days summary={summary} />
        </>
      )}
    </div>
  )
}

function Figure({
  name,
  amount,
  count,
  hint,
}: {
  readonly name: string
  readonly amount: number
  readonly count?: number
  readonly hint?: string
}) {
  const { t } = useTexts()
  return (
    <Container className="px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {name}
      </Text>
      <Text size="xlarge" weight="plus" className="whitespace-nowrap tabular-nums">
        {formatRwf(amount)}
      </Text>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {hint ?? t("figure_count", { count: count ?? 0 })}
      </Text>
    </Container>
  )
}

function Reasons({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t } = useTexts()
  const all = summary.reasons.reduce((sum, { count }) => sum + count, 0)
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <Heading level="h2">{t("reasons_title")}</Heading>
      {all === 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          {t("reasons_none")}
        </Text>
      )}
      <ul className="flex flex-col gap-y-3">
        {summary.reasons.map(({ reason_code: reason, count }) => (
          <li key={reason}>
            <div className="txt-small flex justify-between">
              <span>{reason === null ? t("reasons_not_given") : sayWord(t, "reason", reason)}</span>
              <span className="tabular-nums">{count}</span>
            </div>
            <div className="bg-ui-bg-component h-1.5 overflow-hidden rounded-full">
              <div
                className="bg-ui-tag-red-icon h-full"
                style={{ width: `${Math.round((100 * count) / all)}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </Container>
  )
}
