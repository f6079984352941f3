import { setTimeout as sleep } from "node:timers/promises"
import type { Shopper } from "../../demo/shopper"
import { callsOf, eventually } from "../eventually"
import { ProcessShop, type ServerProcess } from "./process-shop"

jest.setTimeout(400_000)

const SHOPPERS = 60
const KILLS = 5

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
    const servers: ServerProcess[] = [await shop.startServer()]
    const [{ baseUrl } = { baseUrl: "" }] = servers
    const shopping = Promise.all(
      Array.from({ length: SHOPPERS }, (_, i) => goShopping(i, shop.shopper({ baseUrl })))
    )
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(1_000 + Math.random() * 3_000)
      await servers.at(-1)?.kill()
      servers.push(await shop.startServer(Number(new URL(baseUrl).port)))
    }
    await shopping

    const paidAtKpay = () => sandbox.transactions().filter(({ statusid }) => statusid === "01")
    await eventually(
      () =>
        shop.query<{ refid: string }>(
          "select refid from kpay_attempt where status in ('applied', 'unapplied')"
        ),
      (settled) => settled.length === paidAtKpay().length,
      120_000
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
    const told = servers
      .flatMap(({ events }) => events)
      .filter(({ name }) => name === "kpay.payment.paid")
    expect(new Set(told.map(({ data }) => data.id)).size).toBe(told.length)
  })

  /** Tries until an order is placed or the way ends, as people do when a shop does not answer. */
  async function goShopping(i: number, shopper: Shopper): Promise<void> {
    await sleep(Math.random() * 30_000)
    const phone = `07880000${ENDINGS[i % ENDINGS.length] ?? "01"}`
    for (let tries = 0; tries < 20; tries++) {
      try {
        const { cartId, collectionId } = await shopper.fillCart()
        await shopper.choose(collectionId, { method: "momo", phone })
        await shopper.placeOrder(cartId)
        return
      } catch {
        await sleep(1_000)
      }
    }
  }
})
