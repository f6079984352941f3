import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { ReasonCode } from "../../gateway/reason"
import type { Wire } from "../../gateway/wire"
import { nextDueAt } from "./schedule"
import type { Attempt, AttemptState, JournalEvent, UnplacedReason } from "./attempt"

/** What is written to the journal beside a change, in the same transaction. */
export interface Entry {
  readonly event: JournalEvent
  readonly wire?: Wire | null
  readonly note?: string | null
}

/** Nobody holds the attempt, or whoever did is dead. */
const IS_FREE = "(leased_until is null or leased_until <= now())"

/** A journal that strangers can write to through callbacks needs an end. */
const CALLBACK_ENTRIES_MAX = 50

/**
 * Every change of an attempt. Each is one conditional update together with its journal entry: whoever comes late changes
 * nothing, so a slow answer never overwrites a newer truth. The condition is the state machine.
 */
export class AttemptStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Writes down a new attempt, leased to the caller; `null` when the collection has an open attempt already. */
  async insert(
    attempt: Partial<Attempt> & Pick<Attempt, "id" | "payment_collection_id">,
    leaseMs: number
  ): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .insert({ ...attempt, due_at: this.#in(leaseMs), leased_until: this.#in(leaseMs) })
      .onConflict(
        this.#knex.raw(
          "(payment_collection_id) where state in ('starting', 'pending') and deleted_at is null"
        )
      )
      .ignore()
      .returning("*")
    return row ?? null
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

  /** The attempts whose money is for a session or that were started for it, newest first. */
  async listOfSession(paymentSessionId: string): Promise<Attempt[]> {
    return (await this.#rows()
      .whereRaw("(payment_session_id = :id or started_session_id = :id)", { id: paymentSessionId })
      .orderBy("created_at", "desc")) as Attempt[]
  }

  /** The ids of the attempts to be asked about now, the longest due first. */
  async listDue(limit: number): Promise<string[]> {
    const due = (await this.#rows()
      .whereRaw("due_at <= now()")
      .whereRaw(IS_FREE)
      .orderBy("due_at")
      .limit(limit)) as Attempt[]
    return due.map((attempt) => attempt.id)
  }

  /** Gives the caller an attempt to itself for a while; `null` when somebody else has it. */
  async claim(id: string, leaseMs: number): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({ id })
      .whereRaw(IS_FREE)
      .update({ leased_until: this.#in(leaseMs) } as never)
      .returning("*")
    return row ?? null
  }

  /** Prolongs the caller's lease; `null` when it ran out and somebody else has the attempt now. */
  async renew(
    attempt: Pick<Attempt, "id" | "leased_until">,
    leaseMs: number
  ): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({ id: attempt.id, leased_until: attempt.leased_until })
      .update({ leased_until: this.#in(leaseMs) } as never)
      .returning("*")
    return row ?? null
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

  /**
   * Lets go of an attempt, if its lease is still the caller's. Nothing stays due for an attempt that is settled or failed,
   * unless a callback came after the last question.
   */
  async release(attempt: Pick<Attempt, "id" | "leased_until">): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id: attempt.id, leased_until: attempt.leased_until })
      .update({
        leased_until: null,
        due_at: this.#knex.raw(
          `case when (state in ('failed', 'abandoned') or placed_at is not null or unplaced_at is not null)
             and (callback_at is null or callback_at <= asked_at) then null else due_at end`
        ),
      })
  }

  /** Stores that a callback came, and makes the attempt due at once in the same write. */
  async recordCallback(id: string, wire: Wire | null): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const now = this.#knex.fn.now()
      await transaction("kpay_attempt").where({ id }).update({ callback_at: now })
      // Paid and settled money needs no further question; anything else is asked about at once.
      await transaction("kpay_attempt")
        .where({ id })
        .whereNull("placed_at")
        .whereNull("unplaced_at")
        .update({ due_at: now })
      const [{ count } = { count: 0 }] = await transaction("kpay_journal_entry")
        .where({ attempt_id: id, event: "callback" })
        .count<{ count: string }[]>()
      if (Number(count) < CALLBACK_ENTRIES_MAX)
        await writeEntry(transaction, id, { event: "callback", wire })
    })
  }

  async recordAccepted(
    id: string,
    answer: { tid: string | null; redirectUrl: string | null },
    entry: Entry
  ): Promise<Attempt> {
    return this.#change(
      id,
      ["starting"],
      { state: "pending", tid: answer.tid, redirect_url: answer.redirectUrl },
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
        due_at: new Date(),
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
        due_at: null,
      },
      entry
    )
  }

  /** K-Pay was asked and does not know yet, or did not answer: the next question is put later, and later still. */
  async recordStillOpen(
    attempt: Attempt,
    entry: Entry | null,
    patch: Partial<Attempt> = {}
  ): Promise<Attempt> {
    const due_at = nextDueAt(attempt.created_at, new Date())
    return this.#change(attempt.id, ["starting", "pending"], { ...patch, due_at }, entry)
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
        { event: "placed" }
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
      { event: "unplaced", note: reason }
    )
  }

  async writeJournal(attemptId: string, entry: Entry): Promise<void> {
    await writeEntry(this.#knex, attemptId, entry)
  }

  /** Gives the attempt as it stands afterwards, whether or not this change still applied. */
  async #change(
    id: string,
    from: readonly AttemptState[],
    patch: Partial<Attempt>,
    entry: Entry | null
  ): Promise<Attempt> {
    return this.#knex.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id })
        .whereIn("state", from as AttemptState[])
        .update({ ...patch, updated_at: new Date() } as never)
        .returning("*")
      if (entry) await writeEntry(transaction, id, entry)
      const attempt = changed ?? (await transaction<Attempt>("kpay_attempt").where({ id }).first())
      if (!attempt) throw new Error(`The attempt ${id} does not exist.`)
      return attempt
    })
  }

  /** Gives `null` when the money was placed or unplaced before: whoever gets the attempt tells the world, once. */
  async #settle(id: string, patch: Partial<Attempt>, entry: Entry): Promise<Attempt | null> {
    return this.#knex.transaction(async (transaction) => {
      const [changed] = await transaction<Attempt>("kpay_attempt")
        .where({ id, state: "paid", placed_at: null, unplaced_at: null })
        .update({ ...patch, due_at: null, updated_at: new Date() } as never)
        .returning("*")
      if (!changed) return null
      await writeEntry(transaction, id, entry)
      return changed
    })
  }

  /** Medusa's indexes leave out deleted rows, so only questions that leave them out too are fast. */
  #rows(): Knex.QueryBuilder<Attempt> {
    return this.#knex<Attempt>("kpay_attempt").whereNull("deleted_at")
  }

  #in(ms: number): Knex.Raw {
    // Whole milliseconds, as JavaScript's dates have, so that a lease can be recognised by its end.
    return this.#knex.raw("date_trunc('milliseconds', now() + ? * interval '1 millisecond')", [ms])
  }
}

/** PostgreSQL's code for a row that a unique index forbids. */
function isUniqueViolation(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "23505"
}

async function writeEntry(knex: Knex, attemptId: string, entry: Entry): Promise<void> {
  await knex("kpay_journal_entry").insert({
    id: generateEntityId(undefined, "kpjou"),
    attempt_id: attemptId,
    event: entry.event,
    wire: entry.wire ? JSON.stringify(entry.wire) : null,
    note: entry.note ?? null,
  })
}
