import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Attempt } from "../attempts/attempt"
import type { AttemptStore } from "../attempts/attempt-store"
import { writeEntry } from "../attempts/journal"
import type { KpayGiveBack } from "../models/give-back"
import { writeEvent, type EventName } from "../events/outbox"

/** Money that the shop owes to a shopper. */
export type GiveBack = InferTypeOf<typeof KpayGiveBack>

/** More would be given back than was paid. Nothing was written down. */
export class ExceedsPaidError extends Error {
  override readonly name = "ExceedsPaidError"

  constructor(
    /** What can still be given back, in francs. */
    readonly leftRwf: number
  ) {
    super(`Only ${leftRwf} RWF of this payment can still be given back.`)
  }
}

/** Money to be given back. */
export interface Due {
  readonly attempt: Pick<Attempt, "id" | "amount" | "currency_code">
  readonly amountRwf: number
  readonly orderId: string | null
  /** Medusa's refund that caused it. */
  readonly refundId: string | null
  /** Medusa's id of the user; `null` where Medusa itself asked. */
  readonly actor: string | null
  readonly note: string | null
}

/** Keeps what the shop owes to shoppers. */
export class GiveBackStore {
  readonly #knex: Knex
  readonly #attempts: AttemptStore

  constructor(knex: Knex, attempts: AttemptStore) {
    this.#knex = knex
    this.#attempts = attempts
  }

  /**
   * Writes down that money is due: once for a refund however often it is retried, and never more than was paid.
   *
   * @throws ExceedsPaidError
   */
  async recordDue(due: Due): Promise<GiveBack> {
    return this.#knex.transaction((transaction) => insertDue(transaction, due))
  }

  /**
   * The same for unplaced money, all of it, together with the decision that it is given back; `null` when somebody else
   * decided.
   */
  async recordDueOfUnplaced(
    attempt: Pick<Attempt, "id">,
    decision: { readonly note: string | null; readonly actor: string }
  ): Promise<GiveBack | null> {
    const { note, actor } = decision
    return this.#knex.transaction(async (transaction) => {
      const decided = await this.#attempts.recordResolved(
        attempt.id,
        { resolution: "given_back", note, actor },
        transaction
      )
      if (!decided) return null
      return insertDue(transaction, {
        attempt: decided,
        amountRwf: decided.amount,
        orderId: decided.order_id,
        refundId: null,
        actor,
        note,
      })
    })
  }

  /**
   * What of a placed payment is owed to nobody yet, which a cancelled order owes to the shopper: due, once.
   */
  async recordDueOfCancelled(attempt: Attempt, orderId: string): Promise<GiveBack | null> {
    return this.#knex.transaction(async (transaction) => {
      const leftRwf = await readLeft(transaction, attempt)
      if (leftRwf === 0) return null
      return insertDue(transaction, {
        attempt,
        amountRwf: leftRwf,
        orderId,
        refundId: null,
        actor: null,
        note: "The order was cancelled.",
      })
    })
  }

  async find(id: string): Promise<GiveBack | null> {
    const row = await this.#knex<GiveBack>("kpay_give_back").where({ id }).first()
    return row ?? null
  }

  /** What was sent back of payments, in francs, by the attempts' ids; one of which nothing was is not in it. */
  async sumDone(attemptIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sums = await this.#knex("kpay_give_back")
      .whereNull("deleted_at")
      .where({ status: "done" })
      .whereIn("attempt_id", [...attemptIds])
      .groupBy("attempt_id")
      .select<{ attempt_id: string; sum: string }[]>("attempt_id", this.#knex.raw("sum(amount)"))
    return new Map(sums.map(({ attempt_id, sum }) => [attempt_id, Number(sum)]))
  }

  /** Notes by which transfer the money was sent; `null` when it was noted before or does not exist. */
  async recordDone(
    id: string,
    done: { readonly reference: string; readonly note: string | null; readonly actor: string }
  ): Promise<GiveBack | null> {
    return this.#knex.transaction(async (transaction) => {
      const [row] = await transaction<GiveBack>("kpay_give_back")
        .where({ id, status: "due", deleted_at: null })
        .update({
          status: "done",
          reference: done.reference,
          ...(done.note !== null && { note: done.note }),
          done_by: done.actor,
          done_at: new Date(),
          updated_at: new Date(),
        } as never)
        .returning("*")
      if (!row) return null
      await tell(transaction, row, "kpay.give_back.done", done.actor)
      return row
    })
  }
}

/** What of a payment can still be given back. Two that ask at once take turns, so that each counts the other. */
async function readLeft(
  transaction: Knex,
  attempt: Pick<Attempt, "id" | "amount">
): Promise<number> {
  await transaction("kpay_attempt").where({ id: attempt.id }).forUpdate().select("id")
  const [row] = await transaction("kpay_give_back")
    .where({ attempt_id: attempt.id })
    .whereNull("deleted_at")
    .sum<{ sum: string | null }[]>("amount")
  return attempt.amount - Number(row?.sum ?? 0)
}

async function insertDue(transaction: Knex, due: Due): Promise<GiveBack> {
  const { attempt, orderId, refundId, actor, note } = due
  const leftRwf = await readLeft(transaction, attempt)
  const known: GiveBack[] = await transaction<GiveBack>("kpay_give_back")
    .where({ attempt_id: attempt.id })
    .whereNull("deleted_at")
    .select("*")
  const same = known.find(({ refund_id }) => refund_id !== null && refund_id === refundId)
  if (same) return same
  // Parts of a total that is no whole franc, each rounded, may come to a franc more than was paid.
  const isOfRounding = leftRwf > 0 && due.amountRwf === leftRwf + 1 && refundId !== null
  const amountRwf = isOfRounding ? leftRwf : due.amountRwf
  if (amountRwf > leftRwf) throw new ExceedsPaidError(leftRwf)

  const [row] = await transaction<GiveBack>("kpay_give_back")
    .insert({
      id: generateEntityId(undefined, "kpgb"),
      refund_id: refundId,
      attempt_id: attempt.id,
      order_id: orderId,
      status: "due",
      amount: amountRwf,
      currency_code: attempt.currency_code,
      note,
      created_by: actor,
    } as never)
    .returning("*")
  if (!row) throw new Error(`The give-back of the attempt ${attempt.id} was not written.`)
  await tell(transaction, row, "kpay.give_back.due", actor)
  return row
}

async function tell(
  transaction: Knex,
  giveBack: GiveBack,
  event: Extract<EventName, `kpay.give_back.${string}`>,
  actor: string | null
): Promise<void> {
  const { id, attempt_id, order_id, refund_id, amount, currency_code, reference } = giveBack
  await writeEntry(transaction, attempt_id, {
    event: event === "kpay.give_back.due" ? "give_back_due" : "give_back_done",
    note: [`RWF ${amount}`, reference].filter(Boolean).join(", "),
    actor,
  })
  await writeEvent(transaction, event, {
    id,
    attempt_id,
    order_id,
    refund_id,
    amount,
    currency_code,
  })
}
