import {
  Button,
  Checkbox,
  Container,
  createDataTableColumnHelper,
  createDataTableCommandHelper,
  createDataTableFilterHelper,
  DataTable,
  Text,
  toast,
  useDataTable,
  type DataTableFilteringState,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useSearchParams } from "react-router-dom"
import type { KpayAdminAttempt } from "../../http-types"
import { AttemptDrawer } from "../components/attempt-drawer"
import { StateBadge, TestBadge } from "../components/badges"
import { LoadState } from "../components/load-state"
import { MethodMark } from "../components/method-mark"
import { PageLink } from "../components/page-link"
import { toFrancs, toKigaliMoment, toLength } from "../format"
import { useAskKpayAboutAll, useAttempts, useHealth } from "../queries"
import { useTexts, type Say } from "../texts"
import { FilterMenu, SearchBox } from "./payment-toolbar"
import { toDateOptions, toFiltering, toQuery, withFiltering } from "./payment-filters"

const PAGE_ROWS = 25
const BULK_MAX = 100

/** Every payment that was tried, newest first. Search and filters stand in the address. */
export function PaymentsTab() {
  const { t } = useTexts()
  const [params, setParams] = useSearchParams()
  const { data: health } = useHealth()
  // Where each page that was walked through starts; keyset paging knows no page numbers.
  const [cursors, setCursors] = useState<readonly string[]>([])
  const [selection, setSelection] = useState<Record<string, boolean>>({})
  // A filter that is opened has no value yet, and stands in the address when it has one.
  const [filtering, setFiltering] = useState<DataTableFilteringState>(() => toFiltering(params))
  const query = toQuery(params)
  const { data, error, isPlaceholderData, refetch } = useAttempts({
    ...query,
    limit: PAGE_ROWS,
    cursor: cursors.at(-1),
  })
  const columns = useColumns()
  const filters = useFilters(t, health?.accounts.map(({ name }) => name) ?? [])
  const commands = useCommands(t, () => {
    setSelection({})
  })
  const change = (next: URLSearchParams) => {
    setCursors([])
    setSelection({})
    setParams(next, { replace: true })
  }
  const onSearch = (q: string) => {
    const next = new URLSearchParams(params)
    if (q) next.set("q", q)
    else next.delete("q")
    change(next)
  }
  const table = useDataTable({
    data: [...(data?.attempts ?? [])],
    columns,
    filters,
    commands,
    getRowId: ({ id }) => id,
    isLoading: !data && !error,
    rowCount: data?.attempts.length ?? 0,
    filtering: {
      state: filtering,
      onFilteringChange: (next: DataTableFilteringState) => {
        setFiltering(next)
        change(withFiltering(params, next))
      },
    },
    rowSelection: { state: selection, onRowSelectionChange: setSelection },
  })
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  const empty = {
    custom: (
      <Empty
        heading={t(isFiltered ? "payments_none_found" : "payments_empty")}
        description={t(isFiltered ? "payments_none_found_hint" : "payments_empty_hint")}
      />
    ),
  }
  return (
    <Container className="overflow-hidden p-0" data-kpay="payments">
      <DataTable instance={table}>
        <DataTable.Toolbar
          translations={{ clearAll: t("filter_clear") }}
          className="flex flex-col items-start justify-between gap-2 md:flex-row md:items-center"
        >
          <FilterMenu
            filters={filters.filter(({ id }) => !(id in filtering))}
            onAdd={(id) => {
              setFiltering({ ...filtering, [id]: null })
            }}
          />
          <SearchBox q={params.get("q") ?? ""} onSearch={onSearch} />
        </DataTable.Toolbar>
        {error && !data ? (
          <LoadState error={error} onRetry={() => void refetch()} />
        ) : (
          <div className={isPlaceholderData ? "opacity-60" : undefined}>
            <DataTable.Table emptyState={{ empty, filtered: empty }} />
          </div>
        )}
        <DataTable.CommandBar selectedLabel={(count) => String(count)} />
      </DataTable>
      <div className="flex items-center justify-between border-t px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle">
          {t("page_number", { page: cursors.length + 1 })}
        </Text>
        <div className="flex gap-x-2">
          <Button
            size="small"
            variant="secondary"
            disabled={cursors.length === 0}
            onClick={() => {
              setCursors(cursors.slice(0, -1))
            }}
          >
            {t("page_newer")}
          </Button>
          <Button
            size="small"
            variant="secondary"
            disabled={isPlaceholderData || !data?.next_cursor}
            onClick={() => {
              if (data?.next_cursor) setCursors([...cursors, data.next_cursor])
            }}
          >
            {t("page_older")}
          </Button>
        </div>
      </div>
      <AttemptDrawer
        attemptId={params.get("attempt")}
        onClose={() => {
          const next = new URLSearchParams(params)
          next.delete("attempt")
          setParams(next, { replace: true })
        }}
      />
    </Container>
  )
}

