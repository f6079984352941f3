import { setTimeout as sleep } from "node:timers/promises"
import type { Shopper } from "../../demo/shopper"
import type { Sandbox } from "../../src/sandbox"
import { callsOf, eventually } from "../eventually"
import { ProcessShop, type ServerProcess } from "./process-shop"

jest.setTimeout(3_600_000)

const KILLS = 5

/** As many come for every server that is started. */
const SHOPPERS = 10

/** How long a shopper goes on trying to buy something. */
const PATIENCE_MS = 1_800_000

/** A server sends so many prompts at least, and at most, before it is killed; less than there are shoppers for it. */
const PROMPTS = { min: 1, max: 6 }

/** After the last of them it is killed at once, or so many messages between shop and K-Pay later. */
const MESSAGES_MAX = 8

/** Phones that pay in every way there is; some refuse, some never answer. */
const ENDINGS = ["01", "05", "06", "07", "09", "10", "12", "13", "15", "19", "20", "03", "18", "04"]

describe("A market day", () => {
  const shop = new ProcessShop()
  beforeAll(() => shop.setUp())
  afterAll(() => shop.tearDown())

  it("with servers killed at random while shoppers pay: what K-Pay took is applied or unapplied, to the franc, and no order is paid without money", async () => {
    const sandbox = await shop.startSandbox({
      promptMs: 1_500,
      callbackMs: 500,
      lateCallbackMs: 5_000,
    })
    const servers: ServerProcess[] = []
    const shopping: Promise<boolean>[] = []
    // Every server takes the place of the one before.
    let port = 0
    for (let kills = 0; kills <= KILLS; kills++) {
      const server = await shop.startServer(port)
      port = Number(new URL(server.baseUrl).port)
      servers.push(server)
      const sold = callsOf(sandbox, "pay").length
      for (let i = 0; i < SHOPPERS; i++)
        shopping.push(goShopping(shopping.length, shop.shopper(server)))
      if (kills === KILLS) break
      await untilKilling(sandbox, sold)
      await server.kill()
    }
    expect(await Promise.all(shopping)).toEqual(shopping.map(() => true))

    const paidAtKpay = () => sandbox.transactions().filter(({ statusid }) => statusid === "01")
    await eventually(
      () =>
        shop.query<{ refid: string }>(
          "select refid from kpay_attempt where status in ('applied', 'unapplied')"
        ),
      (settled) => settled.length === paidAtKpay().length,
      900_000
    )
    const [sums] = await shop.query<{ applied: number; unapplied: number }>(
      `select coalesce(sum(amount) filter (where status = 'applied'), 0)::int as applied,
              coalesce(sum(amount) filter (where status = 'unapplied'), 0)::int as unapplied
       from kpay_attempt`
    )
    const taken = paidAtKpay().reduce((sum, { amount }) => sum + amount, 0)
    expect((sums?.applied ?? 0) + (sums?.unapplied ?? 0)).toBe(taken)
    expect(taken).toBeGreaterThan(0)

    // Core's books: each order has its money once, and none has money that K-Pay did not take.
    const booked = await shop.query<{ order_id: string; booked: number; paid: number }>(
      `select t.order_id, sum(t.amount)::int as booked,
              (select coalesce(sum(amount), 0)::int from kpay_attempt a where a.order_id = t.order_id and a.status = 'applied') as paid
       from order_transaction t group by t.order_id`
    )
    expect(booked.filter(({ booked, paid }) => booked !== paid)).toEqual([])
    expect(booked.reduce((sum, { paid }) => sum + paid, 0)).toBe(sums?.applied)

    const refids = callsOf(sandbox, "pay").map(({ refid }) => refid)
    expect(new Set(refids).size).toBe(refids.length)
    // Each is told once. A server that is killed while it tells leaves the same event to the next one.
    const told = servers.map(({ events }) =>
      events.filter(({ name }) => name === "kpay.payment.paid").map(({ data }) => data)
    )
    for (const ofServer of told)
      expect(new Set(ofServer.map(({ id }) => id)).size).toBe(ofServer.length)
    expect(new Set(told.flat().map(({ event_id }) => event_id)).size).toBe(
      new Set(told.flat().map(({ id }) => id)).size
    )
  })

  /** Waits until the server has sold something, and then for a moment that is drawn at random. */
  async function untilKilling(sandbox: Sandbox, soldBefore: number): Promise<void> {
    const prompts = draw(PROMPTS.min, PROMPTS.max)
    await eventually(
      () => callsOf(sandbox, "pay").length - soldBefore,
      (sold) => sold >= prompts,
      PATIENCE_MS
    )
    const messages = () =>
      sandbox.log().length +
      sandbox.transactions().reduce((sum, { callbacks }) => sum + callbacks.length, 0)
    const enough = messages() + draw(0, MESSAGES_MAX)
    await eventually(messages, (count) => count >= enough, PATIENCE_MS)
  }

  /** Tries until the shop has answered, as people do; gives whether it did. */
  async function goShopping(i: number, shopper: Shopper): Promise<boolean> {
    const phone = `07880000${ENDINGS[i % ENDINGS.length] ?? "01"}`
    for (const endsAt = Date.now() + PATIENCE_MS; Date.now() < endsAt;) {
      try {
        const { cartId, collectionId } = await shopper.fillCart()
        await shopper.choose(collectionId, { method: "momo", phone })
        await shopper.placeOrder(cartId)
        return true
      } catch {
        await sleep(1_000)
      }
    }
    return false
  }
})

function draw(min: number, max: number): number {
  return min + Math.floor(Math.random() * (max - min + 1))
}
