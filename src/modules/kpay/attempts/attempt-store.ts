import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaError } from "@medusajs/framework/utils"
import {
  TRANSITIONS,
  type AttemptStatus,
  type Transition,
  type TransitionName,
} from "../../../domain/attempt-status"
import type { EventName } from "../../../domain/events"
import type { JournalEvent } from "../../../domain/journal-events"
import type { Wire } from "../../../gateway/wire"
import { toEventData, writeEvent } from "../events/outbox"
import type { Attempt } from "./attempt"
import { writeEntry, type Entry } from "./journal"

/** Strangers can post callbacks, so the journal keeps a bounded number of them for each attempt. */
const CALLBACK_ENTRIES_MAX = 50

/** An attempt whose status may still change by itself, in SQL. */
const IS_UNSETTLED = "status in ('starting', 'pending', 'failed', 'abandoned', 'paid')"

/** Column values to write with a transition. */
export type Patch = { readonly [Name in keyof Attempt]?: Attempt[Name] | Knex.Raw }

/** How a transition is written. */
export interface TransitionWrite {
  readonly set?: Patch
  /** What the journal says; `event` where the caller knows more than the table. */
  readonly entry?: Partial<Entry>
  /**
   * `always`: the journal keeps the entry even where another change came first, because K-Pay said it.
   * `if_changed`: the entry tells of this change only.
   */
  readonly journal: "always" | "if_changed"
  /** Further conditions on the row, e.g. the session that the caller read. */
  readonly where?: Partial<Attempt>
  /** The transaction to take part in. */
  readonly within?: Knex
}

/**
 * Writes attempts. A status changes by {@link AttemptStore.transition} alone: one conditional update together with its
 * journal entry and its event. A caller that comes late changes nothing, so a slow answer never overwrites a newer truth.
 */
