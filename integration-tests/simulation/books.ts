import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { ATTEMPT_STATUSES, isMoney } from "../../src/domain/attempt-status"
import type { Sandbox } from "../../src/sandbox"

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

interface MoneyRow {
  readonly refid: string
  readonly amount: number
  readonly status: string
}

/** Looks at the books of plugin, Medusa and K-Pay as they are at one moment. */
export async function checkMoment(knex: Knex, sandbox: Sandbox): Promise<Fault[]> {
  const { faults, money } = await knex.transaction(
    async (transaction) => ({
      faults: await findFaults(transaction, NEVER),
      money: await readMoney(transaction),
    }),
    { isolationLevel: "repeatable read", readOnly: true }
  )
  // K-Pay's money only grows, and what the plugin knew before, K-Pay still has.
  return [...faults, ...findForged(money, sandbox)]
}

/** Looks at the books when everything has come to rest. */
export async function checkRest(knex: Knex, sandbox: Sandbox): Promise<Fault[]> {
  const moment = await checkMoment(knex, sandbox)
  const rest = await findFaults(knex, NOT_AT_REST)
  const known = new Set((await readMoney(knex)).map(({ refid }) => refid))
  const lost = takenBy(sandbox).filter(({ refid }) => !known.has(refid))
  return [...moment, ...rest, ...toFault("K-Pay took money that the shop does not know", lost)]
}

/** What K-Pay has taken. */
export function takenBy(sandbox: Sandbox): { refid: string; amount: number }[] {
  return sandbox
    .transactions()
    .filter(({ statusid }) => statusid === "01")
    .map(({ refid, amount }) => ({ refid, amount }))
}

async function readMoney(knex: Knex): Promise<MoneyRow[]> {
  return read<MoneyRow>(
    knex,
    `select refid, amount, status from kpay_attempt where status in ${MONEY}`
  )
}

function findForged(money: readonly MoneyRow[], sandbox: Sandbox): Fault[] {
  const taken = new Map(takenBy(sandbox).map(({ refid, amount }) => [refid, amount]))
  return toFault(
    "an attempt is paid by money that K-Pay has not taken",
    money.filter(({ refid, amount }) => taken.get(refid) !== amount)
  )
}

async function findFaults(knex: Knex, rules: Readonly<Record<string, string>>): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [sentence, sql] of Object.entries(rules))
    faults.push(...toFault(sentence, await read<object>(knex, sql)))
  return faults
}

function toFault(sentence: string, rows: readonly object[]): Fault[] {
  return rows.length === 0
    ? []
    : [`${sentence} (${rows.length}): ${JSON.stringify(rows.slice(0, 3))}`]
}

export async function read<Row extends object>(knex: Knex, sql: string): Promise<Row[]> {
  return (await knex.raw<{ rows: Row[] }>(sql)).rows
}
