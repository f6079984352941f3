import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ReasonCode } from "../../../domain/reasons"
import type { Attempt } from "../attempts/attempt"
import { FEE_RWF, JOIN_FEE, toFeeTable } from "./fee"
import { addDays, TIME_ZONE, toStartOfDay } from "../../../domain/kigali-time"
import type { KpaySettings } from "../options/options"

/** What is added up. Test money is never added to real money. */
export interface CashUpRequest {
  /** First and last day in Kigali, both included, as `2026-01-31`. */
  readonly from: string
  readonly to: string
  readonly environment: Attempt["environment"]
  /** All accounts of the environment where none is named. */
  readonly account?: string | undefined
}

type Kind = Pick<Attempt, "method" | "network">

/** Whole francs. */
interface Sums {
  readonly taken: number
  readonly taken_count: number
  readonly pending: number
  readonly pending_count: number
  readonly failed: number
  readonly failed_count: number
  readonly refunded: number
  readonly refunded_count: number
  readonly fee: number
  /** Taken, less what was refunded and the fee. */
  readonly net: number
}

type Day = Kind & Sums & { readonly date: string }

/** What one account brought. */
type OfAccount = Sums & { readonly account: string }

type Success = Kind & {
  readonly paid_count: number
  readonly failed_count: number
  readonly success_rate: number | null
  readonly median_seconds_to_pay: number | null
}

/** What a period brought. */
export interface CashUpResult {
  readonly days: readonly Day[]
  readonly totals: Sums
  /** The totals of each account that anything is counted of, by its name. */
  readonly by_account: readonly OfAccount[]
  readonly networks: readonly Success[]
  readonly reasons: readonly { readonly reason_code: ReasonCode | null; readonly count: number }[]
}

const NOTHING: Sums = {
  taken: 0,
  taken_count: 0,
  pending: 0,
  pending_count: 0,
  failed: 0,
  failed_count: 0,
  refunded: 0,
  refunded_count: 0,
  fee: 0,
  net: 0,
}

/** Adds up what K-Pay took, by the days of Kigali. */
export class CashUp {
  readonly #knex: Knex
  readonly #fees: string

  constructor(knex: Knex, fees: KpaySettings["fees"]) {
    this.#knex = knex
    this.#fees = toFeeTable(fees)
  }

  /** All figures are of one moment, however much is paid meanwhile. */
  async read(request: CashUpRequest): Promise<CashUpResult> {
    const values = {
      startsAt: toStartOfDay(request.from),
      endsAt: toStartOfDay(addDays(request.to, 1)),
      environment: request.environment,
      account: request.account ?? null,
      fees: this.#fees,
    }
    return this.#knex.transaction(
      async (transaction) => {
        const parts = await readRows<Day & OfAccount>(transaction, DAYS, values)
        return {
          // All figures are sums of the same parts, so that they agree to the franc.
          days: sumBy(parts, ["date", "method", "network"]),
          totals: parts.reduce<Sums>(add, NOTHING),
          by_account: sumBy(parts, ["account"]).sort((a, b) => (a.account < b.account ? -1 : 1)),
          networks: await readRows<Success>(transaction, NETWORKS, values),
          reasons: await readRows<CashUpResult["reasons"][number]>(transaction, REASONS, values),
        }
      },
      { isolationLevel: "repeatable read", readOnly: true }
    )
  }
}

async function readRows<Row>(
  transaction: Knex,
  sql: string,
  values: Readonly<Record<string, string | Date | null>>
): Promise<Row[]> {
  const { rows } = await transaction.raw<{ rows: Row[] }>(sql, values as never)
  return rows
}

function add(sums: Sums, part: Sums): Sums {
  const names = Object.keys(NOTHING) as (keyof Sums)[]
  const added = { ...sums }
  for (const name of names) added[name] += part[name]
  return added
}

