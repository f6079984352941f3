import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ATTEMPT_STATUSES, isMoney, type AttemptStatus } from "../../src/domain/attempt-status"
import type { Sandbox } from "../../src/sandbox"
import { read, toFault, type Fault } from "./books"

/** An order as its books have it. */
interface OrderRow {
  readonly id: string
  readonly version: number
  readonly is_cancelled: boolean
  readonly owed: number
  /** How many captures and refunds are booked. */
  readonly bookings: number
  readonly booked: number
}

/** An order, and since when at least it has been as it is. */
interface Seen extends OrderRow {
  readonly since: number
}

interface AttemptRow {
  readonly id: string
  readonly refid: string
  readonly status: AttemptStatus
  readonly unapplied_reason: string | null
  readonly amount: number
  readonly order_id: string | null
  readonly created_at: Date
}

interface BookingRow {
  readonly id: string
  readonly order_id: string
  readonly amount: number
  /** Whose money it is: an attempt's or an admin's record. */
  readonly refid: string | null
  readonly recorded_at: Date | null
}

const MONEY = `('${ATTEMPT_STATUSES.filter(isMoney).join("', '")}')`

const ORDERS = `
  select o.id, o.version, o.status = 'canceled' as is_cancelled,
    coalesce((s.totals ->> 'pending_difference')::float, 0) as owed,
    coalesce(t.bookings, 0)::integer as bookings, coalesce(t.booked, 0)::float as booked
  from "order" o
  join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
  left join (select order_id, count(*) as bookings, sum(amount) as booked from order_transaction
    where deleted_at is null group by 1) t on t.order_id = o.id`

const ATTEMPTS = `
  select a.id, a.refid, a.status, a.unapplied_reason, a.amount, a.created_at,
    coalesce(l.order_id, a.order_id) as order_id
  from kpay_attempt a left join order_payment_collection l
    on l.payment_collection_id = a.payment_collection_id and l.deleted_at is null`

const BOOKINGS = `
  select t.id, t.order_id, t.amount::float, a.refid, m.created_at as recorded_at
  from order_transaction t join capture c on c.id = t.reference_id join payment p on p.id = c.payment_id
  left join kpay_attempt a on a.payment_session_id = p.payment_session_id and a.status in ${MONEY}
  left join kpay_manual_payment m on m.payment_session_id = p.payment_session_id
  where t.reference = 'capture' and t.deleted_at is null`

/** The shop reads an order, then sends a prompt or writes down a payment by hand. It takes no longer than this. */
const READ_AND_WRITE_MS = 15_000

/**
 * Compares each look at the books with the one before: what was asked for, booked or left unapplied is right by the order as it
 * was then. An order counts as it was only where it was the same in the look before K-Pay had the money or the prompt was
 * recorded: nothing is said of what happens at one moment. Times are this machine's and the database's, which have one clock;
 * the servers' own are wrong on purpose.
 */
