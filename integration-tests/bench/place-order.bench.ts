import { randomUUID } from "node:crypto"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"
import { callsOf, inDatabase, inShop, type TestShop } from "../http/test-shop"
import { offerBeside } from "./offer-beside"
import { print, toMedian } from "./report"

const ROUNDS = 25
const WARM_UP = 10

/** What placing an order may take in what it takes with the provider that does nothing, once `pay` is set aside. */
const RATIO_MAX = 1.2

const SYSTEM = "pp_system_default"

/** A payer who does not answer the prompt. */
const CHOICE = { method: "momo", phone: "0788 300 000" }

const ENV = { KPAY_OPTIONS: JSON.stringify({ promptLimits: NO_PROMPT_LIMITS }) }

inShop({ sandbox: { answerMs: 50 }, env: ENV }, (shop) => {
  it("placing an order, beside the provider that does nothing and one pay", async () => {
    await offerBeside(shop(), SYSTEM)
    const [ours, system, pays]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      ours.push(await timeOrder(shop(), CHOICE))
      // Nothing is asked about what was placed before.
      await inDatabase(shop(), "update kpay_attempt set due_at = null")
      pays.push(await timePay(shop()))
      system.push(await timeOrder(shop(), {}, SYSTEM))
    }
    const [mine, cores, pay] = [ours, system, pays].map((times) => toMedian(times.slice(WARM_UP)))
    if (!mine || !cores || !pay) throw new Error("Nothing was measured.")
    print(`placing an order with K-Pay: ${mine.toFixed(0)} ms (median of ${ROUNDS})`)
    print(`one pay: ${pay.toFixed(0)} ms`)
    print(`placing an order with the system provider: ${cores.toFixed(0)} ms`)
    print(`ratio, without the pay: ${((mine - pay) / cores).toFixed(2)}`)
    expect((mine - pay) / cores).toBeLessThan(RATIO_MAX)
  })
})

/** From the tap on "Place order" to the answer, in milliseconds. */
async function timeOrder(
  { shopper }: TestShop,
  choice: Record<string, unknown>,
  providerId?: string
): Promise<number> {
  const { cartId, collectionId } = await shopper.fillCart()
  await shopper.choose(collectionId, choice, providerId)
  const startedAt = performance.now()
  const { type } = await shopper.placeOrder(cartId)
  const took = performance.now() - startedAt
  expect(type).toBe("order")
  return took
}

/** One more `pay` as the shop sent the last, with nothing of the shop around it. */
async function timePay({ sandbox }: TestShop): Promise<number> {
  const body = JSON.stringify({ ...callsOf(sandbox, "pay").at(-1), refid: randomUUID() })
  const startedAt = performance.now()
  const answer = await fetch(sandbox.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from("sandbox:sandbox").toString("base64")}`,
    },
    body,
  })
  expect(await answer.text()).toMatch("PENDING")
  return performance.now() - startedAt
}
