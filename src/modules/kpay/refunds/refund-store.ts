import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId, MedusaError } from "@medusajs/framework/utils"
import { formatRwf } from "../../../domain/amount"
import type { Attempt } from "../attempts/attempt"
import type { AttemptStore } from "../attempts/attempt-store"
import { writeEntry } from "../attempts/journal"
import { writeEvent } from "../events/outbox"
import type { KpayRefund } from "../models/refund"

/** Money that the shop owes to a shopper, or has sent back by hand. */
export type Refund = InferTypeOf<typeof KpayRefund>

/** What is to be recorded as due. */
export interface RefundDue {
  readonly attempt: Pick<Attempt, "id" | "amount" | "currency_code" | "payment_session_id">
  readonly amountRwf: number
  readonly orderId: string | null
  /** Medusa's refund that caused it. */
  readonly refundId: string | null
  /** Medusa's id of the user; `null` where Medusa itself asked. */
  readonly actor: string | null
  readonly note: string | null
}

/** What became of recording a refund: more than was paid is never recorded. */
export type RefundOutcome =
  | { readonly type: "recorded"; readonly refund: Refund }
  | { readonly type: "exceeds_paid"; readonly leftRwf: number }
  /** An admin has given the money to another session since the attempt was read. */
  | { readonly type: "moved" }

/** An attempt of whose money a part is neither due nor sent back, in SQL. */
const HAS_LEFT = `amount > (
  select coalesce(sum(amount), 0) from kpay_refund
  where attempt_id = kpay_attempt.id and kpay_refund.deleted_at is null)`

/** Keeps what the shop owes to shoppers. */
export class RefundStore {
  readonly #knex: Knex
  readonly #attempts: AttemptStore

  constructor(knex: Knex, attempts: AttemptStore) {
    this.#knex = knex
    this.#attempts = attempts
  }

