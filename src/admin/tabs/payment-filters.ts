import {
  createDataTableFilterHelper,
  type DataTableDateComparisonOperator,
  type DataTableFilter,
  type DataTableFilteringState,
} from "@medusajs/ui"
import { useMemo } from "react"
import { ATTEMPT_STATUSES } from "../../domain/attempt-status"
import { toStartOfDay } from "../../domain/kigali-time"
import { METHOD_IDS } from "../../domain/methods"
import { toDayBefore } from "../format"
import type { Query } from "../request"
import type { Say } from "../say"

const NAMES = ["status", "method", "network", "environment", "account"] as const

/** The filters in the page's address, in the form that the table takes. */
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

/** The query for the server. Parameters of the address that are no filters stay out of it. */
export function toQuery(params: URLSearchParams): Query {
  return Object.fromEntries(
    ["q", ...NAMES, "from", "to"].map((name) => [name, params.get(name) ?? undefined])
  )
}

/** Periods of whole days in Kigali. */
function toDateOptions(t: Say) {
  const startOf = (daysAgo: number) => toStartOfDay(toDayBefore(daysAgo)).toISOString()
  return [
    { label: t("period_today"), value: { $gte: startOf(0) } },
    { label: t("period_yesterday"), value: { $gte: startOf(1), $lte: startOf(0) } },
    { label: t("period_week"), value: { $gte: startOf(6) } },
    { label: t("period_30_days"), value: { $gte: startOf(29) } },
  ]
}

const filter = createDataTableFilterHelper<Record<string, unknown>>()

type Option = readonly [value: string, label: string]

function toRadio(id: (typeof NAMES)[number], label: string, options: readonly Option[]) {
  return filter.accessor(id, {
    type: "radio",
    label,
    options: options.map(([value, label]) => ({ value, label })),
  })
}

/** The filters that can be added to the list. A shop with one account has none for the account. */
export function usePaymentFilters(t: Say, accounts: readonly string[]): DataTableFilter[] {
  return useMemo(
    () => [
      toRadio(
        "status",
        t("column_status"),
        ATTEMPT_STATUSES.map((status) => [status, t(`status_${status}`)])
      ),
      toRadio(
        "method",
        t("column_method"),
        METHOD_IDS.map((method) => [method, t(`method_${method}`)])
      ),
      toRadio(
        "network",
        t("filter_network"),
        (["mtn", "airtel"] as const).map((network) => [network, t(`network_${network}`)])
      ),
      toRadio(
        "environment",
        t("filter_environment"),
        (["live", "test"] as const).map((one) => [one, t(`environment_${one}`)])
      ),
      ...(accounts.length > 1
        ? [
            toRadio(
              "account",
              t("account"),
              accounts.map((name) => [name, name])
            ),
          ]
        : []),
      filter.accessor("date", {
        type: "date",
        label: t("filter_date"),
        rangeOptionLabel: t("filter_date_custom"),
        rangeOptionStartLabel: t("from"),
        rangeOptionEndLabel: t("to"),
        options: toDateOptions(t),
      }),
    ],
    [t, accounts.join()]
  )
}
