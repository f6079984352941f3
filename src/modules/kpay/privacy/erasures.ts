import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { writeEntries } from "../attempts/journal"
import {
  CHOICE_HAS_DATA,
  CHOICE_IS_FREE,
  CHOICE_STARTED_ATTEMPT,
  ERASED_CHOICE,
  IS_SETTLED,
} from "./erasable"

/** Rows erased in one transaction, so that none is long. */
const BATCH_MAX = 1_000

/**
 * What stays of K-Pay's messages in the journal. K-Pay's own words, and what a stranger posted as a callback, may name the
 * payer.
 */
const KEPT_WIRE_FIELDS = ["refid", "tid", "statusid", "retcode", "success", "momtransactionid"]

/** Which payments and choices are one customer's. */
export interface ErasureKeys {
  readonly orderIds: readonly string[]
  readonly cartIds: readonly string[]
  readonly paymentCollectionIds: readonly string[]
}

/** What became of a customer's erasure. Attempts and choices that have personal data, or had it, are counted. */
export interface Erasure {
  readonly erased: number
  /** Still needed to find out how a payment ends, or to send money back. The hourly job erases them once they are settled. */
  readonly waiting: number
}

/** Erases payers' personal data. Ids, amounts, statuses and times stay. */
export class Erasures {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /**
   * Erases what is settled among a customer's payments and marks the rest, so that the job erases it later.
   *
   * @param actor Medusa's id of the user who asked; `null` where no user did.
   */
  async eraseCustomer(keys: ErasureKeys, actor: string | null): Promise<Erasure> {
    const { held, heldCount } = await this.#mark(keys, actor)
    await this.#eraseAttempts("id = any(:attemptIds)", { attemptIds: held.attemptIds })
    const waiting = await countHeld(this.#knex, held)
    return { erased: Math.max(0, heldCount - waiting), waiting }
  }

  /** Erases what a customer's erasure left waiting and is settled now, also of attempts that were started since. */
  async eraseRequested(): Promise<void> {
    await this.#markFurtherAttempts()
    await this.#eraseAttempts("erase_requested_at is not null", {})
  }

  /** Forgets who asked for prompts, as soon as no limit counts them any more. */
  async forgetClients(): Promise<void> {
    await this.#knex.raw(
      `update kpay_attempt set client = null
       where client is not null and deleted_at is null and created_at < now() - interval '1 day'`
    )
  }

  /** Erases settled attempts of at least this age. */
  async eraseOlderThan(ageMs: number): Promise<void> {
    await this.#eraseAttempts("created_at < now() - :ageMs * interval '1 millisecond'", { ageMs })
  }

  /** Erases choices of at least this age to which no attempt with personal data belongs: their carts were abandoned. */
  async eraseAbandonedChoices(ageMs: number): Promise<void> {
    const isOld = `updated_at < now() - :ageMs * interval '1 millisecond'
      and not belongs_to_attempt and ${CHOICE_HAS_DATA}`
    await this.#knex.raw(
      `update kpay_choice ${ERASED_CHOICE} where ${isOld} and ${CHOICE_IS_FREE}`,
      { ageMs }
    )
    // These go with their attempts. Without the mark each run would look at all payments that ever were.
    await this.#knex.raw(
      `update kpay_choice set belongs_to_attempt = true where ${isOld} and ${CHOICE_STARTED_ATTEMPT}`,
      { ageMs }
    )
  }

  /**
   * Marks all attempts of a customer and erases the choices that none of them needs. The mark survives a process that dies
   * before it has erased them.
   */
  async #mark(
    { orderIds, cartIds, paymentCollectionIds }: ErasureKeys,
    actor: string | null
  ): Promise<{ held: Held; heldCount: number }> {
    const keys = {
      orderIds: [...orderIds],
      cartIds: [...cartIds],
      collectionIds: [...paymentCollectionIds],
    }
    return this.#knex.transaction(async (transaction) => {
      const { rows } = await transaction.raw<{ rows: AttemptRow[] }>(
        `select id, payment_session_id, started_session_id, erase_requested_at from kpay_attempt
         where deleted_at is null and (order_id = any(:orderIds) or cart_id = any(:cartIds)
           or payment_collection_id = any(:collectionIds))
         order by id for update`,
        keys
      )
      const held: Held = {
        attemptIds: toIds(rows),
        sessionIds: toSessionIds(rows),
        collectionIds: keys.collectionIds,
      }
      const heldCount = await countHeld(transaction, held)
      const unmarked = rows.filter(({ erase_requested_at }) => erase_requested_at === null)
      await writeMark(transaction, toIds(unmarked), actor)
      await transaction.raw(
        `update kpay_choice ${ERASED_CHOICE} where ${IS_CHOICE_HELD} and ${CHOICE_IS_FREE}`,
        held
      )
      return { held, heldCount }
    })
  }

  /** A further attempt of a payment, started after the request, has the phone again. */
  async #markFurtherAttempts(): Promise<void> {
    await this.#knex.transaction(async (transaction) => {
      const further = (column: string) =>
        `select further.id from kpay_attempt marked
         join kpay_attempt further on further.${column} = marked.${column} and further.deleted_at is null
         where marked.erase_requested_at is not null and marked.deleted_at is null
           and further.erase_requested_at is null`
      const { rows } = await transaction.raw<{ rows: { id: string }[] }>(
        `${further("payment_collection_id")} union ${further("order_id")}`
      )
      await writeMark(transaction, toIds(rows), null)
    })
  }

  /** Erases settled attempts, with their journals, the notes of their refunds, and the choices that no other attempt needs. */
  async #eraseAttempts(
    isMeant: string,
    bindings: Readonly<Record<string, string[] | number>>
  ): Promise<void> {
    await inBatches(async () =>
      this.#knex.transaction(async (transaction) => {
        const { rows } = await transaction.raw<{ rows: AttemptRow[] }>(
          `update kpay_attempt set msisdn = null, reason = null, redirect_url = null where id in (
             select id from kpay_attempt
             where msisdn is not null and deleted_at is null and ${isMeant} and ${IS_SETTLED}
             limit :limit for update)
           returning id, payment_session_id, started_session_id, erase_requested_at`,
          { ...bindings, limit: BATCH_MAX }
        )
        await eraseAround(transaction, rows)
        return rows.length
      })
    )
  }
}

