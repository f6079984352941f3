import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { JournalEvent } from "../../../domain/journal-events"
import type { Wire } from "../../../gateway/redaction"

/** What the journal says beside a change, in the same transaction. */
export interface Entry {
  readonly event: JournalEvent
  readonly wire?: Wire | null
  readonly note?: string | null
  /** Medusa's id of the user who did it. */
  readonly actor?: string | null
}

/** A line of an attempt's journal. */
export interface JournalLine {
  readonly id: string
  readonly event: JournalEvent
  readonly wire: Wire | null
  readonly note: string | null
  readonly actor: string | null
  readonly created_at: Date
}

/** An answer of K-Pay that changes nothing makes no line beyond these. Callbacks are bounded apart. */
const NEWS_LINES_MAX = 300

/** Writes one line of an attempt's journal. */
export async function writeEntry(knex: Knex, attemptId: string, entry: Entry): Promise<void> {
  await writeEntries(knex, [attemptId], entry)
}

/** Writes the same line to the journals of several attempts. */
export async function writeEntries(
  knex: Knex,
  attemptIds: readonly string[],
  entry: Entry
): Promise<void> {
  if (attemptIds.length === 0) return
  await knex("kpay_journal_entry").insert(
    attemptIds.map((attemptId) => ({
      id: generateEntityId(undefined, "kpjou"),
      attempt_id: attemptId,
      event: entry.event,
      wire: entry.wire ? JSON.stringify(entry.wire) : null,
      note: entry.note ?? null,
      actor: entry.actor ?? null,
      // Several lines of one transaction keep their order.
      created_at: knex.raw("clock_timestamp()"),
    }))
  )
}

/** What tells one answer from the next where a note says which it is: other fields, e.g. a time, are no news. In SQL. */
const wordsOf = (wire: string) =>
  `jsonb_build_array(${wire}->'statusmsg', ${wire}->'statusdesc', ${wire}->'reply')`

/**
 * Writes a line about an answer that changed no status. The same news again makes no line, and neither does any beyond the bound.
 */
export async function writeNews(knex: Knex, attemptId: string, entry: Entry): Promise<void> {
  const { rows } = await knex.raw<{ rows: { lines: number; is_known: boolean | null }[] }>(
    `with newest as (
       select event, note, wire from kpay_journal_entry
       where attempt_id = :attemptId and deleted_at is null
       order by created_at desc, id desc limit ${NEWS_LINES_MAX}),
     last as (select * from newest limit 1)
     select (select count(*)::int from newest) as lines,
       (select event = :event and note is not distinct from :note
          and (wire is not distinct from :wire::jsonb
               or note is not null and ${wordsOf("wire")} = ${wordsOf(":wire::jsonb")}) from last) as is_known`,
    {
      attemptId,
      event: entry.event,
      note: entry.note ?? null,
      wire: entry.wire ? JSON.stringify(entry.wire) : null,
    } as never
  )
  const [{ lines, is_known } = { lines: 0, is_known: false }] = rows
  if (!is_known && lines < NEWS_LINES_MAX) await writeEntry(knex, attemptId, entry)
}
