import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { whileProlonged } from "./claims"

/** A dead process's lease ends after this. */
const LEASE_MS = 15_000

/** How often a caller that waits tries again. */
const RETRY_MS = 100

/** What became of work that needed a lease. */
export type Leased<T> = { readonly isHeld: true; readonly value: T } | { readonly isHeld: false }

/**
 * Lets one caller at a time work on something, on any number of servers, whatever locking module the shop has. Kept in
 * PostgreSQL with the database's clock.
 */
export class Leases {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Runs `work` once every key is free. Gives up after `waitMs`, and then runs nothing. */
  async whileHeld<T>(
    keys: readonly string[],
    waitMs: number,
    work: () => Promise<T>
  ): Promise<Leased<T>> {
    const holder = generateEntityId()
    const sorted = [...new Set(keys)].sort()
    const endsAt = performance.now() + waitMs
    while (!(await this.#take(sorted, holder))) {
      if (performance.now() >= endsAt) return { isHeld: false }
      await sleep(RETRY_MS)
    }
    try {
      return { isHeld: true, value: await whileProlonged(() => this.#take(sorted, holder), work) }
    } finally {
      await this.#knex("kpay_lease").where({ holder }).delete()
    }
  }

  /** Takes all keys, or none. Taking a key again prolongs its lease. */
  async #take(keys: readonly string[], holder: string): Promise<boolean> {
    try {
      await this.#knex.transaction(async (transaction) => {
        const { rowCount } = await transaction.raw<{ rowCount: number }>(
          `insert into kpay_lease (key, holder, until)
           select key, :holder, now() + :leaseMs * interval '1 millisecond' from unnest(:keys::text[]) as key
           order by key
           on conflict (key) do update set holder = excluded.holder, until = excluded.until
             where kpay_lease.until <= now() or kpay_lease.holder = excluded.holder`,
          { holder, leaseMs: LEASE_MS, keys: [...keys] }
        )
        // Thrown, so that the keys taken so far are given back.
        if (rowCount < keys.length) throw NOT_FREE
      })
      return true
    } catch (error) {
      if (error === NOT_FREE) return false
      throw error
    }
  }
}

const NOT_FREE = new Error("Another caller holds a key.")
