import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { makeShop } from "../processes/made-shop"
import { ProcessShop } from "../processes/process-shop"
import { checkMoment, checkRest, read, takenBy, type Fault } from "./books"
import { sitAtDesk } from "./desk"
import { letGoWrong } from "./faults"
import { Market } from "./market"
import { doDeed, goShopping } from "./people"
import { makePlan, type Plan } from "./plan"
import { hasRedis, startRedis } from "./redis"
import { checkEvents, checkLogs } from "./tellings"

const HELP = `npm run simulate -- [--seed N] [--shoppers N] [--servers 1|2]

Shoppers and admins use a shop over HTTP while everything goes wrong: servers are killed and started again with wrong clocks,
PostgreSQL is restarted, K-Pay is away, answers and callbacks are lost, late, double, forged and out of order. The books of
K-Pay, of the plugin and of Medusa are compared at every moment and at the end.

--seed      draws shoppers, deeds and faults; a failing run prints it. By default it is drawn.
--shoppers  how many orders; 100 by default.
--servers   1, or 2 on Redis (needs redis-server).`

/** So many shoppers are in the shop at a time. */
const AT_ONCE = 6

/** How often the books are compared. */
const LOOK_MS = 1_000

/** It ends only what would never come to rest. */
const REST_MS = 900_000

/** As in a shop, but quick to ask, so that what is lost is found within the simulation. */
const OPTIONS = {
  timeouts: {
    connectMs: 5_000,
    headersMs: 5_000,
    bodyMs: 5_000,
    statusMs: 10_000,
    notFoundGraceMs: 20_000,
  },
  pollSchedule: [
    { every: "2s", until: "30s" },
    { every: "10s", until: "1h" },
  ],
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      shoppers: { type: "string", default: "100" },
      servers: { type: "string", default: "1" },
      help: { type: "boolean" },
    },
  })
  const seed = toNumber(values.seed ?? String(Math.floor(Math.random() * 1_000_000)))
  const shoppers = toNumber(values.shoppers)
  const servers = toNumber(values.servers)
  if (values.help || shoppers === null || seed === null || (servers !== 1 && servers !== 2)) {
    console.log(HELP)
    process.exitCode = values.help ? 0 : 2
    return
  }
  if (servers === 2 && !hasRedis()) {
    console.log("Skipped: two servers need Redis, and there is no redis-server on this machine.")
    return
  }
  console.log(
    `Seed ${seed}, ${shoppers} shoppers, ${servers === 1 ? "one server" : "two servers on Redis"}.`
  )
  const faults = await simulate(makePlan(seed, shoppers, servers), seed, servers)
  for (const fault of faults) console.log(`FAULT: ${fault}`)
  console.log(
    faults.length === 0
      ? "The books agree, to the franc."
      : `The books do not agree. The same faults again: npm run simulate -- --seed ${seed} --shoppers ${shoppers} --servers ${servers}`
  )
  process.exitCode = faults.length === 0 ? 0 : 1
}

async function simulate(plan: Plan, seed: number, servers: number): Promise<Fault[]> {
  await makeShop()
  const redis = servers === 2 ? await startRedis() : null
  const env = redis ? { REDIS_URL: redis.url } : {}
  const shop = new ProcessShop()
  try {
    await shop.setUp()
    const sandbox = await shop.startSandbox({
      seed,
      promptMs: 1_000,
      callbackMs: 300,
      lateCallbackMs: 8_000,
    })
    const started = []
    for (let i = 0; i < servers; i++) started.push(await shop.startServer(0, OPTIONS, env))
    const market = new Market(shop, sandbox, started)
    return await run(market, plan, (baseUrl, skewMs) =>
      shop.startServer(Number(new URL(baseUrl).port), OPTIONS, {
        ...env,
        CLOCK_SKEW_MS: String(skewMs),
      })
    )
  } finally {
    await shop.tearDown()
    await redis?.stop()
  }
}

async function run(
  market: Market,
  plan: Plan,
  restart: Parameters<typeof letGoWrong>[2]
): Promise<Fault[]> {
  const { shop, sandbox } = market
  const knex = shop.connect()
  const found = new Set<Fault>()
  let isOver = false
  let isSold = false
  try {
    const watching = watch(knex, market, found, () => isOver)
    const atDesk = sitAtDesk(market, plan.decisions, () => isOver)
    const goingWrong = letGoWrong(market, plan.faults, restart, () => isSold)
    const orders = await sell(market, plan)
    isSold = true
    const faults = await goingWrong
    await untilRest(knex, market)
    isOver = true
    await atDesk
    const moments = await watching
    await untilRest(knex, market)
    const rest = await checkRest(knex, sandbox)
    const told = await checkEvents(knex, market.everyServer, faults.kill_server > 0)
    await report(knex, market, { orders, moments, faults })
    return [...new Set([...found, ...rest, ...told, ...checkLogs(market.everyServer)])]
  } finally {
    isOver = true
    await knex.destroy()
  }
}

/** Lets every shopper buy and the shop do its deed; gives how many orders came of it. */
async function sell(market: Market, plan: Plan): Promise<number> {
  const waiting = plan.shoppers.entries()
  let orders = 0
  const work = async (): Promise<void> => {
    for (const [index, shopper] of waiting) {
      const orderId = await goShopping(market, shopper, index)
      if (orderId === null) continue
      orders++
      await doDeed(market, orderId, shopper)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return orders
}

/** Compares the books again and again; gives how often they could be read. */
async function watch(
  knex: Knex,
  { sandbox }: Market,
  found: Set<Fault>,
  isOver: () => boolean
): Promise<number> {
  let moments = 0
  while (!isOver()) {
    await sleep(LOOK_MS)
    try {
      for (const fault of await checkMoment(knex, sandbox)) found.add(fault)
      moments++
    } catch {
      // The database is being restarted.
    }
  }
  return moments
}

/** Waits until the shop knows of all money, and has told Medusa and everybody who listens. */
async function untilRest(knex: Knex, { sandbox }: Market): Promise<void> {
  const endsAt = Date.now() + REST_MS
  while (Date.now() < endsAt) {
    const [state] = await read<{ settled: number; busy: number }>(
      knex,
      `select (select count(*) from kpay_attempt where status in ('applied', 'unapplied', 'refund_due', 'refunded', 'dismissed'))::integer as settled,
              ((select count(*) from kpay_event) + (select count(*) from kpay_attempt where status = 'paid')
                + (select count(*) from kpay_manual_payment where status = 'recording'))::integer as busy`
    )
    if (state?.busy === 0 && state.settled >= takenBy(sandbox).length) return
    await sleep(500)
  }
}

async function report(
  knex: Knex,
  { sandbox }: Market,
  did: { readonly orders: number; readonly moments: number; readonly faults: object }
): Promise<void> {
  const taken = takenBy(sandbox)
  console.log(
    `${did.orders} orders, ${sandbox.transactions().length} prompts, ${taken.length} paid: RWF ${taken.reduce((sum, { amount }) => sum + amount, 0)}. The books were compared ${did.moments} times.`
  )
  console.log(`Faults: ${JSON.stringify(did.faults)}`)
  console.table(
    await read(
      knex,
      "select status, unapplied_reason, count(*)::integer, sum(amount)::integer as francs from kpay_attempt group by 1, 2 order by 1, 2"
    )
  )
}

function toNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
