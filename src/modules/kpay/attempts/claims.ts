import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ulid } from "ulid"
import type { Attempt } from "./attempt"

/** What a dead process held is free again after this. */
const LEASE_MS = 15_000

/** How often a living one prolongs what it holds. */
const PROLONG_EVERY_MS = 5_000

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

/** An attempt as its worker has it: the claim says whose it is. */
export type Claimed = Pick<Attempt, "id" | "leased_by">

/**
 * Gives attempts to one worker at a time, on however many servers. A claim is a lease in the attempt's row, prolonged while its
 * worker lives: a dead process need not let go of it.
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

  /**
   * Since when an attempt has been due that nobody looks at, though K-Pay can be asked; `null` when somebody is at work, or
   * would have had no time to be.
   */
  async findOverdueSince(): Promise<Date | null> {
    const { rows } = await this.#knex.raw<{ rows: { since: Date | null }[] }>(
      `select min(due_at) as since from kpay_attempt
       where due_at < now() - interval '2 minutes' and deleted_at is null
         and not exists (select 1 from kpay_outage where kpay_outage.account = kpay_attempt.account)
         and not exists (select 1 from kpay_attempt as other where other.due_at <= now()
                           and other.deleted_at is null and other.leased_until > now())`
    )
    return rows[0]?.since ?? null
  }

  /** Gives the caller an attempt to itself; `null` when somebody else has it. */
  async claim(id: string): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({ id })
      .whereRaw(IS_FREE)
      .update(toLease(this.#knex) as never)
      .returning("*")
    return row ?? null
  }

  /** Gives the caller the attempts that are due, the longest due first. Whoever asks at the same moment gets others. */
  async claimDue(limit: number): Promise<Attempt[]> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `with due as (
         select id from kpay_attempt where ${IS_DUE} order by due_at limit :limit for update skip locked)
       update kpay_attempt set leased_until = :leased_until, leased_by = :leased_by
       from due where kpay_attempt.id = due.id
       returning kpay_attempt.*`,
      { ...toLease(this.#knex), limit }
    )
    return rows
  }

  /** Prolongs the caller's lease; `null` when it ran out and somebody else has the attempt now. */
  async renew({ id, leased_by }: Claimed): Promise<Attempt | null> {
    const [row] = await this.#knex<Attempt>("kpay_attempt")
      .where({ id, leased_by })
      .update({ leased_until: toLease(this.#knex).leased_until } as never)
      .returning("*")
    return row ?? null
  }

  /** Keeps the caller's lease from running out while it works, however long that takes. */
  async whileHeld<T>(claimed: Claimed, work: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => {
      // A lease that could not be prolonged runs out, and others go on from what is written down.
      this.renew(claimed).catch(() => undefined)
    }, PROLONG_EVERY_MS)
    try {
      return await work()
    } finally {
      clearInterval(timer)
    }
  }

  /** Lets go of an attempt, if it is still the caller's. */
  async release({ id, leased_by }: Claimed): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id, leased_by })
      .update({ leased_until: null, leased_by: null })
  }

  /** Lets go of an attempt that could not be worked on, and has it wait for a while, so that others get their turn. */
  async postpone({ id, leased_by }: Claimed, waitMs: number): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id, leased_by })
      .update({
        leased_until: null,
        leased_by: null,
        due_at: this.#knex.raw(
          "case when due_at is not null then greatest(due_at, now() + ? * interval '1 millisecond') end",
          [waitMs]
        ),
      })
  }

  /** Gives the caller attempts whose orders are to be looked at because nobody paid them. */
  async claimUnpaid(limit: number, againMs: number): Promise<Attempt[]> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `with due as (
         select id from kpay_attempt where unpaid_due_at <= now() and deleted_at is null
         order by unpaid_due_at limit :limit for update skip locked)
       update kpay_attempt set unpaid_due_at = now() + :againMs * interval '1 millisecond'
       from due where kpay_attempt.id = due.id
       returning kpay_attempt.*`,
      { againMs, limit }
    )
    return rows
  }
}

/** A new claim. */
export function toLease(knex: Knex): { leased_until: Knex.Raw; leased_by: string } {
  return {
    leased_until: knex.raw(`now() + ${LEASE_MS} * interval '1 millisecond'`),
    leased_by: ulid(),
  }
}
