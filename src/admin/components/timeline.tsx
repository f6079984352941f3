import { Text } from "@medusajs/ui"
import type { KpayAttemptResponse } from "../../http-types"
import { sayEntry } from "../attempt-words"
import { toKigaliMoment, toKigaliTime } from "../format"
import { useTexts } from "../texts"

/** What happened to an attempt, newest last, each line a sentence. */
export function Timeline({ attempt, journal }: KpayAttemptResponse) {
  const { t, language } = useTexts()
  return (
    <ol className="flex flex-col gap-y-2" aria-label={t("timeline")}>
      {journal.map((entry) => (
        <li key={entry.id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          <time
            dateTime={entry.created_at}
            title={toKigaliMoment(entry.created_at, language)}
            className="txt-small text-ui-fg-subtle tabular-nums"
          >
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
