import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Rows erased in one write, so that no write is long. */
const BATCH_MAX = 1_000

/** Nothing is left to find out, to decide or to refund. */
const IS_SETTLED = `status in ('applied', 'refunded', 'dismissed', 'failed', 'abandoned')
  and due_at is null and not exists (
    select 1 from kpay_refund where kpay_refund.attempt_id = kpay_attempt.id and kpay_refund.status = 'due')`

/** Erases payers' personal data. */
export class Erasures {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Erases what is older and settled, in attempts and in what shoppers chose. */
  async eraseBefore(before: Date): Promise<void> {
    await this.#inBatches(
      `update kpay_attempt set msisdn = null where id in (
         select id from kpay_attempt where created_at < :before and msisdn is not null and ${IS_SETTLED} limit :limit)`,
      before
    )
    await this.#inBatches(
      `update kpay_choice set msisdn = null, payer_name = null, payer_email = null where payment_session_id in (
         select payment_session_id from kpay_choice
         where updated_at < :before and coalesce(msisdn, payer_name, payer_email) is not null
           and not exists (select 1 from kpay_attempt
             where kpay_attempt.started_session_id = kpay_choice.payment_session_id and kpay_attempt.msisdn is not null)
         limit :limit)`,
      before
    )
  }

  async #inBatches(statement: string, before: Date): Promise<void> {
    for (let count = BATCH_MAX; count === BATCH_MAX;) {
      const { rowCount } = await this.#knex.raw<{ rowCount: number }>(statement, {
        before,
        limit: BATCH_MAX,
      })
      count = rowCount
    }
  }
}