/** Adds up the parts that have the same values of these keys, in the order of the first of each. */
function sumBy<Key extends keyof (Day & OfAccount)>(
  parts: readonly (Day & OfAccount)[],
  keys: readonly Key[]
): (Pick<Day & OfAccount, Key> & Sums)[] {
  const sums = new Map<string, Pick<Day & OfAccount, Key> & Sums>()
  for (const part of parts) {
    const values = keys.map((key) => [key, part[key]] as const)
    const id = JSON.stringify(values)
    const named = Object.fromEntries(values) as Pick<Day & OfAccount, Key>
    sums.set(id, { ...named, ...add(sums.get(id) ?? NOTHING, part) })
  }
  return [...sums.values()]
}

const isInPeriod = (column: string): string => `${column} >= :startsAt and ${column} < :endsAt`

const isOfRequest = `attempt.deleted_at is null
  and attempt.environment = :environment
  and (cast(:account as text) is null or attempt.account = :account)`

/** Money counts on the day it was taken, failed or sent back; an open attempt on the day it was started. */
const DAYS = `
  with fact as (
    select 'taken' as what, attempt.paid_at as at, attempt.account, attempt.method, attempt.network,
           attempt.amount, ${FEE_RWF} as fee
      from kpay_attempt attempt
      ${JOIN_FEE}
      where ${isOfRequest} and attempt.paid_at is not null and ${isInPeriod("attempt.paid_at")}
    union all
    select 'failed', attempt.failed_at, attempt.account, attempt.method, attempt.network, attempt.amount, 0
      from kpay_attempt attempt
      where ${isOfRequest} and attempt.status = 'failed'
        and attempt.failed_at is not null and ${isInPeriod("attempt.failed_at")}
    union all
    select 'pending', attempt.created_at, attempt.account, attempt.method, attempt.network, attempt.amount, 0
      from kpay_attempt attempt
      where ${isOfRequest} and attempt.status in ('starting', 'pending', 'abandoned')
        and ${isInPeriod("attempt.created_at")}
    union all
    select 'refunded', refund.sent_at, attempt.account, attempt.method, attempt.network, refund.amount, 0
      from kpay_refund refund
      join kpay_attempt attempt on attempt.id = refund.attempt_id
      where ${isOfRequest} and refund.deleted_at is null and refund.status = 'sent'
        and refund.sent_at is not null and ${isInPeriod("refund.sent_at")}
  ),
  day as (
    select (at at time zone '${TIME_ZONE}')::date::text as date, account, method, network,
           ${["taken", "pending", "failed", "refunded"]
             .map(
               (what) => `
           coalesce(sum(amount) filter (where what = '${what}'), 0)::float8 as ${what},
           (count(*) filter (where what = '${what}'))::integer as ${what}_count`
             )
             .join()},
           sum(fee)::float8 as fee
      from fact
      group by 1, 2, 3, 4
  )
  select *, taken - refunded - fee as net from day order by date, method, network, account`

const NETWORKS = `
  with ended as (
    select method, network, paid_at - created_at as took
      from kpay_attempt attempt
      where ${isOfRequest} and attempt.paid_at is not null and ${isInPeriod("attempt.paid_at")}
    union all
    select method, network, null
      from kpay_attempt attempt
      where ${isOfRequest} and attempt.status = 'failed'
        and attempt.failed_at is not null and ${isInPeriod("attempt.failed_at")}
  )
  select method, network,
         count(took)::integer as paid_count,
         (count(*) - count(took))::integer as failed_count,
         count(took)::float8 / count(*) as success_rate,
         percentile_cont(0.5) within group (order by extract(epoch from took)::float8) as median_seconds_to_pay
    from ended
    group by 1, 2
    order by 1, 2`

const REASONS = `
  select reason_code, count(*)::integer as count
    from kpay_attempt attempt
    where ${isOfRequest} and attempt.status = 'failed'
      and attempt.failed_at is not null and ${isInPeriod("attempt.failed_at")}
    group by 1
    order by count(*) desc, 1`