function Empty({
  heading,
  description,
}: {
  readonly heading: string
  readonly description: string
}) {
  return (
    <div className="flex flex-col items-center gap-y-1 px-6 py-16">
      <Text size="base" weight="plus">
        {heading}
      </Text>
      <Text size="small" className="text-ui-fg-subtle">
        {description}
      </Text>
    </div>
  )
}

const column = createDataTableColumnHelper<KpayAdminAttempt>()

function useColumns() {
  const { t, language } = useTexts()
  return useMemo(
    () => [
      column.select({
        header: ({ table }) => (
          <Checkbox
            aria-label={t("bulk_ask")}
            checked={
              table.getIsSomePageRowsSelected() ? "indeterminate" : table.getIsAllRowsSelected()
            }
            onCheckedChange={(checked) => {
              table.toggleAllPageRowsSelected(checked === true)
            }}
          />
        ),
        cell: ({ row }) => (
          <Checkbox
            aria-label={`${t("bulk_ask")}: ${row.original.refid}`}
            checked={row.getIsSelected()}
            onCheckedChange={(checked) => {
              row.toggleSelected(checked === true)
            }}
          />
        ),
      }),
      column.accessor("created_at", {
        header: t("column_time"),
        cell: ({ row: { original } }) => (
          <OpenAttempt attemptId={original.id}>
            {toKigaliMoment(original.created_at, language)}
          </OpenAttempt>
        ),
      }),
      column.accessor("order_display_id", {
        header: t("column_order"),
        cell: ({ row: { original } }) =>
          original.order_id ? (
            <PageLink to={`/orders/${original.order_id}`}>
              {original.order_display_id === null ? t("order") : `#${original.order_display_id}`}
            </PageLink>
          ) : (
            t("none")
          ),
      }),
      column.accessor("method", {
        header: t("column_method"),
        cell: ({ getValue }) => <MethodMark method={getValue()} />,
      }),
      column.accessor("phone_masked", {
        header: t("column_payer"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap tabular-nums">{getValue() ?? t("none")}</span>
        ),
      }),
      column.accessor("amount", {
        header: t("column_amount"),
        align: "right",
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap tabular-nums">{toFrancs(getValue())}</span>
        ),
      }),
      column.accessor("state", {
        header: t("column_state"),
        cell: ({ row: { original } }) => (
          <span className="inline-flex items-center gap-x-2">
            <StateBadge attempt={original} />
            <TestBadge environment={original.environment} />
          </span>
        ),
      }),
      column.display({
        id: "age",
        header: t("column_age"),
        cell: ({ row: { original } }) => (
          <span className="whitespace-nowrap">
            {toLength(Date.now() - Date.parse(original.created_at), t)}
          </span>
        ),
      }),
    ],
    [t, language]
  )
}

/** Opens an attempt beside the list; its id goes into the address. */
function OpenAttempt({
  attemptId,
  children,
}: {
  readonly attemptId: string
  readonly children: string
}) {
  const [params] = useSearchParams()
  const next = new URLSearchParams(params)
  next.set("attempt", attemptId)
  return (
    <PageLink to={`?${next.toString()}`} replace>
      {children}
    </PageLink>
  )
}

const filter = createDataTableFilterHelper<Record<string, unknown>>()

function useFilters(t: Say, accounts: readonly string[]) {
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

const command = createDataTableCommandHelper()

function useCommands(t: Say, onDone: () => void) {
  const { mutate } = useAskKpayAboutAll()
  return [
    command.command({
      label: t("bulk_ask"),
      shortcut: "a",
      action: (selected) => {
        const ids = Object.keys(selected)
        if (ids.length > BULK_MAX) {
          toast.error(t("bulk_too_many", { count: BULK_MAX }))
          return
        }
        mutate(
          { ids },
          {
            onSuccess: ({ attempts }) => {
              toast.success(t("bulk_asked", { count: attempts.length }))
              onDone()
            },
            onError: ({ message }) => toast.error(t("ask_failed"), { description: message }),
          }
        )
      },
    }),
  ]
}
