import { Container, Heading, Text } from "@medusajs/ui"
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { METHOD_IDS, METHODS, type MethodId } from "../../domain/methods"
import type { KpaySummaryResponse } from "../../http-types"
import { formatDay } from "../format"
import { useTexts } from "../texts"
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
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <Heading level="h2">{t("chart_title")}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t("chart_summary", { paid, failed })}
      </Text>
      <Legend methods={shown} />
      {/* Hidden from screen readers: the table below has the same figures. */}
      <div aria-hidden className="h-64 w-full">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={toBars(summary)} accessibilityLayer={false} barGap={2}>
            <CartesianGrid vertical={false} stroke="var(--border-base)" />
            <XAxis
              dataKey="date"
              tickFormatter={(date: string) => formatDay(date, language)}
              tick={{ fill: "var(--fg-subtle)", fontSize: 11 }}
              tickLine={false}
            />
            <YAxis
              allowDecimals={false}
              width={32}
              tick={{ fill: "var(--fg-subtle)", fontSize: 11 }}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip
              labelFormatter={(date) => formatDay(String(date), language)}
              contentStyle={{
                background: "var(--bg-base)",
                border: "1px solid var(--border-base)",
                borderRadius: 8,
                fontSize: 12,
              }}
              cursor={{ fill: "var(--bg-base-hover)" }}
            />
            {shown.map((method) => (
              <Bar
                key={`${method} paid`}
                stackId="paid"
                dataKey={`${method}_paid`}
                name={t("chart_paid", { method: t(`method_${method}`) })}
                fill={METHODS[method].chartColor}
                isAnimationActive={false}
              />
            ))}
            {shown.map((method) => (
              <Bar
                key={`${method} failed`}
                stackId="failed"
                dataKey={`${method}_failed`}
                name={t("chart_failed", { method: t(`method_${method}`) })}
                fill={METHODS[method].chartColor}
                fillOpacity={0.25}
                stroke={METHODS[method].chartColor}
                strokeDasharray="3 2"
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </Container>
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
          {t(`method_${method}`)}: {t("paid")} · {t("not_paid")}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ color, isPaid }: { readonly color: string; readonly isPaid: boolean }) {
  return (
    <span
      className="h-3 w-3 rounded-sm border"
      style={{
        borderColor: color,
        borderStyle: isPaid ? "solid" : "dashed",
        background: isPaid ? color : `${color}40`,
      }}
    />
  )
}

type Bars = Record<string, string | number>

/** One row for each day of the period, including days without a payment. */
function toBars(summary: KpaySummaryResponse): Bars[] {
  return listDays(summary).map((date) => {
    const bar: Bars = { date }
    for (const { method, taken_count, failed_count } of summary.days.filter(
      (day) => day.date === date
    )) {
      bar[`${method}_paid`] = Number(bar[`${method}_paid`] ?? 0) + taken_count
      bar[`${method}_failed`] = Number(bar[`${method}_failed`] ?? 0) + failed_count
    }
    return bar
  })
}
