import { Container, Heading, InlineTip, Table, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { KpaySummaryDay, KpaySummaryResponse } from "../../http-types"
import { MethodMark } from "../components/method-mark"
import { toDayName, toFrancs, toLength } from "../format"
import type { Texts } from "../i18n/en"
import { useTexts } from "../texts"
import { CashUpChart } from "./cash-up-chart"

/** The figures of a period: in all, why payments failed, how each network does, day by day. */
export function CashUp({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t } = useTexts()
  const { totals, days } = summary
  return (
    <div className="flex flex-col gap-y-3">
      {summary.environment === "test" && (
        <InlineTip variant="info" label={t("test")}>
          {t("cash_up_test")}
        </InlineTip>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure name={t("figure_taken")} amount={totals.taken} count={totals.taken_count} />
        <Figure name={t("figure_waiting")} amount={totals.pending} count={totals.pending_count} />
        <Figure
          name={t("figure_given_back")}
          amount={totals.given_back}
          count={totals.given_back_count}
        />
        <Figure name={t("figure_net")} amount={totals.net} hint={t("figure_net_hint")} />
      </div>
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
        {toFrancs(amount)}
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
              <span>{t(`reason_${reason ?? "null"}` as keyof Texts)}</span>
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

function Networks({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t } = useTexts()
  return (
    <Container className="overflow-x-auto p-0">
      <Heading level="h2" className="px-6 py-4">
        {t("networks_title")}
      </Heading>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("column_method")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("networks_success")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("networks_median")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("networks_paid")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("networks_failed")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {summary.networks.map((one) => (
            <Table.Row key={`${one.method} ${one.network ?? ""}`}>
              <Table.Cell>
                <MethodMark method={one.method} />
              </Table.Cell>
              <NumberCell>
                {one.success_rate === null ? t("none") : `${Math.round(one.success_rate * 100)} %`}
              </NumberCell>
              <NumberCell>
                {one.median_seconds_to_pay === null
                  ? t("none")
                  : toLength(one.median_seconds_to_pay * 1000, t)}
              </NumberCell>
              <NumberCell>{one.paid_count}</NumberCell>
              <NumberCell>{one.failed_count}</NumberCell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Container>
  )
}

function Days({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t, language } = useTexts()
  const columns = [
    ["figure_taken", "taken"],
    ["figure_waiting", "pending"],
    ["figure_failed", "failed"],
    ["figure_given_back", "given_back"],
    ["figure_fee", "fee"],
    ["figure_net", "net"],
  ] as const
  return (
    <Container className="overflow-x-auto p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("days_title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t(summary.totals.fee === 0 ? "fees_none" : "fees_hint")}
        </Text>
      </div>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("day")}</Table.HeaderCell>
            <Table.HeaderCell>{t("column_method")}</Table.HeaderCell>
            {columns.map(([name]) => (
              <Table.HeaderCell key={name} className="text-right">
                {t(name)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {summary.days.map((row) => (
            <Table.Row key={toKey(row)}>
              <Table.Cell className="whitespace-nowrap">{toDayName(row.date, language)}</Table.Cell>
              <Table.Cell>
                <MethodMark method={row.method} />
              </Table.Cell>
              {columns.map(([name, field]) => (
                <NumberCell key={name}>{toFrancs(row[field])}</NumberCell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Container>
  )
}

function NumberCell({ children }: { readonly children: ReactNode }) {
  return <Table.Cell className="whitespace-nowrap text-right tabular-nums">{children}</Table.Cell>
}

function toKey({ date, method, network }: KpaySummaryDay): string {
  return `${date} ${method} ${network ?? ""}`
}
