import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { read, type Fault } from "./books"

const ORDERS_MAX = 3

/** What happened to the orders and attempts that faults name, oldest first, to find out why. */
export async function tellStories(knex: Knex, faults: readonly Fault[]): Promise<string[]> {
  const ids = faults.flatMap((fault) => fault.match(/\b(order|kpatt)_\w+|(?<="refid":")\w+/g) ?? [])
  const named = [...new Set(ids)]
  const stories = named.slice(0, ORDERS_MAX).map(async (id) => {
    const lines = await read<{ line: string }>(knex, toStory(id))
    return [`${id}:`, ...lines.map(({ line }) => `  ${line}`)].join("\n")
  })
  return Promise.all(stories)
}

/** Medusa's own times are the servers' and may be a minute and a half wrong; those of attempts are the database's. */
function toStory(id: string): string {
  const isOfOrder = `payment_collection_id in (
    select payment_collection_id from order_payment_collection where order_id = '${id}')`
  return `
    with attempt as (select * from kpay_attempt where '${id}' in (id, refid, order_id) or ${isOfOrder})
    select to_char(at, 'HH24:MI:SS.MS ') || what as line from (
      select created_at as at, concat('attempt ', id, ' of ', amount, ', refid ', refid, ', now ', status, ' ', unapplied_reason) as what
        from attempt
      union all select j.created_at, concat('  ', j.attempt_id, ' ', j.event, ' ', j.note)
        from kpay_journal_entry j join attempt on attempt.id = j.attempt_id
      union all select created_at, concat('booked: ', reference, ' ', amount) from order_transaction where order_id = '${id}'
      union all select created_at, concat('changed: ', change_type, ' ', status) from order_change where order_id = '${id}'
      union all select canceled_at, 'cancelled' from "order" where id = '${id}' and canceled_at is not null
      union all select created_at, concat('by hand: ', kind, ' ', amount, ' ', status) from kpay_manual_payment where order_id = '${id}'
    ) told order by at`
}
