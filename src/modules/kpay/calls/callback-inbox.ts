import { setImmediate } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Wire } from "../../../gateway/redaction"
import { CALLBACKS_FULL, IS_UNSETTLED, type AttemptStore } from "../attempts/attempt-store"
import type { KpaySettings } from "../options/options"
import type { CallbackTestStore } from "../setup/callback-test-store"
import { listSecrets, toKeptWire } from "./answer"

/** Most callbacks that are looked up together. */
const BATCH_MAX = 200

/** Whom a callback's token belongs to. */
export type Recipient =
  | {
      readonly type: "attempt"
      readonly id: string
      readonly refid: string
      readonly tid: string | null
      readonly isSettled: boolean
    }
  /** A test of the shop's own address. */
  | { readonly type: "test" }
  | { readonly type: "unknown" }

interface Post {
  readonly token: string
  readonly wire: Wire | null
  readonly resolve: (recipient: Recipient) => void
  readonly reject: (error: unknown) => void
}

interface Row {
  readonly token: string
  /** `null` for a test. */
  readonly attempt_id: string | null
  readonly account: string
  readonly refid: string
  readonly tid: string | null
  readonly is_full: boolean
  readonly is_settled: boolean
}

/**
 * Stores callbacks. Those that come while others are being stored are looked up together, so that a flood costs few queries
 * and an honest callback in it does not wait long.
 */
export class CallbackInbox {
  readonly #knex: Knex
  readonly #attempts: AttemptStore
  readonly #tests: CallbackTestStore
  readonly #accounts: KpaySettings["accounts"]
  readonly #waiting: Post[] = []
  #isWorking = false

  constructor(
    knex: Knex,
    attempts: AttemptStore,
    tests: CallbackTestStore,
    accounts: KpaySettings["accounts"]
  ) {
    this.#knex = knex
    this.#accounts = accounts
    this.#attempts = attempts
    this.#tests = tests
  }

  /** Resolves once the callback is stored, and says whose it is. */
  async receive(token: string, wire: Wire | null): Promise<Recipient> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ token, wire, resolve, reject })
      if (!this.#isWorking) void this.#work()
    })
  }

  /** Never rejects: what fails is told to those who wait for it. */
  async #work(): Promise<void> {
    this.#isWorking = true
    while (this.#waiting.length > 0) {
      // Those that have arrived by now and are still to be read come along.
      await setImmediate()
      const posts = this.#waiting.splice(0, BATCH_MAX)
      try {
        const rows = await this.#find([...new Set(posts.map(({ token }) => token))])
        for (const post of posts)
          await this.#store(post, rows.get(post.token)).then(post.resolve, post.reject)
      } catch (error) {
        for (const { reject } of posts) reject(error)
      }
    }
    this.#isWorking = false
  }

  async #store({ token, wire }: Post, row: Row | undefined): Promise<Recipient> {
    if (!row) return { type: "unknown" }
    if (row.attempt_id === null) {
      await this.#tests.markReceived(token)
      return { type: "test" }
    }
    if (!row.is_full) {
      const secrets = listSecrets(this.#accounts[row.account], token)
      await this.#attempts.recordCallback(row.attempt_id, toKeptWire(wire, secrets))
    }
    const { attempt_id: id, refid, tid, is_settled: isSettled } = row
    return { type: "attempt", id, refid, tid, isSettled }
  }

  async #find(tokens: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const { rows } = await this.#knex.raw<{ rows: Row[] }>(
      `select token, id as attempt_id, account, refid, tid, ${CALLBACKS_FULL} as is_full, not ${IS_UNSETTLED} as is_settled
       from kpay_attempt
       where token = any(:tokens) and deleted_at is null
       union all
       select token, null, '', '', null, false, false from kpay_callback_test
       where token = any(:tokens) and deleted_at is null`,
      { tokens: [...tokens] }
    )
    return new Map(rows.map((row) => [row.token, row]))
  }
}
