import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Wire } from "../../../gateway/wire"
import type { JournalEvent } from "./attempt"

/** What is written to the journal beside a change, in the same transaction. */
export interface Entry {
  readonly event: JournalEvent
  readonly wire?: Wire | null
  readonly note?: string | null
  /** Medusa's id of the user who did it. */
  readonly actor?: string | null
}

/** Writes one line of an attempt's journal. */
export async function writeEntry(knex: Knex, attemptId: string, entry: Entry): Promise<void> {
  await knex("kpay_journal_entry").insert({
    id: generateEntityId(undefined, "kpjou"),
    attempt_id: attemptId,
    event: entry.event,
    wire: entry.wire ? JSON.stringify(entry.wire) : null,
    note: entry.note ?? null,
    actor: entry.actor ?? null,
  })
}
