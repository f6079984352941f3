import { Funnel, MagnifyingGlass } from "@medusajs/icons"
import { Button, DropdownMenu, Input, type DataTableFilter } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useTexts } from "../texts"

const DEBOUNCE_MS = 300

/** Adds a filter to the list. It replaces Medusa's own menu, whose button has no accessible name. */
export function FilterMenu({
  filters,
  onAdd,
}: {
  /** Those that are not in use yet. */
  readonly filters: readonly DataTableFilter[]
  readonly onAdd: (id: string) => void
}) {
  const { t } = useTexts()
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild disabled={filters.length === 0}>
        <Button size="small" variant="secondary">
          <Funnel />
          {t("filter_add")}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content side="bottom" align="start">
        {filters.map(({ id, label }) => (
          <DropdownMenu.Item
            key={id}
            onClick={() => {
              onAdd(id)
            }}
          >
            {label}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}

/** The search box. It searches when the typing pauses. */
export function SearchBox({
  q,
  onSearch,
}: {
  readonly q: string
  readonly onSearch: (q: string) => void
}) {
  const { t } = useTexts()
  const [typed, setTyped] = useState(q)
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => {
      onSearch(typed)
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [typed, q, onSearch])
  return (
    <div className="relative w-full md:w-96">
      <span aria-hidden className="text-ui-fg-muted absolute left-2 top-1.5 z-10">
        <MagnifyingGlass />
      </span>
      <Input
        role="searchbox"
        size="small"
        className="pl-8"
        autoComplete="off"
        aria-label={t("search_placeholder")}
        placeholder={t("search_placeholder")}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
        }}
      />
    </div>
  )
}