export class Changes {
  readonly #sandbox: Sandbox
  #orders = new Map<string, Seen>()
  #attempts = new Map<string, AttemptRow>()
  #bookings = new Set<string>()

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox
  }

  /** @param knex a transaction in which all reads show one moment. */
  async look(knex: Knex): Promise<Fault[]> {
    const orders = await read<OrderRow>(knex, ORDERS)
    const attempts = await read<AttemptRow>(knex, ATTEMPTS)
    const bookings = await read<BookingRow>(knex, BOOKINGS)
    const decidedAt = this.#readDecisions()
    const before = this.#orders
    this.#orders = this.#toSeen(orders)
    const added = bookings.filter(({ id }) => !this.#bookings.has(id))
    const faults = [
      ...this.#findWrongBookings(added, before, decidedAt),
      ...attempts.flatMap((attempt) => this.#findWrongAttempt(attempt, before, decidedAt)),
      ...this.#findWrongFirstAmounts(orders, attempts, before),
    ]
    this.#bookings = new Set(bookings.map(({ id }) => id))
    this.#attempts = new Map(attempts.map((attempt) => [attempt.id, attempt]))
    return faults
  }

  #toSeen(orders: readonly OrderRow[]): Map<string, Seen> {
    const now = Date.now()
    return new Map(
      orders.map((order) => {
        const known = this.#orders.get(order.id)
        return [order.id, { ...order, since: known && isSame(known, order) ? known.since : now }]
      })
    )
  }

  /** When K-Pay had the money, by refid. */
  #readDecisions(): ReadonlyMap<string, number> {
    return new Map(
      this.#sandbox
        .transactions()
        .flatMap(({ refid, decidedAt }) => (decidedAt ? [[refid, decidedAt.getTime()]] : []))
    )
  }

  /** Money is booked for an order that owed it before K-Pay had the money, or before an admin recorded it. */
  #findWrongBookings(
    added: readonly BookingRow[],
    before: ReadonlyMap<string, Seen>,
    decidedAt: ReadonlyMap<string, number>
  ): Fault[] {
    return [...before.values()].flatMap((order) => {
      const now = this.#orders.get(order.id)
      const settled = added.filter(
        (one) => one.order_id === order.id && order.since <= toReadAt(one, decidedAt)
      )
      const sum = settled.reduce((total, { amount }) => total + amount, 0)
      if (sum === 0) return []
      if (order.is_cancelled) return toFault("a cancelled order took money", settled)
      // A refund makes an order owe more again.
      const isOnlyPaid = now?.version === order.version && now.booked >= order.booked + sum
      return isOnlyPaid && sum > Math.ceil(order.owed)
        ? toFault("an order took more than it owed", [{ ...order, took: settled }])
        : []
    })
  }

  #findWrongAttempt(
    attempt: AttemptRow,
    before: ReadonlyMap<string, Seen>,
    decidedAt: ReadonlyMap<string, number>
  ): Fault[] {
    const known = this.#attempts.get(attempt.id)
    if (known && (known.amount !== attempt.amount || known.refid !== attempt.refid))
      return toFault("an attempt became another one", [known, attempt])
    if (known && isMoney(known.status) && !isMoney(attempt.status))
      return toFault("money that K-Pay confirmed is gone", [known, attempt])
    const order = before.get(attempt.order_id ?? "")
    const now = this.#orders.get(attempt.order_id ?? "")
    if (!order || !now || !isSame(order, now)) return []
    if (!known) return findWrongAsk(attempt, order)
    const isLeft = attempt.status === "unapplied" && known.status !== "unapplied"
    return isLeft && order.since <= (decidedAt.get(attempt.refid) ?? 0)
      ? findWrongLeft(attempt, order)
      : []
  }

  /** What was asked for while an order was being placed is its total. */
  #findWrongFirstAmounts(
    orders: readonly OrderRow[],
    attempts: readonly AttemptRow[],
    before: ReadonlyMap<string, Seen>
  ): Fault[] {
    const placed = orders.filter(
      ({ id, version, booked }) => !before.has(id) && version === 1 && booked === 0
    )
    return placed.flatMap(({ id, owed }) => {
      const wrong = attempts.filter(({ order_id, amount }) => order_id === id && amount !== owed)
      return toFault("an order was placed on a prompt for another amount", wrong)
    })
  }
}

/** The prompt is for what the order owes. */
function findWrongAsk(attempt: AttemptRow, order: Seen): Fault[] {
  if (order.since > attempt.created_at.getTime() - READ_AND_WRITE_MS) return []
  if (order.is_cancelled) return toFault("a cancelled order was asked for", [attempt])
  return attempt.amount === Math.ceil(order.owed)
    ? []
    : toFault("a prompt asks for another amount than the order owes", [{ ...attempt, order }])
}

/** Money waits for a person only where its order cannot take it, or where Medusa failed to. */
function findWrongLeft(attempt: AttemptRow, order: Seen): Fault[] {
  const { unapplied_reason, amount } = attempt
  const isOther =
    unapplied_reason === "completion_failed" || unapplied_reason === "recorded_by_hand"
  return isOther || order.is_cancelled || amount > Math.ceil(order.owed)
    ? []
    : toFault("money that its order owed was left unapplied", [{ ...attempt, order }])
}

/** The shop cannot have looked at the order for this money before. */
function toReadAt(
  { refid, recorded_at }: BookingRow,
  decidedAt: ReadonlyMap<string, number>
): number {
  if (refid !== null) return decidedAt.get(refid) ?? 0
  return recorded_at === null ? 0 : recorded_at.getTime() - READ_AND_WRITE_MS
}

function isSame(one: OrderRow, other: OrderRow): boolean {
  return (
    one.version === other.version &&
    one.is_cancelled === other.is_cancelled &&
    one.owed === other.owed &&
    one.bookings === other.bookings
  )
}
