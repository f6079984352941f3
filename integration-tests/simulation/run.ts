import { setTimeout as sleep } from "node:timers/promises"
import { checkMoment, checkRest, read, takenBy, type Fault, type Observers } from "./books"
import { Calls } from "./calls"
import { Changes } from "./changes"
import { doDeed } from "./deeds"
import { sitAtDesk } from "./desk"
import { letGoWrong, type Restart } from "./faults"
import { ignoreAnswer, type Market } from "./market"
import { answerPrompts } from "./payers"
import { goShopping } from "./people"
import type { Plan } from "./plan"
import { untilRest } from "./rest"
import { Statements } from "./statement"
import { tellStories } from "./story"
import { checkEvents, checkLogs } from "./tellings"

/** So many shoppers are in the shop at a time. */
const AT_ONCE = 8

/** How often the books are compared. */
const LOOK_MS = 1_000

/** Lets the market happen, with everything that goes wrong; gives what is wrong with the books, at any moment and at the end. */
export async function run(market: Market, plan: Plan, restart: Restart): Promise<Fault[]> {
  const { knex, sandbox } = market
  const observers = { sandbox, calls: new Calls(sandbox), changes: new Changes(sandbox) }
  const statements = new Statements(market)
  const startedAt = Date.now()
  let isSold = false
  let isOver = false
  try {
    const untilOver = awaited(
      watch(market, observers, () => isOver),
      sitAtDesk(market, plan.decisions, () => isOver)
    )
    const untilSold = awaited(
      letGoWrong(market, plan.faults, restart, () => isSold),
      answerPrompts(sandbox, plan.answers, () => isSold)
    )
    const orders = await sell(market, plan, statements)
    isSold = true
    const soldMs = Date.now() - startedAt
    const [faults] = await untilSold
    await untilRest(market)
    isOver = true
    const [moments] = await untilOver
    const isAtRest = await untilRest(market)
    for (const fault of [
      ...(isAtRest ? [] : ["the shop did not come to rest"]),
      ...(await statements.compare()),
      ...(await checkRest(knex, observers, market.paidByHand)),
      ...(await checkEvents(knex, market)),
      ...checkLogs(market.everyServer),
    ])
      market.faults.add(fault)
    await report(market, {
      orders,
      moments,
      faults,
      soldMs,
      restMs: Date.now() - startedAt - soldMs,
    })
    for (const story of await tellStories(knex, [...market.faults])) console.log(story)
    return [...market.faults]
  } catch (error) {
    // What was found until then counts all the same.
    console.error(error)
    return [...market.faults, `the simulation broke off: ${String(error)}`]
  } finally {
    isOver = true
    await knex.destroy()
  }
}

/** Work that goes on in the background. What fails in it is thrown where it is awaited, and not before. */
function awaited<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  const both = Promise.all([one, other])
  both.catch(() => undefined)
  return both
}

/** Lets every shopper buy and the shop do its deeds; gives how many orders came of it. */
async function sell(market: Market, plan: Plan, statements: Statements): Promise<number> {
  const waiting = plan.shoppers.entries()
  const deeds: Promise<void>[] = []
  const failures: unknown[] = []
  const importAt = new Set([Math.floor(plan.shoppers.length / 3), plan.shoppers.length - 1])
  const work = async (): Promise<void> => {
    for (const [index, shopper] of waiting) {
      if (importAt.has(index)) await statements.importToday()
      const orderId = await goShopping(market, shopper, index).catch(toNoOrder)
      if (orderId === null) continue
      deeds.push(
        doDeed(market, orderId, shopper).catch((error: unknown) => void failures.push(error))
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await Promise.all(deeds)
  if (failures.length > 0) throw failures[0]
  return deeds.length
}

/** The shop refused something on the way. */
function toNoOrder(error: unknown): null {
  ignoreAnswer(error)
  return null
}

/** Compares the books again and again; gives how often they could be read. */
async function watch(market: Market, observers: Observers, isOver: () => boolean): Promise<number> {
  let moments = 0
  while (!isOver()) {
    const startedAt = Date.now()
    try {
      for (const fault of await checkMoment(market.knex, observers)) market.faults.add(fault)
      moments++
    } catch (error) {
      // The database is being restarted, unless it says what is wrong with a question.
      if (String((error as { code?: unknown }).code).startsWith("42")) throw error
    }
    // A large market is not slowed down by who watches it.
    await sleep(Math.max(LOOK_MS, 4 * (Date.now() - startedAt)))
  }
  return moments
}

async function report(
  { knex, sandbox }: Market,
  did: {
    readonly orders: number
    readonly moments: number
    readonly faults: object
    readonly soldMs: number
    readonly restMs: number
  }
): Promise<void> {
  const taken = takenBy(sandbox)
  console.log(
    `${did.orders} orders, ${sandbox.transactions().length} prompts, ${taken.length} paid: RWF ${taken.reduce((sum, { amount }) => sum + amount, 0)}. The books were compared ${did.moments} times.`
  )
  console.log(
    `Sold in ${Math.round(did.soldMs / 1000)} s, at rest ${Math.round(did.restMs / 1000)} s later. What went wrong: ${JSON.stringify(did.faults)}`
  )
  console.table(
    await read(
      knex,
      "select status, unapplied_reason, count(*)::integer, sum(amount)::integer as francs from kpay_attempt group by 1, 2 order by 1, 2"
    )
  )
}
