import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt } from "../attempts/attempt"

/** What K-Pay's answers to `pay` tell of an account's setup. */
export interface PayAnswers extends Pick<Attempt, "account" | "environment"> {
  /** When the newest attempt was started that K-Pay took. */
  readonly acceptedAt: Date | null
  /** What K-Pay has refused since then with one of the codes asked for. */
  readonly refused: {
    readonly since: Date
    readonly lastAt: Date
    /** The last one. */
    readonly code: string
  } | null
  /** When K-Pay could last not be reached at all, if it took no attempt since. */
  readonly unreachedAt: Date | null
  /** The database's clock when this was read. */
  readonly readAt: Date
}

/** Only the newest attempts are read, so that a million older ones cost nothing. */
const ATTEMPTS_MAX = 1_000

interface Row extends Pick<Attempt, "account" | "environment"> {
  readonly accepted_at: Date | null
  readonly refused_since: Date | null
  readonly refused_at: Date | null
  readonly code: string | null
  readonly unreached_at: Date | null
  readonly read_at: Date
}

/**
 * Reads what the newest attempts tell of each account's setup. `checkstatus` does not carry the retailer, so that a wrong
 * one shows here only. Accounts of which they tell nothing are left out.
 *
 * @param codes of refusals to look for.
 */
export async function readPayAnswers(
  knex: Knex,
  codes: readonly string[]
): Promise<readonly PayAnswers[]> {
  const { rows } = await knex.raw<{ rows: Row[] }>(
    `with newest as (
       select account, environment, code, created_at,
         case when status not in ('starting', 'failed', 'abandoned') or (status = 'abandoned' and tid is not null) then 'accepted'
              when status = 'failed' and code = any(:codes) and reason_code = 'unavailable' then 'refused'
              when status = 'failed' and code is null and refused_at_once then 'unreached'
              when status = 'failed' and reason_code <> 'unavailable' then 'accepted'
         end as answer
       from kpay_attempt where deleted_at is null
       order by created_at desc, id desc limit :max),
     told as (
       select *, max(created_at) filter (where answer = 'accepted')
         over (partition by account, environment) as accepted_at
       from newest where answer is not null),
     fresh as (
       select *, created_at > coalesce(accepted_at, '-infinity') as is_news from told)
     select account, environment, accepted_at,
       min(created_at) filter (where answer = 'refused' and is_news) as refused_since,
       max(created_at) filter (where answer = 'refused' and is_news) as refused_at,
       (array_agg(code order by created_at desc) filter (where answer = 'refused' and is_news))[1] as code,
       max(created_at) filter (where answer = 'unreached' and is_news) as unreached_at,
       now() as read_at
     from fresh group by account, environment, accepted_at`,
    { codes: [...codes], max: ATTEMPTS_MAX }
  )
  return rows.map(toPayAnswers)
}

function toPayAnswers(row: Row): PayAnswers {
  const {
    account,
    environment,
    accepted_at,
    refused_since,
    refused_at,
    code,
    unreached_at,
    read_at,
  } = row
  return {
    account,
    environment,
    acceptedAt: accepted_at,
    refused:
      refused_since && refused_at && code !== null
        ? { since: refused_since, lastAt: refused_at, code }
        : null,
    unreachedAt: unreached_at,
    readAt: read_at,
  }
}
