import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { METHOD_IDS, METHODS, type MethodId } from "../../domain/methods"
import {
  countOutcomes,
  isUnaskable,
  isWaiting,
  toOutcome,
  toPayers,
  type AttemptFacts,
  type Count,
  type Payer,
  type PayerKeys,
  type Rules,
} from "./rule"

/** Of a method, no more attempts of the window are read: the newest. */
const ATTEMPTS_MAX = 500

/** How far back goes what is usual. */
const USUAL_DAYS = 28

type Environment = "test" | "live"

interface AttemptOfWindow extends AttemptFacts, PayerKeys {
  readonly started_at: Date
}

/** How a payer fares, and when the attempt that says so was started. */
export interface PayerOfWindow extends Payer {
  readonly started_at: Date
}

/** What the window says of a method. */
export interface Evidence {
  /** Newest first. */
  readonly payers: readonly PayerOfWindow[]
  /** Whether K-Pay could not be asked about some of them, who are left out. */
  readonly isIncomplete: boolean
}

/**
 * Reads how payers of the window fared with each method. What was started before a method recovered is not
 * held against it again.
 */
export async function readOutcomes(
  knex: Knex,
  environment: Environment,
  rules: Rules
): Promise<ReadonlyMap<MethodId, Evidence>> {
  const { rows } = await knex.raw<{ rows: AttemptOfWindow[] }>(
    `select attempt.method, attempt.status, attempt.reason_code, attempt.code, attempt.msisdn as phone,
       coalesce(attempt.cart_id, attempt.payment_collection_id) as cart, attempt.client, attempt.created_at as started_at,
       (extract(epoch from now() - attempt.created_at) * 1000)::float8 as age_ms,
       outage.account is not null as cannot_be_asked
     from unnest(cast(:methods as text[])) as offered(method)
     cross join lateral (
       select greatest(now() - :windowMs * interval '1 millisecond', max(recovered_at)) as after
       from kpay_degraded_method before
       where before.environment = :environment and before.method = offered.method and before.deleted_at is null) span
     cross join lateral (
       select * from kpay_attempt
       where kpay_attempt.method = offered.method and created_at > span.after and environment = :environment and deleted_at is null
       order by created_at desc, id desc limit :max) attempt
     left join kpay_outage outage on outage.account = attempt.account
     order by attempt.created_at desc, attempt.id desc`,
    { methods: [...METHOD_IDS], environment, windowMs: rules.windowMs, max: ATTEMPTS_MAX }
  )
  return new Map(
    METHOD_IDS.map((method) => {
      const attempts = rows.filter((row) => row.method === method)
      return [
        method,
        {
          payers: listPayers(attempts, rules),
          isIncomplete: attempts.some((attempt) => isUnaskable(attempt, rules)),
        },
      ]
    })
  )
}

/** Each payer once, by the newest attempt of which something is known, else as one who is waiting. */
function listPayers(attempts: readonly AttemptOfWindow[], rules: Rules): PayerOfWindow[] {
  const known = attempts.flatMap((attempt) => {
    const outcome = toOutcome(attempt, rules)
    return outcome === null ? [] : [{ ...attempt, ...toKeys(attempt), outcome }]
  })
  const waiting = attempts
    .filter((attempt) => isWaiting(attempt, rules))
    .map((attempt) => ({ ...attempt, ...toKeys(attempt), outcome: "waiting" as const }))
  return toPayers<(typeof known | typeof waiting)[number]>([...known, ...waiting])
    .map(({ outcome, age_ms, started_at }) => ({ outcome, age_ms, started_at }))
    .sort((one, other) => one.age_ms - other.age_ms)
}

/** All cards may have the same number, which rings nowhere. */
function toKeys({ method, phone, cart, client }: AttemptFacts & PayerKeys): PayerKeys {
  return { phone: METHODS[method].needsPhone ? phone : null, cart, client }
}

/** Reads how payers fared with a method before the window: each payer of a day once, by their newest attempt. */
export async function readUsual(
  knex: Knex,
  { method, environment }: { readonly method: MethodId; readonly environment: Environment },
  rules: Rules
): Promise<Count> {
  const { rows } = await knex.raw<{ rows: (AttemptFacts & { payers: number })[] }>(
    `select :method as method, status, reason_code, code, :windowMs::float8 as age_ms, false as cannot_be_asked,
       count(*)::int as payers
     from (
       select distinct on (payer, day) status, reason_code, code
       from (
         select status, reason_code, code, created_at, date_trunc('day', created_at) as day,
           coalesce(case when :byPhone then msisdn end, cart_id, payment_collection_id) as payer
         from kpay_attempt
         where method = :method and environment = :environment and deleted_at is null
           and created_at > now() - :days * interval '1 day'
           and created_at <= now() - :windowMs * interval '1 millisecond') attempt
       order by payer, day, created_at desc) newest
     group by status, reason_code, code`,
    {
      method,
      environment,
      windowMs: rules.windowMs,
      days: USUAL_DAYS,
      byPhone: METHODS[method].needsPhone,
    }
  )
  return countOutcomes(
    rows.flatMap((row) => {
      const outcome = toOutcome(row, rules)
      return outcome === null ? [] : Array.from({ length: row.payers }, () => outcome)
    })
  )
}
