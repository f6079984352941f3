import { parseArgs } from "node:util"
import { makeShop, readMadeShop, removeMadeShop } from "../processes/made-shop"
import { ProcessShop } from "../processes/process-shop"
import type { Fault } from "./books"
import { Market } from "./market"
import { makePlan, type Plan } from "./plan"
import { hasRedis, startRedis } from "./redis"
import { run } from "./run"

const HELP = `npm run simulate -- [--seed N] [--shoppers N] [--servers 1|2]

Shoppers, admins and couriers use a shop over HTTP while everything goes wrong: servers are killed and started again with wrong
clocks, PostgreSQL is restarted, K-Pay is away, answers and callbacks are lost, late, double, forged and out of order. The books of
K-Pay, of the plugin and of Medusa are compared at every moment and at the end. Ends with 1 where they do not agree.

--seed      draws shoppers, deeds and faults; a failing run prints it. By default it is drawn.
--shoppers  how many orders; 100 by default.
--servers   1, or 2 on Redis (needs redis-server).

MADE_SHOP   the folder of a shop that an earlier run made, so that many runs make it once (KEEP_SHOP=1 keeps and prints it).`

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

/** Gives the exit status. */
async function main(): Promise<number> {
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
  if (values.help || !shoppers || seed === null || (servers !== 1 && servers !== 2)) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  if (servers === 2 && !hasRedis()) {
    console.log("Skipped: two servers need Redis, and there is no redis-server on this machine.")
    return 0
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
  return faults.length === 0 ? 0 : 1
}

async function simulate(plan: Plan, seed: number, servers: number): Promise<Fault[]> {
  const isMade = process.env.MADE_SHOP !== undefined
  const { folder } = isMade ? readMadeShop() : await makeShop()
  if (process.env.KEEP_SHOP) console.log(`MADE_SHOP=${folder}`)
  const redis = servers === 2 ? await startRedis() : null
  const env = { LOG_LEVEL: "info", ...(redis && { REDIS_URL: redis.url }) }
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
    return await run(new Market(shop, sandbox, started), plan, (baseUrl, skewMs) =>
      shop.startServer(Number(new URL(baseUrl).port), OPTIONS, {
        ...env,
        CLOCK_SKEW_MS: String(skewMs),
      })
    )
  } finally {
    await shop.tearDown()
    await redis?.stop()
    if (!isMade && !process.env.KEEP_SHOP) removeMadeShop()
  }
}

function toNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  }
)