  /** Records that money is due: once for a refund of Medusa's however often it is retried. */
  async recordDue(due: RefundDue): Promise<RefundOutcome> {
    return this.#knex.transaction(async (transaction) => {
      const now = await holdRow(transaction, due.attempt.id)
      if (now?.payment_session_id !== due.attempt.payment_session_id) return { type: "moved" }
      const outcome = await insertDue(transaction, due)
      // Parts that add up to the whole leave nothing of unapplied money to decide about.
      if (outcome.type === "recorded" && (await readLeft(transaction, due.attempt)) === 0)
        await this.#attempts.transition(due.attempt.id, "decide_refund", {
          entry: { actor: due.actor },
          journal: "if_changed",
          within: transaction,
        })
      return outcome
    })
  }

  /**
   * Records that all of an attempt's unapplied money is due, together with the decision; `null` where another decision came
   * first.
   */
  async decide(
    attemptId: string,
    decision: {
      readonly note: string | null
      readonly actor: string | null
      readonly refundId: string | null
    }
  ): Promise<{ refund: Refund; attempt: Attempt } | null> {
    const { note, actor, refundId } = decision
    return this.#knex.transaction(async (transaction) => {
      const before = await transaction<Attempt>("kpay_attempt").where({ id: attemptId }).first()
      if (before?.status !== "unapplied") return null
      const leftRwf = await readLeft(transaction, before)
      if (leftRwf === 0) return null
      const attempt = await this.#attempts.transition(attemptId, "decide_refund", {
        entry: { note: [formatRwf(leftRwf), note].filter(Boolean).join(", "), actor },
        journal: "if_changed",
        within: transaction,
      })
      if (!attempt) return null
      const due = { attempt, amountRwf: leftRwf, orderId: attempt.order_id, refundId, actor, note }
      return { refund: await insertRow(transaction, due), attempt }
    })
  }

  /** Records what a cancelled order owes beyond the refunds recorded so far; `null` when nothing. */
  async recordDueOfCancelledOrder(attempt: Attempt, orderId: string): Promise<Refund | null> {
    return this.#knex.transaction(async (transaction) => {
      const leftRwf = await readLeft(transaction, attempt)
      if (leftRwf === 0) return null
      const outcome = await insertDue(transaction, {
        attempt,
        amountRwf: leftRwf,
        orderId,
        refundId: null,
        actor: null,
        note: "The order was cancelled.",
      })
      return outcome.type === "recorded" ? outcome.refund : null
    })
  }

  async find(id: string): Promise<Refund | null> {
    const row = await this.#knex<Refund>("kpay_refund").where({ id }).first()
    return row ?? null
  }

  /** Whether any of an attempt's money is due or was sent. */
  async hasAny(attemptId: string): Promise<boolean> {
    return (await listWithRefunds(this.#knex, [attemptId])).length > 0
  }

  /** Of these attempts, the ids of those of which any money is due or was sent. */
  async listWithAny(attemptIds: readonly string[]): Promise<readonly string[]> {
    return listWithRefunds(this.#knex, attemptIds)
  }

  /** Writes what needs all of an attempt's money; `null` where any of it is due or was sent. No refund comes between. */
  async unlessAny<T>(
    attemptId: string,
    write: (transaction: Knex) => Promise<T>
  ): Promise<T | null> {
    return this.#knex.transaction(async (transaction) => {
      await holdRow(transaction, attemptId)
      const refunded = await listWithRefunds(transaction, [attemptId])
      return refunded.length > 0 ? null : write(transaction)
    })
  }

  /**
   * The applied attempts without a cart, and those whose money was given to another session than that of their cart, paid in the time
   * given until now, of which a part is neither due nor sent back. By the index of `paid_at`.
   */
  async listAppliedOutsideCarts(
    sinceMs: number
  ): Promise<{ readonly id: string; readonly order_id: string }[]> {
    const { rows } = await this.#knex.raw<{ rows: { id: string; order_id: string }[] }>(
      `select id, order_id from kpay_attempt
       where paid_at > now() - :sinceMs * interval '1 millisecond' and status = 'applied'
         and (cart_id is null or payment_session_id <> started_session_id)
         and order_id is not null and deleted_at is null and ${HAS_LEFT}
       order by id`,
      { sinceMs }
    )
    return rows
  }

  /**
   * Those of the orders that have money of which a part is neither due nor sent back: applied money, or money that waits for a person
   * because the order was cancelled, which core may have booked all the same.
   */
  async listOrdersWithMoney(orderIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.#knex.raw<{ rows: { order_id: string }[] }>(
      `select distinct order_id from kpay_attempt
       where (status = 'applied' or (status = 'unapplied' and unapplied_reason = 'order_cancelled'))
         and order_id = any(?) and deleted_at is null and ${HAS_LEFT}`,
      [[...orderIds]]
    )
    return rows.map(({ order_id }) => order_id)
  }

  /** What was sent back of each attempt, in francs; an attempt of which nothing was sent is not in it. */
  async sumSent(attemptIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sums = await this.#knex("kpay_refund")
      .whereNull("deleted_at")
      .where({ status: "sent" })
      .whereIn("attempt_id", [...attemptIds])
      .groupBy("attempt_id")
      .select<{ attempt_id: string; sum: string }[]>("attempt_id", this.#knex.raw("sum(amount)"))
    return new Map(sums.map(({ attempt_id, sum }) => [attempt_id, Number(sum)]))
  }

  /** What was sent back of one attempt, and what is still due, in francs. */
  async sum(attemptId: string): Promise<{ readonly sentRwf: number; readonly dueRwf: number }> {
    const sums = await this.#knex("kpay_refund")
      .where({ attempt_id: attemptId, deleted_at: null })
      .groupBy("status")
      .select<{ status: Refund["status"]; sum: string }[]>("status", this.#knex.raw("sum(amount)"))
    const toSum = (wanted: Refund["status"]): number =>
      Number(sums.find(({ status }) => status === wanted)?.sum ?? 0)
    return { sentRwf: toSum("sent"), dueRwf: toSum("due") }
  }

  /** Records by which transfer the money was sent; `null` when that was recorded before or there is no such refund. */
  async recordSent(
    id: string,
    sent: { readonly reference: string; readonly note: string | null; readonly actor: string }
  ): Promise<Refund | null> {
    return this.#knex.transaction(async (transaction) => {
      const [row] = await transaction<Refund>("kpay_refund")
        .where({ id, status: "due", deleted_at: null })
        .update({
          status: "sent",
          reference: sent.reference,
          ...(sent.note !== null && { note: sent.note }),
          sent_by: sent.actor,
          sent_at: transaction.fn.now(),
          updated_at: transaction.fn.now(),
        } as never)
        .returning("*")
      if (!row) return null
      const entry = { note: `${formatRwf(row.amount)}, ${sent.reference}`, actor: sent.actor }
      const finished =
        !(await hasDue(transaction, row.attempt_id)) &&
        (await this.#attempts.transition(row.attempt_id, "finish_refund", {
          entry,
          journal: "if_changed",
          within: transaction,
        }))
      // A refund of applied money leaves the attempt `applied`, a part of several `refund_due`.
      if (!finished)
        await writeEntry(transaction, row.attempt_id, { event: "refund_sent", ...entry })
      await writeEvent(transaction, "kpay.refund.sent", toEventData(row))
      return row
    })
  }
}

