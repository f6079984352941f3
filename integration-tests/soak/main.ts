import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { makeShop } from "../processes/made-shop"
import { sample, type Sample } from "./sample"
import { startSide, type Side } from "./side"
import { judge } from "./verdict"

const HELP = `npm run soak -- [--minutes N] [--orders N]

Two shops sell all the time: shoppers of one pay by K-Pay, those of the other by core's manual provider. Memory, connections and
the sizes of tables are read as they sell. Ends with 1 where something grows that should not.

--minutes  how long; 60 by default.
--orders   in a minute, in each shop; 10 by default.`

const SAMPLE_MS = 60_000

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "60" },
      orders: { type: "string", default: "10" },
      help: { type: "boolean" },
    },
  })
  const minutes = Number(values.minutes)
  const orders = Number(values.orders)
  if (values.help || !(minutes >= 6) || !(orders > 0)) {
    console.log(HELP)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const made = await makeShop()
  console.log(`Made the shop in ${made.folder}.`)
  const kpay = await startSide("kpay")
  const core = await startSide("core")
  try {
    const samples = await sellAndLook([kpay, core], minutes * 60_000, 60_000 / orders)
    const faults = judge(samples)
    for (const fault of faults) console.log(`FAULT: ${fault}`)
    if (faults.length === 0) console.log("Nothing grows that should not.")
    process.exitCode = faults.length === 0 ? 0 : 1
  } finally {
    await Promise.all([kpay.tearDown(), core.tearDown()])
  }
}

/** Sends shoppers at a steady pace, whether or not those before have been served, and reads both shops every minute. */
async function sellAndLook(
  sides: readonly [Side, Side],
  lastsMs: number,
  betweenMs: number
): Promise<readonly Sample[]> {
  const endsAt = Date.now() + lastsMs
  const selling = sides.map(async (side) => {
    const shopping: Promise<void>[] = []
    for (let index = 0; Date.now() < endsAt; index++) {
      shopping.push(side.sell(index))
      await sleep(betweenMs)
    }
    await Promise.all(shopping)
  })
  const samples: Sample[] = []
  while (Date.now() < endsAt) {
    await sleep(SAMPLE_MS)
    const taken = await sample(sides)
    samples.push(taken)
    console.log(JSON.stringify(taken))
  }
  await Promise.all(selling)
  return samples
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
