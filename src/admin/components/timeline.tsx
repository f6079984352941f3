import { Text } from "@medusajs/ui"
import { toKigaliDay } from "../../domain/kigali-time"
import type { KpayAttemptResponse } from "../../http-types"
import { formatDay, formatTime } from "../format"
import { sayEntry } from "../journal-words"
import { useTexts } from "../texts"

/** What happened to an attempt, newest last: one sentence a line, under its day. */
export function Timeline({ attempt, journal }: KpayAttemptResponse) {
  const { t, language } = useTexts()
  const days = journal.map(({ created_at }) => toKigaliDay(new Date(created_at)))
  return (
    <ol className="flex flex-col gap-y-2" aria-label={t("timeline")}>
      {journal.map((entry, index) => (
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
