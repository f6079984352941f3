import { Container, Heading, Table, Text } from "@medusajs/ui"
import { formatRwf } from "../../domain/amount"
import type { KpayStatementSumsResponse } from "../../http-types"
import { MethodMark } from "../components/method-mark"
import { formatDay } from "../format"
import { useTexts } from "../texts"
import { useStatementSums } from "./server"

/** What statements say was kept of a period's payments, beside the estimate of the same payments. Nothing without statements. */
export function StatedFees(period: Parameters<typeof useStatementSums>[0]) {
  const { data } = useStatementSums(period)
  const days = data?.days.filter(({ fee_count }) => fee_count > 0) ?? []
  return days.length === 0 ? null : <Fees days={days} />
}

function Fees({ days }: Pick<KpayStatementSumsResponse, "days">) {
  const { t, language } = useTexts()
  return (
    <Container className="overflow-x-auto p-0" data-kpay="stated-fees">
      <div className="px-6 py-4">
        <Heading level="h2">{t("stated_fees_title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("stated_fees_hint")}
        </Text>
      </div>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("day")}</Table.HeaderCell>
            <Table.HeaderCell>{t("column_method")}</Table.HeaderCell>
            <Table.HeaderCell>{t("statement_source")}</Table.HeaderCell>
            {(["stated_payments", "stated_fee", "figure_fee"] as const).map((name) => (
              <Table.HeaderCell key={name} className="text-right">
                {t(name)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {days.map(({ date, method, source, fee_count, fee, fee_estimated }) => (
            <Table.Row key={`${date} ${method} ${source}`}>
              <Table.Cell className="whitespace-nowrap">{formatDay(date, language)}</Table.Cell>
              <Table.Cell>
                <MethodMark method={method} />
              </Table.Cell>
              <Table.Cell>{source}</Table.Cell>
              {[String(fee_count), formatRwf(fee), formatRwf(fee_estimated)].map((text, place) => (
                <Table.Cell key={place} className="whitespace-nowrap text-right tabular-nums">
                  {text}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Container>
  )
}
