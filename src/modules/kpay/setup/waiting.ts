import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** What waits for a person, and how callbacks arrive. */
export interface Waiting {
  readonly unapplied_count: number
  readonly refunds_due_count: number
  readonly callback_seen_at: Date | null
  /** Payments of the last seven days for which no callback came. */
  readonly paid_without_callback_count: number
  /** Whether the last three payments came without one. */
  readonly is_missing: boolean
}

/** A callback that comes a little later than the shopper's page asked is not lost. */
const CALLBACK_LATE = "2 minutes"

/** Counts what waits for a person, in one query over partial indexes: every open dashboard asks now and then. */
export async function readWaiting(knex: Knex): Promise<Waiting> {
  const { rows } = await knex.raw<{ rows: [Waiting] }>(
    `select
       (select count(*)::int from kpay_attempt
        where status = 'unapplied' and deleted_at is null) as unapplied_count,
       (select count(*)::int from kpay_refund
        where status = 'due' and deleted_at is null) as refunds_due_count,
       (select max(callback_at) from kpay_attempt
        where callback_at is not null and deleted_at is null) as callback_seen_at,
       (select count(*)::int from kpay_attempt
        where paid_at > now() - interval '7 days' and paid_at < now() - interval '${CALLBACK_LATE}'
          and callback_at is null and deleted_at is null) as paid_without_callback_count,
       (select count(*) = 3 and count(callback_at) = 0 from (
          select callback_at from kpay_attempt
          where paid_at < now() - interval '${CALLBACK_LATE}' and deleted_at is null
          order by paid_at desc limit 3) as last_paid) as is_missing`
  )
  return rows[0]
}
