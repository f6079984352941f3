import { Container, Heading, Text } from "@medusajs/ui"
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { KpaySummaryResponse } from "../../http-types"
import { toDayName } from "../format"
import { useTexts } from "../texts"
import { listDays } from "./periods"

const METHODS = ["momo", "airtel", "card", "spenn"] as const

/** The brands' colours; not paid is the same colour, pale and outlined, in a bar of its own. */
const COLORS = { momo: "#e0b000", airtel: "#c8102e", card: "#4a51c4", spenn: "#0b8fd9" } as const

/** How many payments were paid and not paid on each day, stacked by method. */
export function CashUpChart({ summary }: { readonly summary: KpaySummaryResponse }) {
  const { t, language } = useTexts()
  const shown = METHODS.filter((method) =>
    summary.days.some((day) => day.method === method && day.taken_count + day.failed_count > 0)
  )
  const { taken_count: paid, failed_count: failed } = summary.totals
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <Heading level="h2">{t("chart_title")}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t("chart_summary", { paid, failed })}
      </Text>
      <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1">
        {shown.map((method) => (
          <li key={method} className="txt-small flex items-center gap-x-2">
            <Swatch color={COLORS[method]} isPaid />
            <Swatch color={COLORS[method]} isPaid={false} />
            {t(`method_${method}`)}: {t("state_paid")} · {t("state_not_paid")}
          </li>
        ))}
      </ul>
      {/* The table below says the same to those who cannot see it. */}
      <div aria-hidden className="h-64 w-full">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={toBars(summary)} accessibilityLayer={false} barGap={2}>
            <CartesianGrid vertical={false} stroke="var(--border-base)" />
            <XAxis
              dataKey="date"
              tickFormatter={(date: string) => toDayName(date, language)}
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
              labelFormatter={(date) => toDayName(String(date), language)}
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
                fill={COLORS[method]}
                isAnimationActive={false}
              />
            ))}
            {shown.map((method) => (
              <Bar
                key={`${method} failed`}
                stackId="failed"
                dataKey={`${method}_failed`}
                name={t("chart_failed", { method: t(`method_${method}`) })}
                fill={COLORS[method]}
                fillOpacity={0.25}
                stroke={COLORS[method]}
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

/** One row for each day of the period, also for those without a payment. */
function toBars({ from, to, days }: KpaySummaryResponse): Record<string, string | number>[] {
  return listDays(from, to).map((date) => {
    const bar: Record<string, string | number> = { date }
    for (const { method, taken_count, failed_count } of days.filter((day) => day.date === date)) {
      bar[`${method}_paid`] = Number(bar[`${method}_paid`] ?? 0) + taken_count
      bar[`${method}_failed`] = Number(bar[`${method}_failed`] ?? 0) + failed_count
    }
    return bar
  })
}
