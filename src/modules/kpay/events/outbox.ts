import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Attempt } from "../attempts/attempt"

/** What the plugin tells the shop. Each is one fact, told once. */
export type EventName =
  | "kpay.payment.paid"
  | "kpay.payment.failed"
  | "kpay.payment.unplaced"
  | "kpay.payment.reminder"
  | "kpay.give_back.due"
  | "kpay.give_back.done"

/** An event as it goes out. */
export interface OutgoingEvent {
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Most events that go out in one go. */
const BATCH_MAX = 100

/**
 * Events that are facts and were not emitted yet. They are written in the transaction of the fact, so that no process can
 * die between the two, and go when they are out.
 */
export class Outbox {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /**
   * Emits what waits, the oldest first; whoever else does the same at this moment takes others. An event whose emission
   * failed waits on. Should the process die while it emits, the same `event_id` goes out again.
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

/** Writes an event down in the transaction of its fact. Ids and amounts only. */
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
  const { reason_code, unplaced_reason } = attempt
  return {
    id,
    refid: refid as string,
    payment_session_id,
    cart_id,
    order_id,
    amount: amount as number,
    currency_code,
    reason_code,
    unplaced_reason,
  }
}
