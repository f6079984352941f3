import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ATTEMPT_STATUSES, isMoney } from "../../src/domain/attempt-status"
import type { Sandbox } from "../../src/sandbox"
import type { Ask, Calls } from "./calls"
import type { Changes } from "./changes"

import { PERSONAL } from "./personal"

const MONEY = `('${ATTEMPT_STATUSES.filter(isMoney).join("', '")}')`

/** Core's capture of a payment of K-Pay's. */
const KPAY_CAPTURE = `from capture c join payment p on p.id = c.payment_id
  where c.deleted_at is null and p.provider_id like 'pp_kpay%'`

/** What must never be, at no moment, as SQL that finds it. Each row that it gives is a fault. */
const NEVER: Readonly<Record<string, string>> = {
  "Medusa has captured money that no attempt has": `
    select p.id, p.amount, p.payment_session_id ${KPAY_CAPTURE} and not exists (
      select 1 from kpay_attempt a
      where a.payment_session_id = p.payment_session_id and a.status in ${MONEY} and a.amount = p.amount)`,
  "Medusa has captured more than a payment is of": `
    select p.id, p.amount, sum(c.amount) as captured ${KPAY_CAPTURE} group by p.id, p.amount having sum(c.amount) > p.amount`,
  "one payment is captured twice": `
    select p.payment_session_id, count(*) ${KPAY_CAPTURE} group by 1 having count(*) > 1`,
  "an order's books have money that was not captured": `
    select t.id, t.order_id, t.amount from order_transaction t
    where t.reference = 'capture' and t.deleted_at is null and not exists (
      select 1 from capture c where c.id = t.reference_id and c.amount = t.amount and c.deleted_at is null)`,
  "Medusa has captured money that nobody paid by hand": `
    select c.id, c.amount from capture c join payment p on p.id = c.payment_id
    where c.deleted_at is null and p.provider_id not like 'pp_kpay%' and not exists (
      select 1 from kpay_manual_payment m where m.payment_session_id = p.payment_session_id)`,
  "one MoMo transaction is booked through K-Pay and by hand": `
    select a.id, m.id as by_hand from kpay_attempt a
    join kpay_manual_payment m on m.transfer_id = a.transfer_id and m.kind = 'momo'
    where a.status = 'applied' and m.status = 'booked'`,
  "a capture is booked twice": `
    select t.reference_id, count(*) from order_transaction t
    where t.reference = 'capture' and t.deleted_at is null group by 1 having count(*) > 1`,
  "an attempt is applied, and its order's books do not have it": `
    select a.id, a.order_id, a.amount from kpay_attempt a where a.status = 'applied' and not exists (
      select 1 from payment p join capture c on c.payment_id = p.id
      join order_transaction t on t.reference = 'capture' and t.reference_id = c.id and t.deleted_at is null
      where p.payment_session_id = a.payment_session_id and t.order_id = a.order_id and t.amount = a.amount)`,
  "an order has two open prompts": `
    select l.order_id, count(*) from kpay_attempt a
    join order_payment_collection l on l.payment_collection_id = a.payment_collection_id and l.deleted_at is null
    where a.status in ('starting', 'pending') and a.superseded_at is null group by 1 having count(*) > 1`,
  "a payment by hand is booked twice, or with another amount": `
    select m.id, m.amount, sum(c.amount) as captured from kpay_manual_payment m
    join payment p on p.payment_session_id = m.payment_session_id
    join capture c on c.payment_id = p.id and c.deleted_at is null
    group by m.id, m.amount having sum(c.amount) <> m.amount`,
  "more of an attempt is refunded than was paid": `
    select r.attempt_id, sum(r.amount) from kpay_refund r join kpay_attempt a on a.id = r.attempt_id
    group by r.attempt_id, a.amount having sum(r.amount) > a.amount`,
  "an attempt says money and has no time at which it was paid": `
    select id, status from kpay_attempt where status in ${MONEY} and paid_at is null`,
}

/** What must not be when everything has come to rest. */
const NOT_AT_REST: Readonly<Record<string, string>> = {
  "Medusa was not told of money": "select id, amount from kpay_attempt where status = 'paid'",
  "an event was not emitted": "select id, name from kpay_event",
  "money of a cancelled order is neither refunded nor with a person": `
    select a.id, a.order_id, a.amount from kpay_attempt a join "order" o on o.id = a.order_id
    where a.status = 'applied' and o.status = 'canceled'
      and a.amount > (select coalesce(sum(r.amount), 0) from kpay_refund r where r.attempt_id = a.id)`,
  "an order is paid, and neither K-Pay nor a person has its money": `
    select o.id, s.totals ->> 'paid_total' as paid from "order" o
    join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
    where (s.totals ->> 'paid_total')::numeric > coalesce((
        select sum(c.amount) from order_payment_collection l
        join payment p on p.payment_collection_id = l.payment_collection_id
        join capture c on c.payment_id = p.id and c.deleted_at is null
        where l.order_id = o.id and l.deleted_at is null), 0)`,
  "a payment session has something personal": `
    select id, data from payment_session where data::text ~ '${PERSONAL.join("|")}'`,
  "a journal has something personal": `
    select id, event, note, wire from kpay_journal_entry
    where concat(note, wire::text) ~ '${PERSONAL.join("|")}'`,
  "a payment by hand is neither booked nor not":
    "select id, amount from kpay_manual_payment where status = 'recording'",
  "a payment by hand is booked, and the order's books do not have it": `
    select m.id, m.order_id, m.amount from kpay_manual_payment m where m.status = 'booked' and not exists (
      select 1 from payment p join capture c on c.payment_id = p.id
      join order_transaction t on t.reference = 'capture' and t.reference_id = c.id
      where p.payment_session_id = m.payment_session_id and t.order_id = m.order_id and t.amount = m.amount)`,
  "an order was paid more than it asked for, and nothing was taken from it since": `
    select o.id, o.display_id, s.totals ->> 'pending_difference' as owed from "order" o
    join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
    where (s.totals ->> 'pending_difference')::numeric < 0 and o.status <> 'canceled'
      and o.version = 1 and not exists (select 1 from order_transaction t where t.order_id = o.id and t.amount < 0)`,
  "a refund in Medusa is not a refund that the shop owes": `
    select r.id, r.amount from refund r join payment p on p.id = r.payment_id
    where r.deleted_at is null and p.provider_id like 'pp_kpay%'
      and not exists (select 1 from kpay_refund k where k.refund_id = r.id and k.amount = r.amount)
      and not exists (select 1 from kpay_attempt a where a.payment_session_id = p.payment_session_id
        and (a.unapplied_reason = 'completion_failed' or a.status in ('refund_due', 'refunded')))`,
}

