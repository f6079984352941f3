import { Container, Heading, Table, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpaySummaryDay, KpaySummaryResponse } from "../../http-types"
import { MethodMark } from "../components/method-mark"
import { formatDay, formatDuration } from "../format"
import { useTexts } from "../texts"

/** How many payments succeed by each method, and how long the payer takes. */
export function Networks({ summary }: { readonly summary: KpaySummaryResponse }) {
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
            <Table.HeaderCell className="text-right">{t("paid")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("not_paid")}</Table.HeaderCell>
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
                  : formatDuration(one.median_seconds_to_pay * 1000, t)}
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

/** The sums of a table of figures: the title's text, and the field. */
const SUMS = [
  ["figure_taken", "taken"],
  ["figure_pending", "pending"],
  ["not_paid", "failed"],
  ["figure_refunded", "refunded"],
  ["figure_fee", "fee"],
  ["figure_net", "net"],
] as const

/** The figures of each account, and of all; nothing where one account has all of it. */
export function Accounts({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t } = useTexts()
  const { by_account: accounts, totals } = summary
  if (accounts.length < 2) return null
  return (
    <Container className="overflow-x-auto p-0" data-kpay="cash-up-accounts">
      <Heading level="h2" className="px-6 py-4">
        {t("accounts_title")}
      </Heading>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("account")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("tab_payments")}</Table.HeaderCell>
            <SumHeads />
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {accounts.map((row) => (
            <Table.Row key={row.account}>
              <Table.Cell className="whitespace-nowrap">{row.account}</Table.Cell>
              <NumberCell>{row.taken_count}</NumberCell>
              <SumCells sums={row} />
            </Table.Row>
          ))}
          <Table.Row className="font-medium">
            <Table.Cell>{t("accounts_all")}</Table.Cell>
            <NumberCell>{totals.taken_count}</NumberCell>
            <SumCells sums={totals} />
          </Table.Row>
        </Table.Body>
      </Table>
    </Container>
  )
}

/** The figures of each day and method. */
export function Days({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t, language } = useTexts()
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
            <SumHeads />
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {summary.days.map((row) => (
            <Table.Row key={toKey(row)}>
              <Table.Cell className="whitespace-nowrap">{formatDay(row.date, language)}</Table.Cell>
              <Table.Cell>
                <MethodMark method={row.method} />
              </Table.Cell>
              <SumCells sums={row} />
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Container>
  )
}

function SumHeads() {
  const { t } = useTexts()
  return SUMS.map(([name]) => (
    <Table.HeaderCell key={name} className="text-right">
      {t(name)}
    </Table.HeaderCell>
  ))
}

function SumCells({ sums }: { readonly sums: KpaySummaryResponse["totals"] }) {
  return SUMS.map(([name, field]) => <NumberCell key={name}>{formatRwf(sums[field])}</NumberCell>)
}

function NumberCell({ children }: { readonly children: ReactNode }) {
  return <Table.Cell className="whitespace-nowrap text-right tabular-nums">{children}</Table.Cell>
}

function toKey({ date, method, network }: KpaySummaryDay): string {
  return `${date} ${method} ${network ?? ""}`
}
