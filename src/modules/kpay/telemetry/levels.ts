import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Levels } from "../../../telemetry/meter"

/** Reads what the shop's metrics tell of this moment, in one query over partial indexes. */
export async function readLevels(knex: Knex): Promise<Levels> {
  const { rows } = await knex.raw<{ rows: [Levels] }>(
    `with due as (
       select count(*)::int as count, min(due_at) as oldest_at
       from kpay_attempt where due_at <= now() and deleted_at is null),
     unapplied as (
       select count(*)::int as count, coalesce(sum(amount), 0)::float8 as rwf
       from kpay_attempt where status = 'unapplied' and deleted_at is null)
     select due.count as due_count,
       coalesce(extract(epoch from now() - due.oldest_at), 0)::float8 as due_oldest_s,
       unapplied.count as unapplied_count,
       unapplied.rwf as unapplied_rwf,
       (select count(*)::int from kpay_refund
        where status = 'due' and deleted_at is null) as refunds_due_count,
       (select count(*)::int from kpay_outage where deleted_at is null) as outages_count
     from due, unapplied`
  )
  return rows[0]
}
