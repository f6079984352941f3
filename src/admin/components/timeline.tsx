import { Text } from "@medusajs/ui"
import type { KpayAttemptResponse } from "../../http-types"
import { sayEntry } from "../attempt-words"
import { toDayName, toKigaliDayOf, toKigaliTime } from "../format"
import { useTexts } from "../texts"

/** What happened to an attempt, newest last, each line a sentence under its day. */
export function Timeline({ attempt, journal }: KpayAttemptResponse) {
  const { t, language } = useTexts()
  const days = journal.map(({ created_at }) => toKigaliDayOf(created_at))
  return (
    <ol className="flex flex-col gap-y-2" aria-label={t("timeline")}>
      {journal.map((entry, index) => (
        <li key={entry.id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          {days[index] !== days[index - 1] && (
            <Text size="small" weight="plus" className="col-span-2 pb-1">
              {toDayName(days[index] ?? "", language)}
            </Text>
          )}
          <time dateTime={entry.created_at} className="txt-small text-ui-fg-subtle tabular-nums">
            {toKigaliTime(entry.created_at, language)}
          </time>
          <Text size="small" className="break-words">
            {sayEntry(entry, attempt, t)}
          </Text>
        </li>
      ))}
    </ol>
  )
}
