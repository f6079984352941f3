import {
  createDataTableFilterHelper,
  type DataTableDateComparisonOperator,
  type DataTableFilter,
  type DataTableFilteringState,
} from "@medusajs/ui"
import { useMemo } from "react"
import { toKigaliDay } from "../format"
import type { Query } from "../queries"
import type { Say } from "../texts"

const NAMES = ["state", "money", "method", "network", "environment", "account"] as const

/** The filters that stand in the page's address, as the table wants them. */
export function toFiltering(params: URLSearchParams): DataTableFilteringState {
  const filtering: Record<string, unknown> = {}
  for (const name of NAMES) {
    const value = params.get(name)
    if (value !== null) filtering[name] = value
  }
  const [from, to] = [params.get("from"), params.get("to")]
  if (from !== null || to !== null)
    filtering.date = { ...(from !== null && { $gte: from }), ...(to !== null && { $lte: to }) }
  return filtering
}

/** The page's address with other filters. */
export function withFiltering(
  params: URLSearchParams,
  filtering: DataTableFilteringState
): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of [...NAMES, "from", "to"]) next.delete(name)
  for (const name of NAMES) {
    const value = filtering[name]
    if (typeof value === "string" && value) next.set(name, value)
  }
  const date = filtering.date as DataTableDateComparisonOperator | undefined
  if (date?.$gte) next.set("from", date.$gte)
  if (date?.$lte) next.set("to", date.$lte)
  return next
}

/** What the server is asked for. */
export function toQuery(params: URLSearchParams): Query {
  const get = (name: string) => params.get(name) ?? undefined
  const money = get("money")
  return {
    q: get("q"),
    // Money that has no order can only be paid.
    state: get("state") ?? (money === "unplaced" ? "paid" : undefined),
    placed: money === "unplaced" ? "false" : money === "placed" ? "true" : undefined,
    waiting: money === "waiting" ? "true" : undefined,
    method: get("method"),
    network: get("network"),
    environment: get("environment"),
    account: get("account"),
    from: get("from"),
    to: get("to"),
  }
}

/** Days in Kigali. */
function toDateOptions(t: Say) {
  const since = (daysAgo: number) => ({ $gte: startOf(toKigaliDay(daysAgo)) })
  return [
    { label: t("filter_date_today"), value: since(0) },
    {
      label: t("filter_date_yesterday"),
      value: { $gte: startOf(toKigaliDay(1)), $lte: startOf(toKigaliDay(0)) },
    },
    { label: t("filter_date_week"), value: since(6) },
    { label: t("filter_date_month"), value: since(29) },
  ]
}

function startOf(day: string): string {
  return `${day}T00:00:00+02:00`
}

const filter = createDataTableFilterHelper<Record<string, unknown>>()

/** The filters that may be added to the list. */
export function usePaymentFilters(t: Say, accounts: readonly string[]): DataTableFilter[] {
  return useMemo(() => {
    const radio = (id: string, label: string, options: readonly (readonly [string, string])[]) =>
      filter.accessor(id, {
        type: "radio",
        label,
        options: options.map(([value, text]) => ({ value, label: text })),
      })
    return [
      radio(
        "state",
        t("filter_state"),
        (["starting", "pending", "paid", "failed", "abandoned"] as const).map((state) => [
          state,
          t(`filter_state_${state}`),
        ])
      ),
      radio(
        "money",
        t("filter_money"),
        (["waiting", "unplaced", "placed"] as const).map((money) => [
          money,
          t(`filter_money_${money}`),
        ])
      ),
      radio(
        "method",
        t("filter_method"),
        (["momo", "airtel", "card", "spenn"] as const).map((method) => [
          method,
          t(`method_${method}`),
        ])
      ),
      radio(
        "network",
        t("filter_network"),
        (["mtn", "airtel"] as const).map((network) => [network, t(`network_${network}`)])
      ),
      radio(
        "environment",
        t("filter_environment"),
        (["live", "test"] as const).map((one) => [one, t(`filter_environment_${one}`)])
      ),
      ...(accounts.length > 1
        ? [
            radio(
              "account",
              t("filter_account"),
              accounts.map((name) => [name, name])
            ),
          ]
        : []),
      filter.accessor("date", {
        type: "date",
        label: t("filter_date"),
        rangeOptionLabel: t("filter_date_custom"),
        rangeOptionStartLabel: t("filter_date_from"),
        rangeOptionEndLabel: t("filter_date_to"),
        options: toDateOptions(t),
      }),
    ]
  }, [t, accounts.join()])
}
