import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt } from "./attempt"

/** Nobody holds the attempt, or whoever did is dead. */
const IS_FREE = "(leased_until is null or leased_until <= now())"

/** K-Pay can be asked on the attempt's account, or need not be asked. */
const IS_ASKABLE = `(state = 'paid' or not exists (
  select 1 from kpay_outage where kpay_outage.account = kpay_attempt.account and resume_at > now()))`

/** There is something to do about the attempt now. */
const IS_DUE = `due_at <= now() and deleted_at is null and ${IS_FREE} and ${IS_ASKABLE}`

/** What the job finds to do. */
export interface Work {
  readonly attempts: boolean
  readonly events: boolean
  readonly unpaid: boolean
}

/**
 * Gives attempts to one worker at a time, on however many servers. A claim is a lease in the attempt's row, known by its end:
 * a dead process need not let go of it.
 */
export class Claims {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Whether anything is to be done, in one query over partial indexes: the job asks every few seconds. */
  async findWork(): Promise<Work> {
    const { rows } = await this.#knex.raw<{ rows: Work[] }>(
      `select exists(select 1 from kpay_attempt where ${IS_DUE}) as attempts,
              exists(select 1 from kpay_event where deleted_at is null) as events,
              exists(select 1 from kpay_attempt where unpaid_due_at <= now() and deleted_at is null) as unpaid`
    )
    return rows[0] ?? { attempts: false, events: false, unpaid: false }
  }

  /** Gives the caller an attempt to itself for a while; `null` when somebody else has it. */
  async claim(id: string, leaseMs: number): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({ id })
      .whereRaw(IS_FREE)
      .update({ leased_until: endOfLease(this.#knex, leaseMs) } as never)
      .returning("*")
    return row ?? null
  }

  /** Gives the caller the attempts that are due, the longest due first. Whoever asks at the same moment gets others. */
  async claimDue(limit: number, leaseMs: number): Promise<Attempt[]> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `with due as (
         select id from kpay_attempt where ${IS_DUE} order by due_at limit :limit for update skip locked)
       update kpay_attempt set leased_until = :end from due where kpay_attempt.id = due.id
       returning kpay_attempt.*`,
      { end: endOfLease(this.#knex, leaseMs), limit }
    )
    return rows
  }

  /** Prolongs the caller's lease; `null` when it ran out and somebody else has the attempt now. */
  async renew(
    attempt: Pick<Attempt, "id" | "leased_until">,
    leaseMs: number
  ): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({ id: attempt.id, leased_until: attempt.leased_until })
      .update({ leased_until: endOfLease(this.#knex, leaseMs) } as never)
      .returning("*")
    return row ?? null
  }

  /** Lets go of an attempt, if its lease is still the caller's. */
  async release(attempt: Pick<Attempt, "id" | "leased_until">): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id: attempt.id, leased_until: attempt.leased_until })
      .update({ leased_until: null })
  }

  /** Lets go of an attempt that could not be worked on, and has it wait for a while, so that others get their turn. */
  async postpone(attempt: Pick<Attempt, "id" | "leased_until">, waitMs: number): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id: attempt.id, leased_until: attempt.leased_until })
      .update({
        leased_until: null,
        due_at: this.#knex.raw(
          "case when due_at is not null then greatest(due_at, now() + ? * interval '1 millisecond') end",
          [waitMs]
        ),
      })
  }

  /** Gives the caller attempts whose orders are to be looked at because nobody paid them. */
  async claimUnpaid(limit: number, leaseMs: number): Promise<Attempt[]> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `with due as (
         select id from kpay_attempt where unpaid_due_at <= now() and deleted_at is null
         order by unpaid_due_at limit :limit for update skip locked)
       update kpay_attempt set unpaid_due_at = :end from due where kpay_attempt.id = due.id
       returning kpay_attempt.*`,
      { end: endOfLease(this.#knex, leaseMs), limit }
    )
    return rows
  }
}

/** Whole milliseconds, as JavaScript's dates have, so that a lease can be recognised by its end. */
export function endOfLease(knex: Knex, ms: number): Knex.Raw {
  return knex.raw("date_trunc('milliseconds', now() + ? * interval '1 millisecond')", [ms])
}
