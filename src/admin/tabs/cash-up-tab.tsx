import { ArrowDownTray } from "@medusajs/icons"
import { Button, Container, Input, Label, Select, Text } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { LoadState } from "../components/load-state"
import { useHealth, useSummary } from "../queries"
import { BACKEND_URL } from "../sdk"
import { useTexts } from "../texts"
import { CashUp } from "./cash-up"
import { PERIODS, toDays, type Period } from "./periods"

const ALL = "all"

/** The cash-up: which days and account, and their figures. */
export function CashUpTab() {
  const { t } = useTexts()
  const [period, setPeriod] = useState<Period>("week")
  const [days, setDays] = useState(toDays("week"))
  const [account, setAccount] = useState(ALL)
  const { data, error, refetch, isPlaceholderData } = useSummary({
    ...days,
    account: account === ALL ? undefined : account,
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
          <AccountPicker account={account} onAccount={setAccount} />
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
      {data && error && (
        <Text role="alert" size="small" className="text-ui-fg-error px-6">
          {error.message}
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
  readonly days: { readonly from: string; readonly to: string }
  readonly onPeriod: (period: Period) => void
  readonly onDays: (days: { from: string; to: string }) => void
}) {
  const { t } = useTexts()
  return (
    <>
      <Picker label={t("period")} value={period} onValue={onPeriod as (value: string) => void}>
        {PERIODS.map((one) => (
          <Select.Item key={one} value={one}>
            {t(`period_${one}`)}
          </Select.Item>
        ))}
      </Picker>
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

/** Only where there is a choice. */
function AccountPicker({
  account,
  onAccount,
}: {
  readonly account: string
  readonly onAccount: (account: string) => void
}) {
  const { t } = useTexts()
  const { data } = useHealth()
  if (!data || data.accounts.length < 2) return null
  return (
    <Picker label={t("filter_account")} value={account} onValue={onAccount}>
      <Select.Item value={ALL}>{t("all_accounts")}</Select.Item>
      {data.accounts.map(({ name }) => (
        <Select.Item key={name} value={name}>
          {name}
        </Select.Item>
      ))}
    </Picker>
  )
}

function Picker({
  label,
  value,
  onValue,
  children,
}: {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-y-1">
      <Text size="xsmall">{label}</Text>
      <Select size="small" value={value} onValueChange={onValue}>
        <Select.Trigger aria-label={label} className="w-44">
          <Select.Value />
        </Select.Trigger>
        <Select.Content>{children}</Select.Content>
      </Select>
    </div>
  )
}

/** The browser streams it to a file by itself, with the dashboard's login. */
function toCsvAddress(
  days: { readonly from: string; readonly to: string },
  account: string,
  environment: string | undefined
): string {
  const query = new URLSearchParams({
    counted_from: days.from,
    counted_to: days.to,
    ...(account !== ALL && { account }),
    ...(environment && { environment }),
  })
  return `${BACKEND_URL}/admin/kpay/attempts.csv?${query.toString()}`
}
