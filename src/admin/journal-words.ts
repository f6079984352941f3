import type { KpayAdminAttempt, KpayJournalEntry } from "../http-types"
import { findWord, sayWord, type Say, type Values } from "./say"

/**
 * One line of an attempt's timeline. Every event has the text `journal_<event>`, which names what it needs of the entry.
 * An event that this dashboard does not know is shown by its own word.
 */
export function sayEntry(
  entry: KpayJournalEntry,
  { method }: Pick<KpayAdminAttempt, "method">,
  t: Say
): string {
  const sentence = saySentence(
    entry,
    {
      method: t(`method_${method}`),
      said: entry.said ?? entry.note ?? t("none"),
      note: entry.note ?? t("none"),
      reason: entry.note === null ? t("none") : sayWord(t, "unapplied", entry.note),
    },
    t
  )
  if (entry.actor === null) return sentence
  return t("timeline_by", { sentence, who: entry.actor_name ?? t("timeline_unknown_user") })
}

function saySentence({ event, said, note }: KpayJournalEntry, values: Values, t: Say): string {
  if (event === "callback" && said === null) return t("callback_unreadable")
  return findWord(t, "journal", event, values) ?? [event, said, note].filter(Boolean).join(": ")
}
