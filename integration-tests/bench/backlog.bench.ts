import { callsOf, eventually, inDatabase, inShop, type TestShop } from "../http/test-shop"
import { timeCallback } from "./approved-order"
import { print, readHeapMb, toMedian } from "./report"

const BACKLOG = 100_000
const CONCURRENCY = 4

/** How long K-Pay takes to answer a question. */
const ANSWER_MS = 200

const SHOPPERS = 15
const WARM_UP = 3

/** What a new shopper's payment may take beside a backlog, in those that it takes without one. */
const RATIO_MAX = 1.2

/** What the job must reach of the pace that so many questions at once allow. */
const PACE_MIN = 0.9

/** What working on the backlog may add to what is in memory. */
const GROWTH_MAX_MB = 50

inShop(
  {
    sandbox: { statusMs: ANSWER_MS },
    env: { KPAY_OPTIONS: JSON.stringify({ concurrency: CONCURRENCY }) },
  },
  (shop) => {
    it("beside 100,000 attempts that are due, a new shopper's payment is applied as soon as without them", async () => {
      const alone = await timeShoppers(shop())
      await fillBacklog(shop())
      const asked = () => callsOf(shop().sandbox, "checkstatus").length
      const before = asked()
      await eventually(asked, (count) => count > before + 100)

      const heapMb = readHeapMb()
      const [from, startedAt] = [asked(), performance.now()]
      await new Promise((resolve) => setTimeout(resolve, 60_000))
      const pace = ((asked() - from) * 1_000) / (performance.now() - startedAt)
      const grownMb = readHeapMb() - heapMb
      const possible = (CONCURRENCY * 1_000) / ANSWER_MS

      const beside = await timeShoppers(shop())
      await inDatabase(shop(), "update kpay_attempt set due_at = null")
      const ratio = toMedian(beside) / toMedian(alone)
      print(`callback to paid order, nothing else due: ${toMedian(alone).toFixed(0)} ms`)
      print(`the same with ${BACKLOG} due: ${toMedian(beside).toFixed(0)} ms`)
      print(`ratio: ${ratio.toFixed(2)}`)
      print(
        `questions in a second: ${pace.toFixed(1)}, of ${possible.toFixed(1)} that ${CONCURRENCY} at once with answers in ${ANSWER_MS} ms allow`
      )
      print(`ratio: ${(pace / possible).toFixed(2)}`)
      print(
        `memory: ${heapMb.toFixed(0)} MB at its beginning, ${grownMb.toFixed(1)} MB more after it`
      )
      expect(grownMb).toBeLessThan(GROWTH_MAX_MB)
      expect(ratio).toBeLessThan(RATIO_MAX)
      expect(pace / possible).toBeGreaterThan(PACE_MIN)
    }, 1_800_000)
  }
)

/** Attempts of some hours ago whose outcome K-Pay does not tell. */
async function fillBacklog(shop: TestShop): Promise<void> {
  await inDatabase(
    shop,
    `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id, started_session_id,
       payment_collection_id, status, method, network, amount, currency_code, msisdn, locale, due_at, created_at, updated_at)
     select 'kpatt_' || n, 'REFID' || n, 'token' || n, 'default', 'test', 'pp_kpay_kpay', 'payses_' || n, 'payses_' || n,
       'pay_col_' || n, 'pending', 'momo', 'mtn', 5200, 'rwf', '250788300000', 'en', now() - interval '1 minute',
       now() - interval '3 hours' + n * interval '1 millisecond', now()
     from generate_series(1, ${BACKLOG}) n`
  )
  await inDatabase(shop, "vacuum analyze kpay_attempt")
}

/** From the callback to the paid order and its event, for shoppers one after the other. */
async function timeShoppers(shop: TestShop): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < WARM_UP + SHOPPERS; n++)
    times.push(await timeCallback(shop, { email: `shopper-${n}@example.com` }))
  return times.slice(WARM_UP)
}