interface AttemptRow {
  readonly id: string
  readonly payment_session_id: string
  readonly started_session_id: string
  readonly erase_requested_at: Date | null
}

/** The attempts of a customer, and by what their choices are found. */
type Held = Readonly<Record<"attemptIds" | "sessionIds" | "collectionIds", string[]>>

/** One of the customer's choices that has personal data, in SQL. */
const IS_CHOICE_HELD = `${CHOICE_HAS_DATA}
  and (payment_collection_id = any(:collectionIds) or payment_session_id = any(:sessionIds))`

/** How many of a customer's attempts and choices have personal data. */
async function countHeld(knex: Knex, held: Held): Promise<number> {
  const { rows } = await knex.raw<{ rows: { count: number }[] }>(
    `select ((select count(*) from kpay_attempt where id = any(:attemptIds) and msisdn is not null)
       + (select count(*) from kpay_choice where ${IS_CHOICE_HELD}))::int as count`,
    held
  )
  return rows[0]?.count ?? 0
}

async function writeMark(transaction: Knex, ids: string[], actor: string | null): Promise<void> {
  await transaction("kpay_attempt")
    .whereIn("id", ids)
    .update({ erase_requested_at: transaction.fn.now() })
  await writeEntries(transaction, ids, { event: "erase_requested", actor })
}

/** Erases what other tables say of attempts that were erased in the same transaction. */
async function eraseAround(transaction: Knex, attempts: readonly AttemptRow[]): Promise<void> {
  const ids = toIds(attempts)
  // Users write notes in their own words. The amount and the reference of a refund stand in its row and stay.
  await transaction.raw(
    `update kpay_journal_entry set
       wire = (select jsonb_object_agg(key, value) from jsonb_each(wire) where key = any(:kept)),
       note = case event when 'dismissed' then null
         when 'refund_due' then substring(note from '^RWF [0-9,]*[0-9]') else note end
     where attempt_id = any(:ids) and deleted_at is null`,
    { ids, kept: KEPT_WIRE_FIELDS }
  )
  await transaction("kpay_refund").whereIn("attempt_id", ids).update({ note: null })
  await transaction.raw(
    `update kpay_choice ${ERASED_CHOICE}
     where payment_session_id = any(:sessionIds) and ${CHOICE_HAS_DATA} and ${CHOICE_IS_FREE}`,
    { sessionIds: toSessionIds(attempts) }
  )
  await writeEntries(transaction, ids, { event: "erased" })
}

function toIds(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id)
}

function toSessionIds(rows: readonly AttemptRow[]): string[] {
  return [...new Set(rows.flatMap((row) => [row.payment_session_id, row.started_session_id]))]
}

/** Runs `erase` until it finds less than a full batch. */
async function inBatches(erase: () => Promise<number>): Promise<void> {
  for (let count = BATCH_MAX; count === BATCH_MAX;) count = await erase()
}
