import {
  Button,
  Container,
  createDataTableCommandHelper,
  DataTable,
  Text,
  toast,
  useDataTable,
  type DataTableFilteringState,
} from "@medusajs/ui"
import { useState } from "react"
import { useSearchParams } from "react-router-dom"
import { AttemptDrawer } from "../components/attempt-drawer"
import { LoadState } from "../components/load-state"
import { useAskKpayAboutAll, useAttempts, useHealth } from "../queries"
import { useTexts, type Say } from "../texts"
import { usePaymentColumns } from "./payment-columns"
import { toFiltering, toQuery, usePaymentFilters, withFiltering } from "./payment-filters"
import { FilterMenu, SearchBox } from "./payment-toolbar"

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
  const columns = usePaymentColumns()
  const filters = usePaymentFilters(t, health?.accounts.map(({ name }) => name) ?? [])
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
