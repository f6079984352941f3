import {
  createDataTableCommandHelper,
  toast,
  useDataTable,
  type DataTableFilteringState,
} from "@medusajs/ui"
import { useState } from "react"
import { useBulkRefresh } from "../mutations"
import { useAccounts, type useAttempts } from "../queries"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { usePaymentColumns } from "./payment-columns"
import { toFiltering, usePaymentFilters, withFiltering } from "./payment-filters"

/** The most attempts that the server asks K-Pay about at once. */
const BULK_MAX = 100

/**
 * The table of payments with its filters, selection and bulk command.
 *
 * @param params the page's address, which holds the search and the filters.
 * @param onParams called with the new address. The list then starts again at its first page.
 */
export function usePaymentTable(
  { data, error }: Pick<ReturnType<typeof useAttempts>, "data" | "error">,
  params: URLSearchParams,
  onParams: (params: URLSearchParams) => void
) {
  const { t } = useTexts()
  const { data: known } = useAccounts()
  const [selection, setSelection] = useState<Record<string, boolean>>({})
  // A filter that was just added has no value yet. It goes into the address when it has one.
  const [filtering, setFiltering] = useState<DataTableFilteringState>(() => toFiltering(params))
  const accounts = known?.accounts.map(({ name }) => name) ?? []
  const columns = usePaymentColumns({ hasAccounts: accounts.length > 1 })
  const filters = usePaymentFilters(t, accounts)
  const commands = useCommands(() => {
    setSelection({})
  })
  const change = (next: URLSearchParams) => {
    setSelection({})
    onParams(next)
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
  return {
    table,
    unusedFilters: filters.filter(({ id }) => !(id in filtering)),
    addFilter: (id: string) => {
      setFiltering({ ...filtering, [id]: null })
    },
    onSearch: (q: string) => {
      const next = new URLSearchParams(params)
      if (q) next.set("q", q)
      else next.delete("q")
      change(next)
    },
  }
}

const command = createDataTableCommandHelper()

function useCommands(onDone: () => void) {
  const { t } = useTexts()
  const { mutate } = useBulkRefresh()
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
            onError: (error) => toast.error(t("ask_failed"), { description: sayRefusal(error, t) }),
          }
        )
      },
    }),
  ]
}