/** Has callers who decide about an attempt's money at once take turns. Gives the session that the money is for then. */
async function holdRow(
  transaction: Knex,
  attemptId: string
): Promise<Pick<Attempt, "payment_session_id"> | undefined> {
  const [row] = await transaction<Attempt>("kpay_attempt")
    .where({ id: attemptId })
    .forUpdate()
    .select("payment_session_id")
  return row
}

async function listWithRefunds(
  knex: Knex,
  attemptIds: readonly string[]
): Promise<readonly string[]> {
  const rows = await knex<Refund>("kpay_refund")
    .whereIn("attempt_id", [...attemptIds])
    .where({ deleted_at: null })
    .distinct("attempt_id")
  return rows.map(({ attempt_id }) => attempt_id)
}

/** What of a payment is not refunded yet. Two callers at once take turns, so that each counts the other's refund. */
async function readLeft(
  transaction: Knex,
  attempt: Pick<Attempt, "id" | "amount">
): Promise<number> {
  await holdRow(transaction, attempt.id)
  const [row] = await transaction("kpay_refund")
    .where({ attempt_id: attempt.id })
    .whereNull("deleted_at")
    .sum<{ sum: string | null }[]>("amount")
  return attempt.amount - Number(row?.sum ?? 0)
}

async function hasDue(transaction: Knex, attemptId: string): Promise<boolean> {
  const row: unknown = await transaction("kpay_refund")
    .where({ attempt_id: attemptId, status: "due", deleted_at: null })
    .first("id")
  return row !== undefined
}

async function insertDue(transaction: Knex, due: RefundDue): Promise<RefundOutcome> {
  const { attempt, refundId } = due
  const leftRwf = await readLeft(transaction, attempt)
  const known: Refund | undefined =
    refundId === null
      ? undefined
      : await transaction<Refund>("kpay_refund")
          .where({ attempt_id: attempt.id, refund_id: refundId, deleted_at: null })
          .first()
  if (known) return { type: "recorded", refund: known }
  // Parts of a total that is no whole franc, each rounded, may add up to a franc more than was paid.
  const isOfRounding = leftRwf > 0 && due.amountRwf === leftRwf + 1 && refundId !== null
  const amountRwf = isOfRounding ? leftRwf : due.amountRwf
  if (amountRwf > leftRwf) return { type: "exceeds_paid", leftRwf }

  const refund = await insertRow(transaction, { ...due, amountRwf })
  await writeEntry(transaction, attempt.id, {
    event: "refund_due",
    note: formatRwf(refund.amount),
    actor: due.actor,
  })
  return { type: "recorded", refund }
}

/** Writes the row and its event. */
async function insertRow(transaction: Knex, due: RefundDue): Promise<Refund> {
  const { attempt, amountRwf, orderId, refundId, actor, note } = due
  const [row] = await transaction<Refund>("kpay_refund")
    .insert({
      id: generateEntityId(undefined, "kpref"),
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
  if (!row)
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `The refund of the attempt ${attempt.id} was not written.`
    )
  await writeEvent(transaction, "kpay.refund.due", toEventData(row))
  return row
}

function toEventData(refund: Refund) {
  const { id, attempt_id, order_id, refund_id, amount, currency_code } = refund
  return { id, attempt_id, order_id, refund_id, amount, currency_code }
}
