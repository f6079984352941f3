import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

/** Keeps what the shop owes to shoppers. */
export class GiveBackStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Writes down that money is due, once for a refund however often it is retried. */
  async recordDue(due: {
    refundId: string
    attemptId: string
    amountRwf: number
    currencyCode: string
  }): Promise<void> {
    await this.#knex("kpay_give_back")
      .insert({
        id: generateEntityId(undefined, "kpgb"),
        refund_id: due.refundId,
        attempt_id: due.attemptId,
        status: "due",
        amount: due.amountRwf,
        currency_code: due.currencyCode,
      })
      .onConflict(this.#knex.raw("(refund_id) where deleted_at is null"))
      .ignore()
  }
}
