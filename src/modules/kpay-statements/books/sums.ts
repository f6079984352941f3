import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { addDays, TIME_ZONE, toStartOfDay } from "../../../domain/kigali-time"
import type { MethodId } from "../../../domain/methods"
import { FEE_RWF, JOIN_FEE } from "../../kpay/cash-up/fee"
import { IS_BACK, IS_IN_BOOKS } from "./attempts"
import { readRows } from "./pg"

/** What statements say of a day's payments by a method, without those whose money the source took back. Francs. */
export interface StatedDay {
  /** The day of the payments in Kigali, as the cash-up counts them. */
  readonly date: string
  readonly method: MethodId
  readonly source: string
  /** Payments that are matched with a row. */
  readonly count: number
  readonly amount: number
  /** What the rows say was kept, of as many payments as `fee_count`. */
  readonly fee: number
  readonly fee_count: number
  /** What the shop's fees would keep of the same payments as `fee`. */
  readonly fee_estimated: number
}

/** What a source paid out on a day. */
export interface SettledDay {
  readonly settled_on: string
  readonly method: MethodId
  readonly source: string
  readonly count: number
  readonly amount: number
  readonly fee: number
}

const MATCHED = `from kpay_statement_match match
  join kpay_statement_row row on row.id = match.row_id
  join kpay_attempt attempt on attempt.id = match.attempt_id
  where match.deleted_at is null and match.status = 'matched' and ${IS_IN_BOOKS}
    and not exists (select 1 from kpay_statement_match back where ${IS_BACK})
    and attempt.environment = :environment`

const DAYS = `
  select (attempt.paid_at at time zone '${TIME_ZONE}')::date::text as date, attempt.method, match.source,
         count(*)::integer as count, sum(row.amount)::float8 as amount,
         coalesce(sum(row.fee), 0)::float8 as fee, count(row.fee)::integer as fee_count,
         coalesce(sum(${FEE_RWF}) filter (where row.fee is not null), 0)::float8 as fee_estimated
  ${MATCHED.replace(
    "where",
    `${JOIN_FEE}
  where`
  )}
    and attempt.paid_at >= :startsAt and attempt.paid_at < :endsAt
  group by 1, 2, 3 order by 1, 2, 3`

const SETTLEMENTS = `
  select row.settled_on, attempt.method, match.source, count(*)::integer as count,
         sum(row.amount)::float8 as amount, coalesce(sum(row.fee), 0)::float8 as fee
  ${MATCHED} and row.settled_on between :from and :to
  group by 1, 2, 3 order by 1, 2, 3`

/** Adds up what statements say of matched payments, by days of Kigali, first and last included. */
export async function readSums(
  knex: Knex,
  period: { readonly from: string; readonly to: string; readonly environment: "test" | "live" },
  fees: string
): Promise<{ days: StatedDay[]; settlements: SettledDay[] }> {
  const { from, to, environment } = period
  return {
    days: await readRows<StatedDay>(knex, DAYS, {
      environment,
      fees,
      startsAt: toStartOfDay(from),
      endsAt: toStartOfDay(addDays(to, 1)),
    }),
    settlements: await readRows<SettledDay>(knex, SETTLEMENTS, { environment, from, to }),
  }
}
