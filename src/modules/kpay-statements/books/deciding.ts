import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { toReason, type Given, type Reason } from "../../../domain/sentences"
import { toTransferId } from "../../../domain/transfer-id"
import { STATEMENT_REFUSALS } from "../refusals"
import type { Outcome } from "../outcomes"
import { HOLDS, IS_BACK, IS_IN_BOOKS } from "./attempts"
import { writeOutcomes, type RecordedByHand } from "./matching"
import { readRows } from "./pg"
import { inTurn } from "./turn"

/** What became of a decision of a person's: a refusal says why. */
export type Decided = { readonly type: "done" } | RefusedDecision

interface RefusedDecision extends Reason {
  readonly type: "refused"
}

/** A person decides about a row of a statement. */
export interface Decision {
  readonly statementId: string
  readonly rowId: string
  /** Medusa's id of the user. */
  readonly actor: string
  readonly note: string | null
  /** The attempt that the person saw beside the row; left out, the decision is about whichever stands there now. */
  readonly shownAttemptId?: string | undefined
}

/** A row of which the money is to be recorded by hand. */
export interface RowToBook {
  /** The same for the same transaction, also after its statement was deleted and uploaded again. */
  readonly key: string
  /**
   * Its transaction id. Where the upload left the ids out, the id of that column, unless it stands beside another payment of the
   * statement too.
   */
  readonly transactionId: string | null
  /** The statement in which the id that was left out is a row's own id. */
  readonly elsewhere: { readonly id: string; readonly name: string } | null
  /** Everything in it that can be an id of a payment. */
  readonly ids: readonly string[]
  /** Francs; sources can have decimals. */
  readonly amount: number
  /** The order that has its money already. */
  readonly bookedForOrderId: string | null
  /** The payments that were recorded by hand for it before, and whose match was undone. Their orders may have its money still. */
  readonly formerPaymentIds: readonly string[]
}

/** Records the money of a row, and gives the payment. */
export type RecordByHand = (
  row: RowToBook
) => Promise<
  { readonly type: "done"; readonly payment: Omit<RecordedByHand, "reference"> } | RefusedDecision
>

interface Row {
  readonly id: string
  readonly source: string
  readonly environment: string
  readonly outcome: Outcome
  readonly ignored_reason: string | null
  readonly match_id: string | null
  readonly match_status: "suggested" | "matched" | null
  readonly attempt_id: string | null
  readonly manual_payment_id: string | null
}

const DONE: Decided = { type: "done" }

