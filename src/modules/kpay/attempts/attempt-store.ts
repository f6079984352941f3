import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaError } from "@medusajs/framework/utils"
import {
  TRANSITIONS,
  type AttemptStatus,
  type Transition,
  type TransitionName,
} from "../../../domain/attempt-status"
import type { EventName } from "../../../domain/events"
import type { Wire } from "../../../gateway/redaction"
import { toEventData, writeEvent } from "../events/outbox"
import { ATTEMPT_COLUMNS, type Attempt } from "./attempt"
import { MAY_ASK_AT, type Claimed } from "./claims"
import { writeEntry, writeNews, type Entry } from "./journal"

/** Strangers can post callbacks, so the journal keeps a bounded number of them for each attempt. */
const CALLBACK_ENTRIES_MAX = 50

/** An attempt whose money K-Pay has not confirmed, in SQL. */
const IS_UNCONFIRMED = "(status in ('starting', 'pending', 'failed', 'abandoned'))"

/** An attempt whose status may still change by itself, in SQL. */
export const IS_UNSETTLED = `(${IS_UNCONFIRMED} or status = 'paid')`

/** Money is applied at once; anything else is asked about as soon as K-Pay may be. */
const SOON = `case when status = 'paid' then now() else greatest(now(), ${MAY_ASK_AT}) end`

/** No callback came after the last question. */
const IS_CALLBACK_ANSWERED =
  "(callback_at is null or callback_at <= coalesce(asked_at, '-infinity'))"

/** A callback waits for its question, and the journal has as many as it keeps: one more is no news. In SQL. */
export const CALLBACKS_FULL = `(callbacks >= ${CALLBACK_ENTRIES_MAX} and not ${IS_CALLBACK_ANSWERED})`

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

/** Tells of an attempt's new status. Must not throw. `null`: the attempt was recorded. */
export type TellStatus = (attempt: Attempt, transition: TransitionName | null) => void

/**
 * Writes attempts. A status changes by {@link AttemptStore.transition} alone: one conditional update together with its
 * journal entry and its event. A caller that comes late changes nothing, so a slow answer never overwrites a newer truth.
 */
export class AttemptStore {
  readonly #knex: Knex
  readonly #tellStatus: TellStatus

