import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Before the job asks again after the first failure; doubled for each further one. */
const BACKOFF_FIRST_MS = 5_000
const BACKOFF_MAX_MS = 5 * 60_000

/** An account on which K-Pay cannot be asked. */
export interface Outage {
  readonly account: string
  readonly since: Date
  /** K-Pay's code where it refuses to answer, else `not_connected` or `no_answer`. */
  readonly cause: string
}

/** Keeps for which accounts K-Pay cannot be asked at this time. Shared by all servers. */
export class OutageStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /**
   * Writes down that K-Pay was asked in vain, and puts the next question of the job off.
   * Calls that failed together count once.
   *
   * @returns whether this is news.
   */
  async record(account: string, cause: Outage["cause"]): Promise<boolean> {
    const { rows } = await this.#knex.raw<{ rows: { failures: number }[] }>(
      `insert into kpay_outage (account, since, failures, resume_at, cause)
       values (:account, now(), 1, now() + :first * interval '1 millisecond', :cause)
       on conflict (account) do update set
         failures = kpay_outage.failures + 1,
         resume_at = now() + least(:max, :first * power(2, least(kpay_outage.failures, 20))) * (0.75 + random() / 4) * interval '1 millisecond',
         cause = excluded.cause,
         updated_at = now()
       where kpay_outage.resume_at <= now()
       returning failures`,
      { account, cause, first: BACKOFF_FIRST_MS, max: BACKOFF_MAX_MS }
    )
    return rows[0]?.failures === 1
  }

  async has(account: string): Promise<boolean> {
    const row: unknown = await this.#knex("kpay_outage").where({ account }).first("account")
    return row !== undefined
  }

  /** Where K-Pay cannot be asked, since when, and why. */
  async list(): Promise<readonly Outage[]> {
    return this.#knex("kpay_outage").select("account", "since", "cause")
  }

  /**
   * Writes down that K-Pay answered.
   *
   * @returns for how many milliseconds it had not, or `null` where it always had.
   */
  async end(account: string): Promise<number | null> {
    const { rows } = await this.#knex.raw<{ rows: { lasted_ms: string }[] }>(
      `delete from kpay_outage where account = ?
       returning extract(epoch from now() - since) * 1000 as lasted_ms`,
      [account]
    )
    return rows[0] ? Number(rows[0].lasted_ms) : null
  }
}
