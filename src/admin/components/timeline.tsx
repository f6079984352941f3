import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { toKigaliDay } from "../../domain/kigali-time"
import type { KpayAdminAttempt, KpayAttemptResponse, KpayJournalEntry } from "../../http-types"
import { formatDay, formatTime } from "../format"
import { sayEntry } from "../journal-words"
import { useJournal } from "../queries"
import { useTexts } from "../texts"

/** What happened to an attempt, newest last. Of a long story the newest part is shown first, and earlier ones on request. */
export function Timeline({ attempt, journal, next_cursor: cursor }: KpayAttemptResponse) {
  const { t } = useTexts()
  const [isWhole, setIsWhole] = useState(false)
  // When new entries come, the newest page moves on, and the earlier ones are read from there.
  const earlier = useJournal(attempt.id, isWhole ? cursor : null)
  const pages = isWhole ? (earlier.data?.pages ?? []) : []
  const entries = [...[...pages].reverse().flatMap((page) => page.journal), ...journal]
  const hasMore = isWhole ? earlier.hasNextPage : cursor !== null
  return (
    <div className="flex flex-col gap-y-3">
      {(hasMore || earlier.isFetching) && (
        <Button
          size="small"
          variant="secondary"
          className="self-start"
          isLoading={earlier.isFetching}
          onClick={() => {
            if (isWhole) void earlier.fetchNextPage()
            else setIsWhole(true)
          }}
        >
          {t("timeline_earlier")}
        </Button>
      )}
      <Entries attempt={attempt} entries={entries} />
    </div>
  )
}

/** One sentence a line, under its day. */
function Entries({
  attempt,
  entries,
}: {
  readonly attempt: KpayAdminAttempt
  readonly entries: readonly KpayJournalEntry[]
}) {
  const { t, language } = useTexts()
  const days = entries.map(({ created_at }) => toKigaliDay(new Date(created_at)))
  return (
    <ol className="flex flex-col gap-y-2" aria-label={t("timeline")}>
      {entries.map((entry, index) => (
        <li key={entry.id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          {days[index] !== days[index - 1] && (
            <Text size="small" weight="plus" className="col-span-2 pb-1">
              {formatDay(days[index] ?? "", language)}
            </Text>
          )}
          <time dateTime={entry.created_at} className="txt-small text-ui-fg-subtle tabular-nums">
            {formatTime(entry.created_at, language)}
          </time>
          <Text size="small" className="break-words">
            {sayEntry(entry, attempt, t)}
          </Text>
        </li>
      ))}
    </ol>
  )
}
