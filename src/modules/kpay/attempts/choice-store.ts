import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import type { Msisdn } from "../../../domain/msisdn"
import type { KpayChoice } from "../models/choice"

/** What the shopper chose for a payment session. */
export type Choice = Omit<
  InferTypeOf<typeof KpayChoice>,
  "created_at" | "updated_at" | "deleted_at" | "msisdn" | "belongs_to_attempt"
> & {
  msisdn: Msisdn | null
}

/** Keeps what shoppers chose, one row for each payment session. */
export class ChoiceStore {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  async save(choice: Choice): Promise<void> {
    await this.#knex<Choice>("kpay_choice")
      .insert(choice as never)
      .onConflict("payment_session_id")
      .merge({ ...choice, belongs_to_attempt: false, updated_at: this.#knex.fn.now() } as never)
  }

  async find(paymentSessionId: string): Promise<Choice | null> {
    const row = await this.#knex<Choice>("kpay_choice")
      .where({ payment_session_id: paymentSessionId })
      .first()
    return row ?? null
  }
}
