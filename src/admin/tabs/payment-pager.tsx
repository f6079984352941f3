import { Button, Text } from "@medusajs/ui"
import { useTexts } from "../texts"

/** Walks through the pages of a list. */
export function Pager({
  cursors,
  onCursors,
  nextCursor,
  isByTime = true,
}: {
  /** Where each page after the first one starts, up to the page that is shown. */
  readonly cursors: readonly string[]
  readonly onCursors: (cursors: readonly string[]) => void
  /** `null` on the last page, and while a page loads. */
  readonly nextCursor: string | null
  /** Whether the newest stands first. */
  readonly isByTime?: boolean
}) {
  const { t } = useTexts()
  return (
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
            onCursors(cursors.slice(0, -1))
          }}
        >
          {t(isByTime ? "page_newer" : "page_previous")}
        </Button>
        <Button
          size="small"
          variant="secondary"
          disabled={nextCursor === null}
          onClick={() => {
            if (nextCursor !== null) onCursors([...cursors, nextCursor])
          }}
        >
          {t(isByTime ? "page_older" : "page_next")}
        </Button>
      </div>
    </div>
  )
}
