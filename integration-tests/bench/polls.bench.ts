import { setTimeout as sleep } from "node:timers/promises"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"
import { callsOf, inDatabase, inShop, order, type TestShop } from "../http/test-shop"
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
}

inShop({ env: { KPAY_OPTIONS: JSON.stringify({ promptLimits: NO_PROMPT_LIMITS }) } }, (shop) => {
  it("polls of 1,000 shoppers who wait, beside core's own answer with the order", async () => {
    const { shopper } = shop()
    const waiting = await placeOrders(shop())
    await addOthers(shop())
    const polls: number[] = []
    const orders: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const ofPolls = await toPace(READS, (n) => shopper.readSession(at(waiting, n).sessionId))
      const ofOrders = await toPace(READS, (n) =>
        shopper.get(`/store/orders/${at(waiting, n).orderId}?fields=id,payment_status`)
      )
      // The first round warms up.
      if (round > 0) {
        polls.push(ofPolls)
        orders.push(ofOrders)
      }
    }
    const ratio = toMedian(polls) / toMedian(orders)
    print(`polls in a second, ${SHOPPERS + OTHERS} payments wait: ${toMedian(polls).toFixed(0)}`)
    print(`core's answers with the order's payment status: ${toMedian(orders).toFixed(0)}`)
    print(`ratio: ${ratio.toFixed(2)}`)
    expect(ratio).toBeGreaterThan(PACE_MIN)
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
    waiting.push(await order(shop, { method: "momo", phone: "0788 300 000" }, cart))
  })
  return waiting
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