/** Records what persons decide about rows. No decision changes an attempt or applies money. */
export class Decisions {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** Matches a row with the payment that an id names: the attempt's, the refid, the tid or the MoMo id. */
  async match(decision: Decision, attemptId: string, fees: string): Promise<Decided> {
    return this.#decide(decision, fees, async (transaction, row) => {
      if (row.ignored_reason !== null) return refuse("statement_not_incoming")
      if (row.match_status === "matched") return refuse("statement_row_matched")
      const found = await findAttempts(transaction, attemptId, row.environment)
      const [attempt, other] = found
      if (!attempt || other)
        return refuse(other ? "statement_several_payments" : "statement_no_payment")
      const [taken] = await readRows<{ id: string; status: string }>(
        transaction,
        `select match.id, match.status from kpay_statement_match match
         where match.attempt_id = :attemptId and match.source = :source and not match.takes_back and ${HOLDS}`,
        { attemptId: attempt.id, source: row.source }
      )
      if (taken?.status === "matched") return refuse("statement_payment_matched")
      const suggestions = [taken?.id, row.match_id].flatMap((id) => id ?? [])
      await this.#dropSuggestions(transaction, suggestions)
      await transaction("kpay_statement_match").insert({
        id: generateEntityId(undefined, "kpsm"),
        row_id: row.id,
        attempt_id: attempt.id,
        source: row.source,
        how: "hand",
        status: "matched",
        decided_by: decision.actor,
        decided_at: transaction.fn.now(),
        note: decision.note,
      })
      return DONE
    })
  }

  /**
   * Has a row's money recorded by hand for an order, and matches the row with that payment. No import and no other decision comes
   * between, and the row's ids must be of no payment yet.
   */
  async book(decision: Decision, record: RecordByHand, fees: string): Promise<Decided> {
    return this.#decide(decision, fees, async (transaction, row) => {
      if (row.ignored_reason !== null) return refuse("statement_not_incoming")
      const isBooked = row.outcome !== "reversed" && row.manual_payment_id !== null
      if (row.outcome !== "missing_in_books" && !isBooked) return refuse("statement_not_missing")
      const recorded = await record(await readRowToBook(transaction, row))
      if (recorded.type === "refused") return recorded
      const { payment } = recorded
      if (row.manual_payment_id === payment.id) return DONE
      if (row.match_id !== null) return refuse("statement_matched_by_hand")
      await transaction("kpay_statement_match").insert({
        id: generateEntityId(undefined, "kpsm"),
        row_id: row.id,
        manual_payment_id: payment.id,
        manual_order_id: payment.order_id,
        manual_amount: payment.amount,
        source: row.source,
        how: "hand",
        status: "matched",
        decided_by: decision.actor,
        decided_at: transaction.fn.now(),
        note: decision.note,
      })
      return DONE
    })
  }

  /** Confirms a suggestion, or accepts that amount or fee differ or that the source took the money of the payment back. */
  async confirm(decision: Decision, fees: string): Promise<Decided> {
    return this.#decide(decision, fees, async (transaction, row) => {
      const isReversed = row.outcome === "reversed"
      const isDifferent =
        isReversed || row.outcome === "amount_differs" || row.outcome === "fee_differs"
      if (row.match_status !== "suggested" && !isDifferent)
        return refuse("statement_nothing_to_confirm")
      if (isDifferent && decision.note === null) return refuse("statement_note_missing")
      await transaction("kpay_statement_match")
        .whereIn("id", isReversed ? await listBack(transaction, row) : [row.match_id])
        .update({
          status: "matched",
          accepts_difference: isDifferent,
          decided_by: decision.actor,
          decided_at: transaction.fn.now(),
          note: decision.note,
          updated_at: transaction.fn.now(),
        })
      return DONE
    })
  }

  /** Undoes a match or rejects a suggestion. The same two are not matched again by themselves. */
  async unmatch(decision: Decision, fees: string): Promise<Decided> {
    return this.#decide(decision, fees, async (transaction, row) => {
      if (row.match_id === null) return refuse("statement_not_matched")
      await transaction("kpay_statement_match").where({ id: row.match_id }).update({
        status: "undone",
        undone_by: decision.actor,
        undone_at: transaction.fn.now(),
        undone_note: decision.note,
        updated_at: transaction.fn.now(),
      })
      return DONE
    })
  }

  async #decide(
    { statementId, rowId, shownAttemptId }: Decision,
    fees: string,
    decide: (transaction: Knex, row: Row) => Promise<Decided>
  ): Promise<Decided> {
    return inTurn(this.#knex, async (transaction) => {
      const [row] = await readRows<Row>(
        transaction,
        `select row.id, row.source, row.environment, row.outcome, row.ignored_reason,
                match.id as match_id, match.status as match_status, match.attempt_id, match.manual_payment_id
         from kpay_statement_row row
         join kpay_statement_line line on line.row_id = row.id and line.statement_id = :statementId
         left join kpay_statement_match match on match.row_id = row.id and ${HOLDS}
         where row.id = :rowId and row.deleted_at is null`,
        { statementId, rowId }
      )
      if (!row) return refuse("statement_row_deleted")
      if (shownAttemptId !== undefined && shownAttemptId !== row.attempt_id)
        return refuse("statement_other_beside")
      const decided = await decide(transaction, row)
      if (decided.type === "done") await writeOutcomes(transaction, { rowId }, fees)
      return decided
    })
  }

  /** The rows of dropped suggestions miss their payment again, until the next import suggests another. */
  async #dropSuggestions(transaction: Knex, ids: readonly string[]): Promise<void> {
    await transaction.raw(
      `with dropped as (
         delete from kpay_statement_match match where match.id = any(:ids) and match.status = 'suggested'
         returning match.row_id
       )
       update kpay_statement_row row set outcome = 'missing_in_books', updated_at = now()
       from dropped where row.id = dropped.row_id`,
      { ids: [...ids] }
    )
  }
}

