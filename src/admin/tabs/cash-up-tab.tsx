import { ArrowDownTray } from "@medusajs/icons"
import { Button, Container, Input, Label, Select, Text } from "@medusajs/ui"
import { useState } from "react"
import { LoadState } from "../components/load-state"
import { useSummary } from "../queries"
import { BACKEND_URL } from "../sdk"
import { sayRefusal } from "../refusal"
import { StatedFees } from "../statements/stated-fees"
import { useTexts } from "../texts"
import { CashUp } from "./cash-up"
import { PERIODS, toDays, type Days, type Period } from "./periods"
import { useAccountChoice } from "./use-account-choice"

/** The cash-up: the choice of days and account, and their figures. */
export function CashUpTab() {
  const { t } = useTexts()
  const [period, setPeriod] = useState<Period>("week")
  const [days, setDays] = useState<Days>(toDays("week"))
  const { choices, choice, setChoice } = useAccountChoice()
  const { account, environment } = choice
  const { data, error, refetch, isPlaceholderData } = useSummary({
    from: days.from,
    to: days.to,
    account,
    environment,
  })
  return (
    <div className="flex flex-col gap-y-3" data-kpay="cash-up">
      <Container className="flex flex-wrap items-end justify-between gap-4 px-6 py-4">
        <div className="flex flex-wrap items-end gap-3">
          <PeriodPicker
            period={period}
            days={days}
            onPeriod={(next) => {
              setPeriod(next)
              if (next !== "custom") setDays(toDays(next))
            }}
            onDays={setDays}
          />
          {choices.length > 2 && (
            <Picker
              label={t("account")}
              value={choice.id}
              options={choices.map(({ id, text }) => ({ value: id, text }))}
              onValue={setChoice}
            />
          )}
        </div>
        <Button size="small" variant="secondary" asChild>
          <a href={toCsvAddress(days, account, data?.environment)} download>
            <ArrowDownTray />
            {t("download_csv")}
          </a>
        </Button>
      </Container>
      {data ? (
        <div className={isPlaceholderData ? "opacity-60" : undefined}>
          <CashUp summary={data} />
        </div>
      ) : (
        <Container className="p-0">
          <LoadState error={error} onRetry={() => void refetch()} />
        </Container>
      )}
      {data && account === undefined && (
        <StatedFees from={data.from} to={data.to} environment={data.environment} />
      )}
      {data && error && (
        <Text role="alert" size="small" className="text-ui-fg-error px-6">
          {sayRefusal(error, t)}
        </Text>
      )}
    </div>
  )
}

function PeriodPicker({
  period,
  days,
  onPeriod,
  onDays,
}: {
  readonly period: Period
  readonly days: Days
  readonly onPeriod: (period: Period) => void
  readonly onDays: (days: Days) => void
}) {
  const { t } = useTexts()
  return (
    <>
      <Picker
        label={t("period")}
        value={period}
        options={PERIODS.map((one) => ({ value: one, text: t(`period_${one}`) }))}
        onValue={onPeriod}
      />
      {period === "custom" &&
        (["from", "to"] as const).map((end) => (
          <div key={end} className="flex flex-col gap-y-1">
            <Label htmlFor={`kpay-${end}`} size="xsmall">
              {t(end)}
            </Label>
            <Input
              id={`kpay-${end}`}
              type="date"
              size="small"
              value={days[end]}
              onChange={({ target }) => {
                if (target.value) onDays({ ...days, [end]: target.value })
              }}
            />
          </div>
        ))}
    </>
  )
}

function Picker<Value extends string>({
  label,
  value,
  options,
  onValue,
}: {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly onValue: (value: Value) => void
}) {
  const onValueChange = (next: string) => {
    const chosen = options.find((option) => option.value === next)
    if (chosen) onValue(chosen.value)
  }
  return (
    <div className="flex flex-col gap-y-1">
      <Text size="xsmall">{label}</Text>
      <Select size="small" value={value} onValueChange={onValueChange}>
        <Select.Trigger aria-label={label} className="w-44">
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {options.map((option) => (
            <Select.Item key={option.value} value={option.value}>
              {option.text}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}

/** Where the browser downloads the CSV from, with the dashboard's login. */
function toCsvAddress(
  days: Days,
  account: string | undefined,
  environment: "test" | "live" | undefined
): string {
  const query = new URLSearchParams({
    counted_from: days.from,
    counted_to: days.to,
    ...(account !== undefined && { account }),
    ...(environment && { environment }),
  })
  return `${BACKEND_URL}/admin/kpay/attempts.csv?${query.toString()}`
}
