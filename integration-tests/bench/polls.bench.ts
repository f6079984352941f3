import { setTimeout as sleep } from "node:timers/promises"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"
import { callsOf, inDatabase, inShop, order, readDatabase, type TestShop } from "../http/test-shop"
import { print, toMedian } from "./report"

/** Payments that wait: so many orders whose pages poll, and so many others that the job asks about. */
const SHOPPERS = 100
const OTHERS = 900

/** Reads of each kind in a round. */
const READS = 500
const ROUNDS = 4
const CONNECTIONS = 16

/** What polls must reach of the pace at which core answers with the order. */
const PACE_MIN = 1

/** K-Pay is asked about one payment no more often than once in so many seconds, whoever wants to know. */
const ASK_EVERY_S = 1.9

interface Waiting {
  readonly orderId: string
  readonly sessionId: string
  readonly refid: string
}

inShop({ env: { KPAY_OPTIONS: JSON.stringify({ promptLimits: NO_PROMPT_LIMITS }) } }, (shop) => {
  it("polls of 1,000 shoppers who wait, beside core's own answer with the order", async () => {
    const waiting = await placeOrders(shop())
    await addOthers(shop())
    const { shopper, sandbox } = shop()
    const poll = (n: number) => shopper.readSession(at(waiting, n).sessionId)
    const readOrder = (n: number) =>
      shopper.get(`/store/orders/${at(waiting, n).orderId}?fields=id,payment_status`)
    const polls: number[] = []
    const orders: number[] = []
    const asking: number[] = []
    const ordersAndStatus: number[] = []
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      polls.push(await toPace(READS, poll))
      orders.push(await toPace(READS, readOrder))
      asking.push(await toPaceOfAsking(shop(), poll))
      ordersAndStatus.push(
        await toPace(READS, async (n) => {
          await readOrder(n)
          await checkStatus(sandbox.url, at(waiting, n).refid)
        })
      )
    }
    report(`polls in a second, ${SHOPPERS + OTHERS} payments wait`, polls, [
      "core's answers with the order's payment status",
      orders,
    ])
    report("polls in a second that each ask K-Pay", asking, [
      "core's answers, each with one checkstatus",
      ordersAndStatus,
    ])
    expect(toRatio(polls, orders)).toBeGreaterThan(PACE_MIN)
    expect(toRatio(asking, ordersAndStatus)).toBeGreaterThan(PACE_MIN)
  }, 1_800_000)

  it("500 forged callbacks and 1,000 polls of one payment ask K-Pay once in two seconds", async () => {
    const { shopper, sandbox } = shop()
    const { sessionId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    const returl = String(callsOf(sandbox, "pay").at(-1)?.returl)
    const startedAt = performance.now()
    await Promise.all([
      toPace(500, async () => {
        expect((await fetch(returl, { method: "POST", body: "{}" })).status).toBe(200)
      }),
      toPace(1_000, () => shopper.readSession(sessionId)),
    ])
    await sleep(2_000)
    const seconds = (performance.now() - startedAt) / 1_000
    const asked = callsOf(sandbox, "checkstatus").length
    await inDatabase(shop(), "update kpay_attempt set due_at = null")
    print(`500 callbacks and 1,000 polls in ${seconds.toFixed(1)} s: ${asked} questions to K-Pay`)
    expect(asked).toBeGreaterThan(0)
    expect(asked).toBeLessThanOrEqual(Math.ceil(seconds / ASK_EVERY_S) + 1)
  })
})

/** Orders whose payers have not answered their prompts. */
async function placeOrders(shop: TestShop): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  await toPace(SHOPPERS, async (n) => {
    const cart = { email: `shopper-${n}@example.com` }
    const placed = await order(shop, { method: "momo", phone: "0788 300 000" }, cart)
    const [attempt] = await shop.kpay.listAttempts({ payment_session_id: placed.sessionId })
    waiting.push({ ...placed, refid: attempt?.refid ?? "" })
  })
  return waiting
}

/** Polls as pages do it that poll every two seconds: K-Pay may be asked at each. */
async function toPaceOfAsking(
  shop: TestShop,
  poll: (n: number) => Promise<unknown>
): Promise<number> {
  let ms = 0
  for (let read = 0; read < READS; read += SHOPPERS) {
    await inDatabase(shop, "update kpay_attempt set asked_at = null where asked_at is not null")
    ms += (SHOPPERS * 1_000) / (await toPace(SHOPPERS, poll))
    const [asked] = await readDatabase<{ count: number }>(
      shop,
      "select count(*)::int from kpay_attempt where asked_at is not null and refid not like 'REFID%'"
    )
    expect(asked?.count).toBe(SHOPPERS)
  }
  return (READS * 1_000) / ms
}

async function checkStatus(url: string, refid: string): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from("sandbox:sandbox").toString("base64")}`,
    },
    body: JSON.stringify({ action: "checkstatus", refid }),
  })
  await answer.json()
}

function report(what: string, paces: number[], [reference, ofReference]: [string, number[]]): void {
  print(`${what}: ${toMedian(paces.slice(1)).toFixed(0)}`)
  print(`${reference}: ${toMedian(ofReference.slice(1)).toFixed(0)}`)
  print(`ratio: ${toRatio(paces, ofReference).toFixed(2)}`)
}

function toRatio(paces: number[], reference: number[]): number {
  return toMedian(paces.slice(1)) / toMedian(reference.slice(1))
}

/** Payments whose payers do not answer, of the last minutes. */
async function addOthers(shop: TestShop): Promise<void> {
  await inDatabase(
    shop,
    `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id, started_session_id,
       payment_collection_id, status, method, network, amount, currency_code, msisdn, locale, due_at, created_at, updated_at)
     select 'kpatt_' || n, 'REFID' || n, 'token' || n, 'default', 'test', 'pp_kpay_kpay', 'payses_' || n, 'payses_' || n,
       'pay_col_' || n, 'pending', 'momo', 'mtn', 5200, 'rwf', '250788300000', 'en', now() + n * interval '60 ms',
       now() - interval '2 minutes', now()
     from generate_series(1, ${OTHERS}) n`
  )
}

/** Does something many times, some of them at once. Gives how often in a second. */
async function toPace(times: number, act: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < times) await act(next++)
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  return (times * 1_000) / (performance.now() - startedAt)
}

function at(waiting: readonly Waiting[], n: number): Waiting {
  const one = waiting[n % waiting.length]
  if (!one) throw new Error("No payment waits.")
  return one
}
