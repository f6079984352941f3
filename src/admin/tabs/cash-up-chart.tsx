import { Container, Heading, Text, clx } from "@medusajs/ui"
import { METHOD_IDS, METHODS, type MethodId } from "../../domain/methods"
import type { KpaySummaryResponse } from "../../http-types"
import { formatDay } from "../format"
import { useTexts } from "../texts"
import { hasLabel, LABELS_MAX, toTicks } from "./chart-scale"
import { listDays } from "./periods"

/**
 * How many payments were paid and not paid on each day, stacked by method. Failed payments have a bar of their own, pale and
 * outlined in the method's colour.
 */
export function CashUpChart({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t, language } = useTexts()
  const shown = METHOD_IDS.filter((method) =>
    summary.days.some((day) => day.method === method && day.taken_count + day.failed_count > 0)
  )
  const { taken_count: paid, failed_count: failed } = summary.totals
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4" data-kpay="chart">
      <Heading level="h2">{t("chart_title")}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t("chart_summary", { paid, failed })}
      </Text>
      <Legend methods={shown} />
      <Bars days={toBars(summary, shown)} />
    </Container>
  )
}

/** Hidden from screen readers: the table below has the same figures. */
function Bars({ days }: { readonly days: readonly DayBars[] }) {
  const { t, language } = useTexts()
  const ticks = toTicks(
    Math.max(...days.map(({ paid, failed }) => Math.max(sum(paid), sum(failed))))
  )
  const top = ticks.at(-1) ?? 1
  const toTitle = ({ date, paid, failed }: DayBars): string =>
    [
      formatDay(date, language),
      ...paid.map(
        ({ method, count }) => `${t("chart_paid", { method: t(`method_${method}`) })}: ${count}`
      ),
      ...failed.map(
        ({ method, count }) => `${t("chart_failed", { method: t(`method_${method}`) })}: ${count}`
      ),
    ].join("\n")
  return (
    <div aria-hidden className="txt-xsmall text-ui-fg-subtle flex h-64 gap-x-2 pb-5">
      <div className="relative w-8">
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute right-0 translate-y-1/2"
            style={{ bottom: toShare(tick, top) }}
          >
            {tick}
          </span>
        ))}
      </div>
      <div className="relative flex-1">
        {ticks.map((tick) => (
          <div
            key={tick}
            className="border-ui-border-base absolute w-full border-t"
            style={{ bottom: toShare(tick, top) }}
          />
        ))}
        <div className="absolute inset-0 flex">
          {days.map((day, index) => (
            <div
              key={day.date}
              className="hover:bg-ui-bg-base-hover relative flex flex-1 items-end justify-center gap-x-0.5"
              title={toTitle(day)}
            >
              <Stack parts={day.paid} top={top} isPaid />
              <Stack parts={day.failed} top={top} isPaid={false} />
              <span
                data-kpay-date={day.date}
                className={clx(
                  "absolute top-full whitespace-nowrap pt-1",
                  hasLabel(index, days.length, LABELS_MAX.narrow) ? "block" : "hidden",
                  hasLabel(index, days.length, LABELS_MAX.wide) ? "md:block" : "md:hidden"
                )}
              >
                {formatDay(day.date, language)}
              </span>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

/** One bar of a day, its methods on top of one another. */
function Stack({
  parts,
  top,
  isPaid,
}: {
  readonly parts: readonly Part[]
  readonly top: number
  readonly isPaid: boolean
}) {
  return (
    <div className="flex h-full w-2/5 max-w-6 flex-col-reverse">
      {parts.map(({ method, count }) => (
        <div
          key={method}
          data-kpay-bar={isPaid ? "paid" : "failed"}
          className="border"
          style={{ height: toShare(count, top), ...toPaint(METHODS[method].chartColor, isPaid) }}
        />
      ))}
    </div>
  )
}

function Legend({ methods }: { readonly methods: readonly MethodId[] }) {
  const { t } = useTexts()
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1">
      {methods.map((method) => (
        <li key={method} className="txt-small flex items-center gap-x-2">
          <Swatch color={METHODS[method].chartColor} isPaid />
          <Swatch color={METHODS[method].chartColor} isPaid={false} />
          {t("label_value", {
            label: t(`method_${method}`),
            value: `${t("paid")} · ${t("not_paid")}`,
          })}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ color, isPaid }: { readonly color: string; readonly isPaid: boolean }) {
  return <span className="h-3 w-3 rounded-sm border" style={toPaint(color, isPaid)} />
}

/** Pale and outlined for what was not paid. */
function toPaint(color: string, isPaid: boolean) {
  return {
    borderColor: color,
    borderStyle: isPaid ? "solid" : "dashed",
    background: isPaid ? color : `${color}40`,
  }
}

interface Part {
  readonly method: MethodId
  readonly count: number
}

interface DayBars {
  readonly date: string
  readonly paid: readonly Part[]
  readonly failed: readonly Part[]
}

/** One for each day of the period, including days without a payment. */
function toBars(summary: KpaySummaryResponse, methods: readonly MethodId[]): DayBars[] {
  return listDays(summary).map((date) => {
    const rows = summary.days.filter((day) => day.date === date)
    const count = (kind: "taken_count" | "failed_count"): Part[] =>
      methods
        .map((method) => {
          const ofMethod = rows.filter((row) => row.method === method)
          return { method, count: ofMethod.reduce((counted, row) => counted + row[kind], 0) }
        })
        .filter((part) => part.count > 0)
    return { date, paid: count("taken_count"), failed: count("failed_count") }
  })
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((counted, { count }) => counted + count, 0)
}

function toShare(count: number, top: number): string {
  return `${(count / top) * 100}%`
}