/** Whether a statement of a row has the id that was left out beside another payment. */
const IS_SHARED = `exists (
  select 1 from kpay_statement_line mine
  join kpay_statement_line other on other.statement_id = mine.statement_id and other.row_id <> mine.row_id
  join kpay_statement_row twin on twin.id = other.row_id
  where mine.row_id = row.id and twin.set_aside_id = row.set_aside_id and twin.ignored_reason is null
    and (twin.amount <> row.amount or twin.occurred_at <> row.occurred_at or twin.phone is distinct from row.phone))`

const ELSEWHERE = `select jsonb_build_object('id', row.set_aside_id, 'name', statement.name)
  from kpay_statement_row other
  join kpay_statement_line line on line.row_id = other.id
  join kpay_statement statement on statement.id = line.statement_id
  where other.id <> row.id and other.environment = row.environment and other.deleted_at is null
    and other.identity = 'id:' || row.set_aside_id
  order by statement.created_at limit 1`

/** The matches that take back the money of a row's payment, the row's own among them. */
async function listBack(transaction: Knex, { match_id }: Row): Promise<string[]> {
  const found = await readRows<{ id: string }>(
    transaction,
    `select back.id from kpay_statement_match match join kpay_statement_match back on ${IS_BACK} where match.id = :match_id`,
    { match_id }
  )
  return found.map(({ id }) => id)
}

async function readRowToBook(transaction: Knex, { id }: Row): Promise<RowToBook> {
  const [row] = await readRows<RowToBook>(
    transaction,
    `select concat_ws(':', 'statement-row', row.source, row.environment, row.identity) as key,
            coalesce(row.transaction_id, case when not ${IS_SHARED} then row.set_aside_id end) as "transactionId",
            (${ELSEWHERE}) as elsewhere, row.ids, row.amount::float8 as amount, match.manual_order_id as "bookedForOrderId",
            former.ids as "formerPaymentIds"
     from kpay_statement_row row
     left join kpay_statement_match match on match.row_id = row.id and ${HOLDS}
     cross join lateral (select array(
       select match.manual_payment_id from kpay_statement_match match
       where match.row_id = row.id and match.manual_payment_id is not null and match.status = 'undone'
     ) as ids) former
     where row.id = :id`,
    { id }
  )
  // It was read a moment ago, in this very transaction.
  return row as RowToBook
}

async function findAttempts(
  transaction: Knex,
  id: string,
  environment: string
): Promise<{ id: string }[]> {
  return readRows<{ id: string }>(
    transaction,
    `select attempt.id from kpay_attempt attempt
     where ${IS_IN_BOOKS} and attempt.environment = :environment
       and (attempt.id = :id or attempt.refid = :upper or attempt.tid = :upper or attempt.transfer_id = :transferId)
     limit 2`,
    { id, upper: id.toUpperCase(), transferId: toTransferId(id), environment }
  )
}

function refuse<Id extends keyof typeof STATEMENT_REFUSALS>(
  id: Id,
  ...given: Given<(typeof STATEMENT_REFUSALS)[Id]>
): Decided {
  return { type: "refused", ...toReason(STATEMENT_REFUSALS, id, ...given) }
}