/** A sentence about what is wrong, with the first rows that show it. */
export type Fault = string

interface AttemptRow {
  readonly refid: string
  readonly amount: number
  readonly is_money: boolean
}

/** What the books are compared with. */
export interface Observers {
  readonly sandbox: Sandbox
  readonly calls: Calls
  readonly changes: Changes
}

/** Looks at the books of plugin, Medusa and K-Pay as they are at one moment. */
export async function checkMoment(
  knex: Knex,
  { sandbox, calls, changes }: Observers
): Promise<Fault[]> {
  // An attempt is recorded before K-Pay is asked.
  const asks = calls.read()
  const { faults, attempts } = await knex.transaction(
    async (transaction) => ({
      attempts: await readAttempts(transaction),
      faults: [...(await findFaults(transaction, NEVER)), ...(await changes.look(transaction))],
    }),
    { isolationLevel: "repeatable read", readOnly: true }
  )
  return [
    ...faults,
    ...calls.findRepeated(),
    ...findUnrecorded(attempts, asks),
    // K-Pay's money only grows, and what the plugin knew before, K-Pay still has.
    ...findForged(attempts, sandbox),
  ]
}

/** Looks at the books when everything has come to rest. */
export async function checkRest(
  knex: Knex,
  observers: Observers,
  paidByHand: ReadonlyMap<string, number>
): Promise<Fault[]> {
  const moment = await checkMoment(knex, observers)
  const rest = await findFaults(knex, NOT_AT_REST)
  const attempts = await readAttempts(knex)
  const known = new Set(attempts.flatMap(({ refid, is_money }) => (is_money ? [refid] : [])))
  const lost = takenBy(observers.sandbox).filter(({ refid }) => !known.has(refid))
  return [
    ...moment,
    ...rest,
    ...toFault("K-Pay took money that the shop does not know", lost),
    ...(await findInvented(knex, paidByHand)),
  ]
}

/** What K-Pay has taken. */
export function takenBy(sandbox: Sandbox): { refid: string; amount: number }[] {
  return sandbox
    .transactions()
    .filter(({ statusid }) => statusid === "01")
    .map(({ refid, amount }) => ({ refid, amount }))
}

async function readAttempts(knex: Knex): Promise<AttemptRow[]> {
  return read<AttemptRow>(
    knex,
    `select refid, amount, status in ${MONEY} as is_money from kpay_attempt`
  )
}

function findForged(attempts: readonly AttemptRow[], sandbox: Sandbox): Fault[] {
  const taken = new Map(takenBy(sandbox).map(({ refid, amount }) => [refid, amount]))
  return toFault(
    "an attempt is paid by money that K-Pay has not taken",
    attempts.filter(({ refid, amount, is_money }) => is_money && taken.get(refid) !== amount)
  )
}

function findUnrecorded(attempts: readonly AttemptRow[], asks: readonly Ask[]): Fault[] {
  const amounts = new Map(attempts.map(({ refid, amount }) => [refid, amount]))
  return toFault(
    "K-Pay was asked for what the shop has not recorded so",
    asks.filter(({ refid, amount }) => amounts.get(refid) !== amount)
  )
}

/** Payments by hand that no admin has entered. */
async function findInvented(knex: Knex, paidByHand: ReadonlyMap<string, number>): Promise<Fault[]> {
  const booked = await read<{ request_id: string; reference: string | null; amount: number }>(
    knex,
    "select request_id, reference, amount from kpay_manual_payment where status = 'booked'"
  )
  return toFault(
    "a payment by hand is booked that no admin has entered so",
    booked.filter(
      ({ request_id, reference, amount }) =>
        paidByHand.get(request_id) !== amount && paidByHand.get(reference ?? "") !== amount
    )
  )
}

async function findFaults(knex: Knex, rules: Readonly<Record<string, string>>): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [sentence, sql] of Object.entries(rules))
    faults.push(...toFault(sentence, await read<object>(knex, sql)))
  return faults
}

/** A fault, where any rows show it. */
export function toFault(sentence: string, rows: readonly object[]): Fault[] {
  return rows.length === 0
    ? []
    : [`${sentence} (${rows.length}): ${JSON.stringify(rows.slice(0, 3))}`]
}

export async function read<Row extends object>(knex: Knex, sql: string): Promise<Row[]> {
  return (await knex.raw<{ rows: Row[] }>(sql)).rows
}
