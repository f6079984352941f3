import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { ATTEMPT_COLUMNS, type Attempt } from "./attempt"

/**
 * K-Pay is asked about an attempt no more often, by callbacks, pages, the job and admins together. A little less than a page
 * waits between two polls, so that every poll of a single page may ask.
 */
export const ASK_EVERY_MS = 1_900

/** When K-Pay may be asked about an attempt next, in SQL. */
export const MAY_ASK_AT = `coalesce(asked_at, '-infinity') + ${ASK_EVERY_MS} * interval '1 millisecond'`

/** Money that K-Pay has confirmed is not asked about. */
const MAY_ASK = `(status = 'paid' or ${MAY_ASK_AT} <= now())`

/** A dead process's claim ends after this. */
const LEASE_MS = 15_000

/** How often a living process prolongs its claim. */
const PROLONG_EVERY_MS = 5_000

/**
 * A claim is prolonged for so long. A `pay` ends within two minutes, and core's lock on a cart too, so work of this age hangs:
 * e.g. in a hook of the shop that waits for another server without a limit. Then another worker has the attempt.
 */
export const HELD_MAX_MS = 10 * 60_000

/** No living process holds the attempt. */
const IS_FREE = "(leased_until is null or leased_until <= now())"

/** K-Pay can be asked on the attempt's account, or need not be asked. */
const IS_ASKABLE = `(status = 'paid' or not exists (
  select 1 from kpay_outage where kpay_outage.account = kpay_attempt.account and resume_at > now()))`

/** There is something to do about the attempt now. */
const IS_DUE = `due_at <= now() and deleted_at is null and ${IS_FREE} and ${MAY_ASK} and ${IS_ASKABLE}`

/** What the job finds to do. */
export interface Work {
  readonly attempts: boolean
  readonly events: boolean
  readonly unpaid: boolean
}

/** An attempt as its worker has it: the claim says whose it is. */
export type Claimed = Pick<Attempt, "id" | "leased_by">

/**
 * Gives attempts to one worker at a time, on any number of servers. A claim is a lease in the attempt's row, prolonged while
 * its worker lives. A dead process need not release it.
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
   * Since when an attempt has been due that no worker takes, though K-Pay can be asked. `null` when none had time yet. A busy
   * worker excuses a quarter of an hour: one that hangs is busy for ever.
   */
  async findOverdueSince(): Promise<Date | null> {
    const { rows } = await this.#knex.raw<{ rows: { since: Date | null }[] }>(
      `select min(due_at) as since from kpay_attempt
       where due_at < now() - interval '2 minutes' and deleted_at is null and ${IS_FREE}
         and not exists (select 1 from kpay_outage where kpay_outage.account = kpay_attempt.account)
         and (due_at < now() - interval '15 minutes'
              or not exists (select 1 from kpay_attempt as other where other.due_at <= now()
                               and other.deleted_at is null and other.leased_until > now()))`
    )
    return rows[0]?.since ?? null
  }

  /** Claims an attempt; `null` when another worker has it, or K-Pay was asked about it a moment ago. */
  async claim(id: string): Promise<Attempt | null> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `update kpay_attempt set leased_until = :leased_until, leased_by = :leased_by
       where id = :id and ${IS_FREE} and ${MAY_ASK}
       returning ${ATTEMPT_COLUMNS}`,
      { ...toLease(this.#knex), id }
    )
    return rows[0] ?? null
  }

  /** How long until K-Pay may be asked about an attempt, in milliseconds; 0 when it may be now. */
  async readAskWaitMs(id: string): Promise<number> {
    const { rows } = await this.#knex.raw<{ rows: { wait_ms: string }[] }>(
      `select extract(epoch from greatest(${MAY_ASK_AT}, now()) - now()) * 1000 as wait_ms
       from kpay_attempt where id = ? and status <> 'paid'`,
      [id]
    )
    return Math.ceil(Number(rows[0]?.wait_ms ?? 0))
  }

  /**
   * Claims attempts that are due. A caller at the same moment gets others. Money that waits to be applied comes first, for it
   * has been taken; then the youngest attempts, whose payers are at their phones, or the longest due, whichever is asked for.
   */
  async claimDue(limit: number, rest: "youngest" | "longest_due" = "youngest"): Promise<Attempt[]> {
    const order = rest === "youngest" ? "created_at desc" : "due_at"
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `with money as (
         select id from kpay_attempt where status = 'paid' and ${IS_DUE}
         order by due_at limit :limit for update skip locked),
       others as (
         select id from kpay_attempt where status <> 'paid' and ${IS_DUE}
         order by ${order} limit :limit - (select count(*) from money) for update skip locked)
       update kpay_attempt set leased_until = :leased_until, leased_by = :leased_by
       where id in (select id from money union all select id from others)
       returning ${ATTEMPT_COLUMNS}`,
      { ...toLease(this.#knex), limit }
    )
    return rows
  }

  /** Prolongs the caller's lease; `null` when it ran out and another worker has the attempt now. */
  async renew({ id, leased_by }: Claimed): Promise<Attempt | null> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `update kpay_attempt set leased_until = :leased_until
       where id = :id and leased_by = :leased_by returning ${ATTEMPT_COLUMNS}`,
      { id, leased_by, leased_until: toLease(this.#knex).leased_until }
    )
    return rows[0] ?? null
  }

  /** Keeps the caller's lease while `work` runs, for {@link HELD_MAX_MS} at most. */
  async whileHeld<T>(claimed: Claimed, work: () => Promise<T>): Promise<T> {
    return whileProlonged(() => this.renew(claimed), work)
  }

  /** Releases an attempt, if it is still the caller's. */
  async release({ id, leased_by }: Claimed): Promise<void> {
    await this.#knex("kpay_attempt")
      .where({ id, leased_by })
      .update({ leased_until: null, leased_by: null })
  }

  /** Releases an attempt that could not be worked on, and has it wait, so that others get their turn. */
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

  /** Claims attempts whose orders are to be checked because they are not paid; they are due again after `againMs`. */
  async claimUnpaid(limit: number, againMs: number): Promise<Attempt[]> {
    const { rows } = await this.#knex.raw<{ rows: Attempt[] }>(
      `with due as (
         select id from kpay_attempt where unpaid_due_at <= now() and deleted_at is null
         order by unpaid_due_at limit :limit for update skip locked)
       update kpay_attempt set unpaid_due_at = now() + :againMs * interval '1 millisecond'
       from due where kpay_attempt.id = due.id
       returning ${ATTEMPT_COLUMNS}`,
      { againMs, limit }
    )
    return rows
  }
}

/** A new claim. */
export function toLease(knex: Knex): { leased_until: Knex.Raw; leased_by: string } {
  return {
    leased_until: knex.raw(`now() + ${LEASE_MS} * interval '1 millisecond'`),
    leased_by: generateEntityId(),
  }
}

/**
 * Runs `work` and prolongs a lease meanwhile, for {@link HELD_MAX_MS} at most. A lease that is not prolonged runs out, and another
 * worker goes on.
 */
export async function whileProlonged<T>(
  prolong: () => Promise<unknown>,
  work: () => Promise<T>
): Promise<T> {
  const timer = setInterval(() => {
    prolong().catch(() => undefined)
  }, PROLONG_EVERY_MS)
  const end = setTimeout(() => {
    clearInterval(timer)
  }, HELD_MAX_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    clearTimeout(end)
  }
}
