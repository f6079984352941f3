import { randomBytes } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

/** Two admins may test at the same moment, so that only what is over goes. */
const KEPT_FOR = "1 minute"

/** Keeps callbacks that the shop sends to its own address, and whether they arrived. Shared by all servers. */
export class CallbackTestStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Records that a callback with this token is expected, and deletes old tests. */
  async start(): Promise<string> {
    const token = randomBytes(24).toString("base64url")
    await this.#knex("kpay_callback_test")
      .whereRaw(`created_at < now() - interval '${KEPT_FOR}'`)
      .delete()
    await this.#knex("kpay_callback_test").insert({
      id: generateEntityId(undefined, "kpct"),
      token,
      created_at: this.#knex.raw("clock_timestamp()"),
    })
    return token
  }

  /**
   * Records that a callback arrived.
   *
   * @returns whether the token is one of ours.
   */
  async markReceived(token: string): Promise<boolean> {
    const known = await this.#knex("kpay_callback_test")
      .where({ token, deleted_at: null })
      .update({ received_at: this.#knex.raw("coalesce(received_at, clock_timestamp())") })
    return known > 0
  }

  /** How long the callback took, in milliseconds; `null` while it has not arrived. */
  async readTookMs(token: string): Promise<number | null> {
    const row = await this.#knex("kpay_callback_test")
      .where({ token, deleted_at: null })
      .first<{ created_at: Date; received_at: Date | null } | undefined>(
        "created_at",
        "received_at"
      )
    return row?.received_at ? row.received_at.getTime() - row.created_at.getTime() : null
  }
}