  /** @param tellStatus is called with every attempt whose new status is committed. */
  constructor(knex: Knex, tellStatus: TellStatus) {
    this.#knex = knex
    this.#tellStatus = tellStatus
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

  /** The attempts of several payment collections, and of orders: core may have deleted their collection. Newest first. */
  async listOfCollections(ids: readonly string[], orderIds: readonly string[]): Promise<Attempt[]> {
    return (await this.#rows()
      .whereRaw("(payment_collection_id = any(:ids) or order_id = any(:orderIds))", {
        ids: [...ids],
        orderIds: [...orderIds],
      })
      .orderBy(["created_at", "id"].map((column) => ({ column, order: "desc" })))) as Attempt[]
  }

  async listByIds(ids: readonly string[]): Promise<Attempt[]> {
    return (await this.#rows().whereIn("id", [...ids])) as Attempt[]
  }

  /** The attempts whose money is for a session or that were started in it, and those of payment collections, newest first. */
  async listOfSession(
    paymentSessionId: string,
    collectionIds: readonly string[]
  ): Promise<Attempt[]> {
    return (await this.#rows()
      .whereRaw(
        "(payment_session_id = :id or started_session_id = :id or payment_collection_id = any(:collectionIds))",
        { id: paymentSessionId, collectionIds: [...collectionIds] }
      )
      .orderBy(["created_at", "id"].map((column) => ({ column, order: "desc" })))) as Attempt[]
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
    const changed = await within.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id, ...where } as never)
        .whereIn("status", [...from])
        .update({ ...set, status: to, updated_at: transaction.fn.now() } as never)
        .returning(transaction.raw(ATTEMPT_COLUMNS) as never)
      if (changed || journal === "always")
        await writeEntry(transaction, id, { event: journalEvent, ...entry })
      if (changed && event) await writeEvent(transaction, event, toEventData(changed))
      return changed ?? null
    })
    if (changed) afterCommit(within, () => this.#tellStatus(changed, name))
    return changed
  }

  /**
   * Writes what changes no status: K-Pay's ids, the next due time. Nothing is written where the status has changed since.
   *
   * @returns the attempt as it is afterwards.
   */
  async update(attempt: Attempt, set: Patch, entry: Entry | null): Promise<Attempt> {
    const write = async (knex: Knex): Promise<Attempt> => {
      const [changed] = await knex<Attempt>("kpay_attempt")
        .where({ id: attempt.id, status: attempt.status })
        .update({ ...set, updated_at: knex.fn.now() } as never)
        .returning(knex.raw(ATTEMPT_COLUMNS) as never)
      if (entry) await writeNews(knex, attempt.id, entry)
      return changed ?? this.#require(attempt.id, knex)
    }
    // Nearly every poll writes one row and no entry: a transaction of its own would double its queries.
    return entry ? this.#knex.transaction(write) : write(this.#knex)
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
          captured_seen_at: null,
          updated_at: transaction.fn.now(),
        } as never)
        .returning(transaction.raw(ATTEMPT_COLUMNS) as never)
      if (moved)
        await writeEntry(transaction, attempt.id, { event: "session_changed", note: session.id })
      return moved ?? null
    })
  }

  /** Notes for which order the provider answered with this attempt. */
  async recordAuthorizedOrder(id: string, orderId: string): Promise<void> {
    await this.#knex("kpay_attempt").where({ id }).update({ authorized_order_id: orderId })
  }

  /**
   * Stores that a callback came, and makes an unsettled attempt due in the same write, as soon as K-Pay may be asked. Writes
   * nothing where a callback waits for its question already and the journal is full of them.
   */
  async recordCallback(id: string, wire: Wire | null): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const { rows } = await transaction.raw<{ rows: { callbacks: number }[] }>(
        `update kpay_attempt
         set callback_at = now(), callbacks = least(callbacks + 1, :max + 1),
             due_at = case when ${IS_UNSETTLED} then ${SOON} else due_at end
         where id = :id and (callbacks < :max or ${IS_CALLBACK_ANSWERED})
         returning callbacks`,
        { id, max: CALLBACK_ENTRIES_MAX }
      )
      const [recorded] = rows
      if (recorded && recorded.callbacks <= CALLBACK_ENTRIES_MAX)
        await writeEntry(transaction, id, { event: "callback", wire })
    })
  }

  /** An admin asks for a refresh: every unsettled attempt is due now, and the journal says who asked. */
  async recordRefreshRequested(ids: readonly string[], actor: string): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const due: Pick<Attempt, "id">[] = await transaction<Attempt>("kpay_attempt")
        .whereIn("id", [...ids])
        .whereRaw(IS_UNSETTLED)
        .update({ due_at: transaction.raw(SOON) } as never)
        .returning("id")
      for (const { id } of due)
        await writeEntry(transaction, id, { event: "refresh_requested", actor })
    })
  }

  /**
   * Notes that the question about a claimed attempt is being sent now; a callback after this moment makes the answer stale.
   * Money that K-Pay has confirmed is not asked about.
   *
   * @returns the attempt as it is now; `null` when the claim was lost.
   */
  async recordAsked({ id, leased_by }: Claimed): Promise<Attempt | null> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `update kpay_attempt set asked_at = case when ${IS_UNCONFIRMED} then now() else asked_at end
       where id = :id and leased_by = :leased_by returning ${ATTEMPT_COLUMNS}`,
      { id, leased_by }
    )
    return rows[0] ?? null
  }

  /** Whether a callback came after the last question, about an attempt whose outcome is not known yet. */
  async hasUnansweredCallback(id: string): Promise<boolean> {
    const row: unknown = await this.#knex("kpay_attempt")
      .where({ id })
      .whereRaw(`not ${IS_CALLBACK_ANSWERED} and ${IS_UNCONFIRMED}`)
      .first("id")
    return row !== undefined
  }

  /**
   * Notes that core cannot take the money because another request holds its cart's lock.
   *
   * @param mark tells one lock from the next; `null` for a lock that ends by itself.
   * @returns for how long this very lock has been held by now, in milliseconds; 0 for one that ends by itself.
   */
  async recordCartLocked(id: string, mark: string | null): Promise<number> {
    return this.#knex.transaction(async (transaction) => {
      const before = await this.#require(id, transaction)
      const isSame = before.cart_locked_since !== null && before.cart_lock_mark === mark
      if (before.cart_locked_since === null)
        await writeEntry(transaction, id, { event: "cart_locked" })
      if (!isSame)
        await transaction("kpay_attempt")
          .where({ id })
          .update({ cart_locked_since: transaction.fn.now(), cart_lock_mark: mark })
      if (!isSame || mark === null || before.cart_locked_since === null) return 0
      return before.read_at.getTime() - before.cart_locked_since.getTime()
    })
  }

  /** The lock was free: the wait for it is over. */
  async recordCartUnlocked(id: string): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id })
      .update({ cart_locked_since: null, cart_lock_mark: null })
  }

  /**
   * Notes that core has captured the money for its session and not booked it yet. With another session the time begins again.
   *
   * @returns for how long this has been so by now, in milliseconds.
   */
  async recordCapturedSeen(id: string): Promise<number> {
    const { rows } = await this.#knex.raw<{ rows: { seen_ms: string }[] }>(
      `update kpay_attempt set captured_seen_at = coalesce(captured_seen_at, now()) where id = ?
       returning extract(epoch from now() - captured_seen_at) * 1000 as seen_ms`,
      [id]
    )
    const [seen] = rows
    return Number(seen?.seen_ms ?? 0)
  }

  /** After how many milliseconds to check next whether the order of an attempt is unpaid; `null` for never. */
  async recordUnpaidDue(
    id: string,
    afterMs: number | null,
    told?: { readonly entry: Entry; readonly event?: EventName; readonly orderId: string }
  ): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const [attempt] = await transaction<Attempt>("kpay_attempt")
        .where({ id })
        .update({
          unpaid_due_at: afterMs === null ? null : this.after(afterMs),
          ...(told && { order_id: told.orderId }),
          ...(told?.entry.event === "reminded" && { reminded_at: transaction.fn.now() }),
        } as never)
        .returning(transaction.raw(ATTEMPT_COLUMNS) as never)
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

  /**
   * A due time to write: after so many milliseconds, or never. A callback that came after the last question makes an unpaid
   * attempt due as soon as K-Pay may be asked.
   */
  dueAfter(afterMs: number | null, next: AttemptStatus): Knex.Raw {
    const at = afterMs === null ? this.#knex.raw("null::timestamptz") : this.after(afterMs)
    return next === "paid"
      ? at
      : this.#knex.raw(`case when ${IS_CALLBACK_ANSWERED} then ? else ${SOON} end`, [at])
  }

  /** A time to write: after so many milliseconds on the database's clock. */
  after(ms: number): Knex.Raw {
    return this.#knex.raw("now() + ? * interval '1 millisecond'", [Math.round(ms)])
  }

  /** The database's clock, to be written. */
  now(): Knex.Raw {
    return this.#knex.raw("now()")
  }

  async #require(id: string, knex: Knex): Promise<Attempt> {
    const { rows } = await knex.raw<{ rows: Attempt[] }>(
      `select ${ATTEMPT_COLUMNS} from kpay_attempt where id = ?`,
      [id]
    )
    const [attempt] = rows
    if (!attempt)
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `The attempt ${id} does not exist.`)
    return attempt
  }

  /** Medusa's indexes leave out deleted rows, so a query is fast only if it leaves them out too. */
  #rows(): Knex.QueryBuilder<Attempt> {
    return this.#knex<Attempt>("kpay_attempt")
      .whereNull("deleted_at")
      .select(this.#knex.raw(ATTEMPT_COLUMNS) as never) as never
  }
}

/** Whether a write was refused because it would break one of the table's unique indexes. */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "23505"
}

/** Acts once the caller's transaction is committed, and not at all where it is rolled back. */
function afterCommit(within: Knex, act: () => void): void {
  if (!within.isTransaction) {
    act()
    return
  }
  void (within as Knex.Transaction).executionPromise.then(act, () => undefined)
}
