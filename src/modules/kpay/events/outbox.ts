import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { EventName } from "../../../domain/events"
import type { Attempt } from "../attempts/attempt"

/** An event as it is emitted. */
export interface OutgoingEvent {
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Most events that are emitted together. */
const BATCH_MAX = 100

/**
 * Events that are facts and were not emitted yet. Each is written in the transaction of its fact, so that a process that
 * dies between the two loses nothing, and is deleted when it was emitted.
 */
export class Outbox {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /**
   * Emits the waiting events, the oldest first. Another caller at the same moment takes others. An event whose emission
   * failed waits on. When the process dies while it emits, the same `event_id` is emitted again.
   */
  async empty(emit: (events: readonly OutgoingEvent[]) => Promise<void>): Promise<void> {
    for (let count = BATCH_MAX; count === BATCH_MAX;) count = await this.#emitBatch(emit)
  }

  async #emitBatch(emit: (events: readonly OutgoingEvent[]) => Promise<void>): Promise<number> {
    return this.#knex.transaction(async (transaction) => {
      const events = (await transaction("kpay_event")
        .whereNull("deleted_at")
        .orderBy(["created_at", "id"])
        .limit(BATCH_MAX)
        .forUpdate()
        .skipLocked()) as { id: string; name: string; data: Record<string, unknown> }[]
      if (events.length === 0) return 0
      await emit(events.map(({ id, name, data }) => ({ name, data: { event_id: id, ...data } })))
      await transaction("kpay_event")
        .whereIn(
          "id",
          events.map(({ id }) => id)
        )
        .delete()
      return events.length
    })
  }
}

/** Writes an event in the transaction of its fact. Ids and amounts only. */
export async function writeEvent(
  transaction: Knex,
  name: EventName,
  data: Readonly<Record<string, string | number | null>>
): Promise<void> {
  await transaction("kpay_event").insert({
    id: generateEntityId(undefined, "kpev"),
    name,
    data: JSON.stringify(data),
  })
}

/** What an event tells of an attempt. */
export function toEventData(attempt: Attempt) {
  const { id, refid, payment_session_id, cart_id, order_id, amount, currency_code } = attempt
  const { status, reason_code, unapplied_reason } = attempt
  return {
    id,
    refid: refid as string,
    payment_session_id,
    cart_id,
    order_id,
    amount: amount as number,
    currency_code,
    status,
    reason_code,
    unapplied_reason,
  }
}
