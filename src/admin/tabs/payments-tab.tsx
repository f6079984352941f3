import { Container, DataTable, Text } from "@medusajs/ui"
import { useState } from "react"
import { useSearchParams } from "react-router-dom"
import { AttemptDrawer } from "../components/attempt-drawer"
import { LoadState } from "../components/load-state"
import { DegradedMethods } from "../degraded-methods/degraded-methods"
import { useAttempts, useAttention } from "../queries"
import { useTexts } from "../texts"
import { toQuery } from "./payment-filters"
import { Pager } from "./payment-pager"
import { usePaymentTable } from "./payment-table"
import { FilterMenu, SearchBox } from "./payment-toolbar"

const PAGE_ROWS = 25

/** Every attempt, newest first. The search and the filters are kept in the address. */
export function PaymentsTab() {
  const { t } = useTexts()
  const [params, setParams] = useSearchParams()
  // Where each page so far starts: keyset paging has no page numbers.
  const [cursors, setCursors] = useState<readonly string[]>([])
  const query = toQuery(params)
  const list = useAttempts({ ...query, limit: PAGE_ROWS, cursor: cursors.at(-1) })
  const { data, error, isPlaceholderData, refetch } = list
  const { data: attention } = useAttention()
  const { table, unusedFilters, addFilter, onSearch } = usePaymentTable(list, params, (next) => {
    setCursors([])
    setParams(next, { replace: true })
  })
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  const empty = { custom: <Empty isFiltered={isFiltered} /> }
  return (
    <div className="flex flex-col gap-y-3">
      <DegradedMethods methods={attention?.degraded_methods ?? []} />
      {/* The icon of Medusa's search field has a z-index, and would lie over an open drawer. */}
      <Container
        className="overflow-hidden p-0"
        style={{ isolation: "isolate" }}
        data-kpay="payments"
      >
        <DataTable instance={table}>
          <DataTable.Toolbar
            translations={{ clearAll: t("filter_clear") }}
            className="flex flex-col items-start justify-between gap-2 md:flex-row md:items-center"
          >
            <FilterMenu filters={unusedFilters} onAdd={addFilter} />
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
        <Pager
          cursors={cursors}
          onCursors={setCursors}
          nextCursor={isPlaceholderData ? null : (data?.next_cursor ?? null)}
        />
        <AttemptDrawer
          attemptId={params.get("attempt")}
          onClose={() => {
            const next = new URLSearchParams(params)
            next.delete("attempt")
            setParams(next, { replace: true })
          }}
        />
      </Container>
    </div>
  )
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col items-center gap-y-1 px-6 py-16">
      <Text size="base" weight="plus">
        {t(isFiltered ? "payments_none_found" : "payments_empty")}
      </Text>
      <Text size="small" className="text-ui-fg-subtle">
        {t(isFiltered ? "payments_none_found_hint" : "payments_empty_hint")}
      </Text>
    </div>
  )
}
