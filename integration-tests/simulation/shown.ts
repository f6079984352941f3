import { PlainBrowser } from "../plain-browser"
import { read } from "./books"
import type { Market } from "./market"

/** A shopper's page says "paid" only of money that is there, or of an order that owes nothing. */
export async function readShownStatus(
  market: Market,
  sessionId: string,
  index: number
): Promise<void> {
  const before = await hasMoney(market, sessionId)
  const { status } = await market.insist((tries) =>
    market.shopper(index + tries).readSession(sessionId)
  )
  if (status !== "paid" || before !== false) return
  if ((await hasMoney(market, sessionId)) === false)
    market.faults.add(
      `a shopper's page says paid, and there is no money (1): ${JSON.stringify({ sessionId })}`
    )
}

/** The courier's page and the slip say of an order what its books say. */
export async function readShownDoor(market: Market, orderId: string, url: string): Promise<void> {
  const before = await readBooks(market, orderId)
  const page = await new PlainBrowser("en").open(url).catch(() => null)
  const after = await readBooks(market, orderId)
  // The books changed while the page was made, or the shop or its database was away.
  if (page?.status !== 200 || before === null || before !== after) return
  const { owed, is_cancelled } = JSON.parse(after) as Books
  const isShownPaid = /<h1>(PAID|TEST|ASK THE SHOP)<\/h1>/.test(page.markup)
  if (isShownPaid && (owed > 0 || is_cancelled))
    market.faults.add(
      `a courier reads "paid" of an order that is not (1): ${JSON.stringify({ orderId, after, text: page.text.slice(0, 200) })}`
    )
}

/** A prompt that is asked for now is of what the order owes now. */
export async function expectOwedAmount(
  market: Market,
  orderId: string,
  ask: () => Promise<{ readonly amount: number }>
): Promise<void> {
  const before = await readBooks(market, orderId)
  const { amount } = await ask()
  const after = await readBooks(market, orderId)
  if (before === null || before !== after) return
  const { owed } = JSON.parse(after) as Books
  if (amount !== Math.ceil(owed))
    market.faults.add(
      `a prompt asks for another amount than the order owes (1): ${JSON.stringify({ orderId, amount, after })}`
    )
}

interface Books {
  readonly owed: number
  readonly is_cancelled: boolean
}

/** `null` while the database is away. */
async function readBooks({ knex }: Market, orderId: string): Promise<string | null> {
  const rows = await read<Books>(
    knex,
    `select o.version, o.status = 'canceled' as is_cancelled,
            (s.totals ->> 'pending_difference')::float as owed,
            (select count(*) from order_transaction t where t.order_id = o.id)::integer as bookings
     from "order" o join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
     where o.id = '${orderId}'`
  ).catch(() => [])
  return rows[0] ? JSON.stringify(rows[0]) : null
}

/** Whether K-Pay has taken money for a session, or its order owes nothing. `null` while the database is away. */
async function hasMoney({ knex, sandbox }: Market, sessionId: string): Promise<boolean | null> {
  const rows = await read<{ refid: string | null; is_settled: boolean }>(
    knex,
    `select a.refid, coalesce((s.totals ->> 'pending_difference')::numeric <= 0, false) as is_settled
     from payment_session p
     left join kpay_attempt a on a.payment_session_id = p.id or a.started_session_id = p.id
       or a.payment_collection_id = p.payment_collection_id
     left join order_payment_collection l on l.payment_collection_id = p.payment_collection_id
     left join "order" o on o.id = l.order_id
     left join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
     where p.id = '${sessionId}'`
  ).catch(() => null)
  if (rows === null) return null
  const paid = new Set(
    sandbox.transactions().flatMap(({ refid, statusid }) => (statusid === "01" ? [refid] : []))
  )
  return rows.some(({ refid, is_settled }) => is_settled || (refid !== null && paid.has(refid)))
}
