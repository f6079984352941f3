import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { METHOD_IDS, METHODS } from "../../../domain/methods"
import type { PastPrompt, PastPrompts } from "../../../domain/prompt-limits"
import type { Attempt } from "./attempt"

/** Brought no money, in SQL. */
const IS_UNPAID = "status in ('starting', 'pending', 'failed', 'abandoned')"

/** Rang a phone, or may have. What K-Pay refuses because of the shop's setup rings none. */
const MAY_HAVE_RUNG = "not (refused_at_once and reason_code is not distinct from 'unavailable')"

/** More prompts than any limit counts are not read. */
const ROWS_MAX = 500

/** Reads what was sent before to the phone, for the payment and for the client of a new attempt, by whom it asks. */
export async function readPastPrompts(
  transaction: Knex,
  { method, msisdn, client, asked_by }: Pick<Attempt, "method" | "msisdn" | "client" | "asked_by">,
  collectionIds: readonly string[]
): Promise<PastPrompts> {
  const read = async (condition: string, value: unknown, within: string): Promise<PastPrompt[]> => {
    const { rows } = await transaction.raw<{
      rows: { age_ms: string; is_open: boolean; failed_ms: string | null }[]
    }>(
      `select extract(epoch from now() - created_at) * 1000 as age_ms,
              status in ('starting', 'pending') as is_open,
              extract(epoch from now() - failed_at) * 1000 as failed_ms
       from kpay_attempt
       where ${condition} and asked_by = :asked_by and ${IS_UNPAID} and deleted_at is null
         and created_at > now() - :within::interval
       order by created_at desc limit ${ROWS_MAX}`,
      { value, asked_by, within } as never
    )
    return rows.map((row) => ({
      ageMs: Number(row.age_ms),
      isOpen: row.is_open,
      failedMs: row.failed_ms === null ? null : Number(row.failed_ms),
    }))
  }
  const rings = METHODS[method].needsPhone && msisdn !== null
  return {
    phone: rings
      ? await read(
          `msisdn = :value and method in (${RINGING}) and ${MAY_HAVE_RUNG}`,
          msisdn,
          "1 hour"
        )
      : [],
    payment: await read("payment_collection_id = any(:value)", [...collectionIds], "1 day"),
    client: client === null ? [] : await read("client = :value", client, "1 hour"),
  }
}

/** The methods whose prompt goes to a phone, in SQL. */
const RINGING = METHOD_IDS.filter((id) => METHODS[id].needsPhone)
  .map((id) => `'${id}'`)
  .join(", ")
