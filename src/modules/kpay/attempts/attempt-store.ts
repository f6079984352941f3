import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ReasonCode } from "../../../domain/reasons"
import type { Wire } from "../../../gateway/wire"
import type { Attempt, AttemptState, JournalEvent, Resolution, UnplacedReason } from "./attempt"
import { toLease } from "./claims"
import { writeEntry, type Entry } from "./journal"
import { toEventData, writeEvent, type EventName } from "../events/outbox"

/** A journal that strangers can write to through callbacks needs an end. */
const CALLBACK_ENTRIES_MAX = 50

const IS_CURRENT = "state in ('starting', 'pending') and superseded_at is null"

/**
 * Every change of an attempt. Each is one conditional update together with its journal entry and its event: whoever comes
 * late changes nothing, so a slow answer never overwrites a newer truth. The condition is the state machine.
 */
export class AttemptStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /**
   * Writes down a new attempt, leased to the caller; `null` when the collection has one that is waited for already.
   *
   * @param supersedeAfterMs takes the place of one that is waited for, if that one is pending and this old.
   */
  async insert(
    attempt: Partial<Attempt> & Pick<Attempt, "id" | "payment_collection_id">,
    supersedeAfterMs: number | null
  ): Promise<Attempt | null> {
    return this.#knex.transaction(async (transaction) => {
      if (supersedeAfterMs !== null) {
        const superseded: Pick<Attempt, "id">[] = await transaction<Attempt>("kpay_attempt")
          .where({
            payment_collection_id: attempt.payment_collection_id,
            state: "pending",
            superseded_at: null,
          })
          .whereRaw("created_at <= now() - ? * interval '1 millisecond'", [supersedeAfterMs])
          .update({ superseded_at: transaction.fn.now() } as never)
          .returning("id")
        for (const { id } of superseded) await writeEntry(transaction, id, { event: "superseded" })
      }
      const lease = toLease(transaction)
      const [row] = await transaction<Attempt>("kpay_attempt")
        .insert({ ...attempt, ...lease, due_at: lease.leased_until })
        .onConflict(
          transaction.raw(`(payment_collection_id) where ${IS_CURRENT} and deleted_at is null`)
        )
        .ignore()
        .returning("*")
      return row ?? null
    })
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
      .orderBy("created_at", "desc")) as Attempt[]
  }

  async listByIds(ids: readonly string[]): Promise<Attempt[]> {
    return (await this.#rows().whereIn("id", [...ids])) as Attempt[]
  }

  /** The attempts whose money is for a session or that were started for it, newest first: what a shopper's page shows. */
  async listOfSession(paymentSessionId: string): Promise<Attempt[]> {
    return (await this.#rows()
      .whereRaw("(payment_session_id = :id or started_session_id = :id)", { id: paymentSessionId })
      .orderBy("created_at", "desc")) as Attempt[]
  }

  /** Gives the money of an attempt to another session of the same cart, unless somebody was faster. */
  async moveTo(
    attempt: Pick<Attempt, "id" | "payment_session_id">,
    paymentSessionId: string
  ): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({
        id: attempt.id,
        payment_session_id: attempt.payment_session_id,
        placed_at: null,
        unplaced_at: null,
      })
      .update({ payment_session_id: paymentSessionId } as never)
      .returning("*")
    return row ?? null
  }

  /** Stores that a callback came, and makes the attempt due at once in the same write. */
  async recordCallback(id: string, wire: Wire | null): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const now = this.#knex.fn.now()
      // Paid and settled money needs no further question; anything else is asked about at once.
      await transaction("kpay_attempt")
        .where({ id })
        .update({
          callback_at: now,
          due_at: transaction.raw(
            "case when placed_at is null and unplaced_at is null then now() else due_at end"
          ),
        })
      const [{ count } = { count: 0 }] = await transaction("kpay_journal_entry")
        .where({ attempt_id: id, event: "callback" })
        .count<{ count: string }[]>()
      if (Number(count) < CALLBACK_ENTRIES_MAX)
        await writeEntry(transaction, id, { event: "callback", wire })
    })
  }

  async recordAccepted(
    id: string,
    answer: { tid: string | null; redirectUrl: string | null; dueAt: Date | null },
    entry: Entry
  ): Promise<Attempt> {
    const { tid, redirectUrl, dueAt } = answer
    return this.#change(
      id,
      ["starting"],
      { state: "pending", tid, redirect_url: redirectUrl, due_at: this.#dueAt(dueAt) },
      entry
    )
  }

  async recordPaid(
    id: string,
    said: {
      tid: string | null
      momoTransactionId: string | null
      code: string
      text: string | null
    },
    entry: Entry
  ): Promise<Attempt> {
    return this.#change(
      id,
      ["starting", "pending", "failed", "abandoned"],
      {
        state: "paid",
        ...(said.tid !== null && { tid: said.tid }),
        momo_transaction_id: said.momoTransactionId,
        code: said.code,
        reason: said.text,
        reason_code: null,
        paid_at: new Date(),
        failed_at: null,
        due_at: this.#knex.fn.now(),
        unpaid_due_at: null,
      },
      entry
    )
  }

  async recordFailed(
    id: string,
    said: {
      tid: string | null
      code: string | null
      text: string | null
      reasonCode: ReasonCode
      refusedAtOnce: boolean
      dueAt: Date | null
    },
    entry: Entry
  ): Promise<Attempt> {
    return this.#change(
      id,
      ["starting", "pending", "abandoned"],
      {
        state: "failed",
        ...(said.tid !== null && { tid: said.tid }),
        code: said.code,
        reason: said.text,
        reason_code: said.reasonCode,
        refused_at_once: said.refusedAtOnce,
        failed_at: new Date(),
        due_at: this.#dueAt(said.dueAt),
      },
      entry,
      "kpay.payment.failed"
    )
  }

  /** K-Pay was asked, and what it said changes nothing but what is patched; the next question is put later. */
  async recordUnchanged(
    attempt: Attempt,
    dueAt: Date | null,
    entry: Entry | null,
    patch: Partial<Attempt> = {}
  ): Promise<Attempt> {
    return this.#change(
      attempt.id,
      [attempt.state],
      { ...patch, due_at: this.#dueAt(dueAt) },
      entry
    )
  }

  /** A person wants to know: everything that is not settled is due now, in the same write that says who asked. */
  async recordAskRequested(ids: readonly string[], actor: string): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const asked: Pick<Attempt, "id">[] = await transaction<Attempt>("kpay_attempt")
        .whereIn("id", [...ids])
        .where({ placed_at: null, unplaced_at: null })
        .update({ due_at: transaction.fn.now() } as never)
        .returning("id")
      for (const { id } of asked)
        await writeEntry(transaction, id, { event: "ask_requested", actor })
    })
  }

  /** Writes down that the question is being put now; a callback after this moment makes the answer stale. */
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

  /** Medusa knows the money now; or it knew another attempt's for the same session, and this money waits for a person. */
  async recordPlaced(id: string, orderId: string | null): Promise<Attempt | null> {
    try {
      return await this.#settle(
        id,
        { placed_at: new Date(), order_id: orderId },
        { event: "placed" },
        "kpay.payment.paid"
      )
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return this.recordUnplaced(id, "paid_twice", orderId)
    }
  }

  /** The money has no home: it waits for a person. */
  async recordUnplaced(
    id: string,
    reason: UnplacedReason,
    orderId: string | null
  ): Promise<Attempt | null> {
    return this.#settle(
      id,
      { unplaced_at: new Date(), unplaced_reason: reason, order_id: orderId },
      { event: "unplaced", note: reason },
      "kpay.payment.unplaced"
    )
  }

  /** Gives money that waits for a person a new home; `null` when somebody else disposed of it. It is to be placed then. */
  async recordApplied(
    id: string,
    home: Pick<Attempt, "payment_session_id" | "payment_collection_id">,
    actor: string | null
  ): Promise<Attempt | null> {
    return this.#dispose(
      id,
      {
        payment_session_id: home.payment_session_id,
        payment_collection_id: home.payment_collection_id,
        unplaced_at: null,
        unplaced_reason: null,
        due_at: this.#knex.fn.now(),
      },
      { event: "applied", actor }
    )
  }

  /** Notes what a person decided about unplaced money; `null` when somebody else disposed of it. */
  async recordResolved(
    id: string,
    resolved: { resolution: Resolution; note: string | null; actor: string | null },
    transaction?: Knex
  ): Promise<Attempt | null> {
    const { resolution, note, actor } = resolved
    return this.#dispose(
      id,
      { resolution, resolution_note: note, resolved_by: actor, resolved_at: new Date() },
      { event: resolution, note, actor },
      transaction
    )
  }

  /**
   * Notes that core could not take the money because somebody holds its cart.
   *
   * @returns for how long this has been so by now, in milliseconds.
   */
  async recordLocked(id: string): Promise<number> {
    const [first] = await this.#knex("kpay_journal_entry")
      .where({ attempt_id: id, event: "locked" satisfies JournalEvent })
      .whereRaw("created_at > now() - interval '10 minutes'")
      .orderBy("created_at")
      .limit(1)
      .select<{ created_at: Date }[]>("created_at")
    if (!first) await writeEntry(this.#knex, id, { event: "locked" })
    return first ? Date.now() - first.created_at.getTime() : 0
  }

  /** When to look again whether the order of an attempt is unpaid; `null` for never. */
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
          ...(told?.entry.event === "reminded" && { reminded_at: new Date() }),
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

  /** Gives the attempt as it stands afterwards, whether or not this change still applied. */
  async #change(
    id: string,
    from: readonly AttemptState[],
    patch: { readonly [Name in keyof Attempt]?: Attempt[Name] | Knex.Raw },
    entry: Entry | null,
    event?: EventName
  ): Promise<Attempt> {
    return this.#knex.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id })
        .whereIn("state", from as AttemptState[])
        .update({ ...patch, updated_at: new Date() } as never)
        .returning("*")
      if (entry) await writeEntry(transaction, id, entry)
      if (changed && event) await writeEvent(transaction, event, toEventData(changed))
      const attempt = changed ?? (await transaction<Attempt>("kpay_attempt").where({ id }).first())
      if (!attempt) throw new Error(`The attempt ${id} does not exist.`)
      return attempt
    })
  }

  /** Gives `null` when the money was placed or unplaced before. */
  async #settle(
    id: string,
    patch: Partial<Attempt>,
    entry: Entry,
    event: EventName
  ): Promise<Attempt | null> {
    return this.#knex.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id, state: "paid", placed_at: null, unplaced_at: null })
        .update({ ...patch, due_at: null, updated_at: new Date() } as never)
        .returning("*")
      if (!changed) return null
      await writeEntry(transaction, id, entry)
      await writeEvent(transaction, event, toEventData(changed))
      return changed
    })
  }

  /** A person disposes of unplaced money, once. */
  async #dispose(
    id: string,
    patch: { readonly [Name in keyof Attempt]?: Attempt[Name] | Knex.Raw },
    entry: Entry,
    within: Knex = this.#knex
  ): Promise<Attempt | null> {
    return within.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id, resolution: null })
        .whereNotNull("unplaced_at")
        .update({ ...patch, updated_at: new Date() } as never)
        .returning("*")
      if (!changed) return null
      await writeEntry(transaction, id, entry)
      return changed
    })
  }

  /** Settled money is never due; a callback that came after the question has it put again at once. */
  #dueAt(dueAt: Date | null): Knex.Raw {
    return this.#knex.raw(
      `case when placed_at is not null or unplaced_at is not null then null
            when callback_at > coalesce(asked_at, '-infinity') and state <> 'paid' then now()
            else ?::timestamptz end`,
      [dueAt]
    )
  }

  /** Medusa's indexes leave out deleted rows, so only questions that leave them out too are fast. */
  #rows(): Knex.QueryBuilder<Attempt> {
    return this.#knex<Attempt>("kpay_attempt").whereNull("deleted_at")
  }
}

/** PostgreSQL's code for a row that a unique index forbids. */
function isUniqueViolation(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "23505"
}