export class AttemptStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** The newest that fits. */
  async find(where: Partial<Attempt>): Promise<Attempt | null> {
    const [newest] = await this.list(where)
    return newest ?? null
  }

  /** Newest first. */
  async list(where: Partial<Attempt>): Promise<Attempt[]> {
    return (await this.#rows()
      .where(where as never)
      .orderBy(["created_at", "id"].map((column) => ({ column, order: "desc" })))) as Attempt[]
  }

  /** The attempts of several payment collections, newest first. */
  async listOfCollections(ids: readonly string[]): Promise<Attempt[]> {
    return (await this.#rows()
      .whereIn("payment_collection_id", [...ids])
      .orderBy(["created_at", "id"].map((column) => ({ column, order: "desc" })))) as Attempt[]
  }

  async listByIds(ids: readonly string[]): Promise<Attempt[]> {
    return (await this.#rows().whereIn("id", [...ids])) as Attempt[]
  }

  /** The attempts whose money is for a session or that were started in it, newest first. */
  async listOfSession(paymentSessionId: string): Promise<Attempt[]> {
    return (await this.#rows()
      .whereRaw("(payment_session_id = :id or started_session_id = :id)", { id: paymentSessionId })
      .orderBy("created_at", "desc")) as Attempt[]
  }

  /**
   * Writes one transition: status, journal entry and event in one transaction.
   *
   * @returns the changed attempt; `null` where its status allows this transition no more.
   */
  async transition(
    id: string,
    name: TransitionName,
    { set = {}, entry = {}, journal, where = {}, within = this.#knex }: TransitionWrite
  ): Promise<Attempt | null> {
    const { from, to, journal: journalEvent, event }: Transition = TRANSITIONS[name]
    return within.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id, ...where } as never)
        .whereIn("status", [...from])
        .update({ ...set, status: to, updated_at: transaction.fn.now() } as never)
        .returning("*")
      if (changed || journal === "always")
        await writeEntry(transaction, id, { event: journalEvent, ...entry })
      if (changed && event) await writeEvent(transaction, event, toEventData(changed))
      return changed ?? null
    })
  }

  /**
   * Writes what changes no status: K-Pay's ids, the next due time. Nothing is written where the status has changed since.
   *
   * @returns the attempt as it is afterwards.
   */
  async update(attempt: Attempt, set: Patch, entry: Entry | null): Promise<Attempt> {
    return this.#knex.transaction(async (transaction) => {
      await transaction<Attempt>("kpay_attempt")
        .where({ id: attempt.id, status: attempt.status })
        .update({ ...set, updated_at: transaction.fn.now() } as never)
      if (entry) await writeEntry(transaction, attempt.id, entry)
      return this.#require(attempt.id, transaction)
    })
  }

  /** Gives the attempt to another session of the same cart or order, unless another caller was faster. */
  async moveToSession(
    attempt: Pick<Attempt, "id" | "payment_session_id">,
    session: { readonly id: string; readonly payment_collection_id: string }
  ): Promise<Attempt | null> {
    return this.#knex.transaction(async (transaction) => {
      const [moved] = await transaction<Attempt>("kpay_attempt")
        .where({ id: attempt.id, payment_session_id: attempt.payment_session_id })
        .whereRaw(IS_UNSETTLED)
        .update({
          payment_session_id: session.id,
          payment_collection_id: session.payment_collection_id,
          updated_at: transaction.fn.now(),
        } as never)
        .returning("*")
      if (moved)
        await writeEntry(transaction, attempt.id, { event: "session_changed", note: session.id })
      return moved ?? null
    })
  }

  /** Notes for which order the provider answered with this attempt. */
  async recordAuthorizedOrder(id: string, orderId: string): Promise<void> {
    await this.#knex("kpay_attempt").where({ id }).update({ authorized_order_id: orderId })
  }

  /** Stores that a callback came, and makes an unsettled attempt due in the same write. */
  async recordCallback(id: string, wire: Wire | null): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      await transaction("kpay_attempt")
        .where({ id })
        .update({
          callback_at: transaction.fn.now(),
          due_at: transaction.raw(`case when ${IS_UNSETTLED} then now() else due_at end`),
        })
      const [{ count } = { count: 0 }] = await transaction("kpay_journal_entry")
        .where({ attempt_id: id, event: "callback" satisfies JournalEvent, deleted_at: null })
        .count<{ count: string }[]>()
      if (Number(count) < CALLBACK_ENTRIES_MAX)
        await writeEntry(transaction, id, { event: "callback", wire })
    })
  }

  /** An admin asks for a refresh: every unsettled attempt is due now, and the journal says who asked. */
  async recordRefreshRequested(ids: readonly string[], actor: string): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const due: Pick<Attempt, "id">[] = await transaction<Attempt>("kpay_attempt")
        .whereIn("id", [...ids])
        .whereRaw(IS_UNSETTLED)
        .update({ due_at: transaction.fn.now() } as never)
        .returning("id")
      for (const { id } of due)
        await writeEntry(transaction, id, { event: "refresh_requested", actor })
    })
  }

  /** Notes that the question is being sent now; a callback after this moment makes the answer stale. */
  async recordAsked(id: string): Promise<void> {
    await this.#knex("kpay_attempt").where({ id }).update({ asked_at: this.#knex.fn.now() })
  }

  /** Whether a callback came after the last question. */
  async hasUnansweredCallback(id: string): Promise<boolean> {
    const row: unknown = await this.#knex("kpay_attempt")
      .where({ id })
      .whereRaw("callback_at > coalesce(asked_at, '-infinity')")
      .first("id")
    return row !== undefined
  }

  /**
   * Notes that core cannot take the money because another request holds its cart's lock.
   *
   * @returns for how long this has been so by now, in milliseconds.
   */
  async recordCartLocked(id: string): Promise<number> {
    const { rows } = await this.#knex.raw<{ rows: { locked_ms: string | null }[] }>(
      `select extract(epoch from now() - min(created_at)) * 1000 as locked_ms
       from kpay_journal_entry
       where attempt_id = ? and event = ? and deleted_at is null
         and created_at > now() - interval '10 minutes'`,
      [id, "cart_locked" satisfies JournalEvent]
    )
    const lockedMs = rows[0]?.locked_ms ?? null
    if (lockedMs === null) await writeEntry(this.#knex, id, { event: "cart_locked" })
    return Number(lockedMs ?? 0)
  }

  /** When to check next whether the order of an attempt is unpaid; `null` for never. */
  async recordUnpaidDue(
    id: string,
    unpaidDueAt: Date | null,
    told?: { readonly entry: Entry; readonly event?: EventName; readonly orderId: string }
  ): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const [attempt] = await transaction<Attempt>("kpay_attempt")
        .where({ id })
        .update({
          unpaid_due_at: unpaidDueAt,
          ...(told && { order_id: told.orderId }),
          ...(told?.entry.event === "reminded" && { reminded_at: transaction.fn.now() }),
        } as never)
        .returning("*")
      if (!attempt || !told) return
      await writeEntry(transaction, id, told.entry)
      if (told.event) await writeEvent(transaction, told.event, toEventData(attempt))
    })
  }

  async writeJournal(attemptId: string, entry: Entry): Promise<void> {
    await writeEntry(this.#knex, attemptId, entry)
  }

  /** The attempt as it is now. */
  async require(id: string): Promise<Attempt> {
    return this.#require(id, this.#knex)
  }

  /** A due time to write. A callback that came after the last question makes an unpaid attempt due at once. */
  dueAt(at: Date | null, next: AttemptStatus): Knex.Raw {
    if (next === "paid") return this.#knex.raw("?::timestamptz", [at])
    return this.#knex.raw(
      "case when callback_at > coalesce(asked_at, '-infinity') then now() else ?::timestamptz end",
      [at]
    )
  }

  /** The database's clock, to be written. */
  now(): Knex.Raw {
    return this.#knex.raw("now()")
  }

  async #require(id: string, knex: Knex): Promise<Attempt> {
    const attempt = await knex<Attempt>("kpay_attempt").where({ id }).first()
    if (!attempt)
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `The attempt ${id} does not exist.`)
    return attempt
  }

  /** Medusa's indexes leave out deleted rows, so a query is fast only if it leaves them out too. */
  #rows(): Knex.QueryBuilder<Attempt> {
    return this.#knex<Attempt>("kpay_attempt").whereNull("deleted_at")
  }
}
