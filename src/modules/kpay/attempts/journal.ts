import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { JournalEvent } from "../../../domain/journal-events"
import type { Wire } from "../../../gateway/wire"

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

/** A page shows the journal whole. Callbacks, which strangers can post, are bounded apart. */
const LINES_MAX = 500

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

/** The journal of an attempt, oldest line first. */
export async function readJournal(knex: Knex, attemptId: string): Promise<JournalLine[]> {
  return knex("kpay_journal_entry")
    .where({ attempt_id: attemptId })
    .whereNull("deleted_at")
    .orderBy(["created_at", "id"])
    .limit(LINES_MAX)
    .select<JournalLine[]>("id", "event", "wire", "note", "actor", "created_at")
}
