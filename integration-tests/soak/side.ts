import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LOGIN } from "../../demo/demo-shop"
import { ProcessShop, type ServerProcess } from "../processes/process-shop"

/** One of the two shops. */
export interface Side {
  readonly server: ServerProcess
  readonly knex: Knex
  /** How many orders were placed. */
  readonly orders: number
  /** Lets one shopper buy. */
  sell(index: number): Promise<void>
  tearDown(): Promise<void>
}

/** What the phones of ten shoppers do: most pay, callbacks are lost, late, double and forged, one refuses, one never answers. */
const ENDINGS = ["01", "05", "01", "06", "07", "01", "03", "10", "04", "01"]

const CORE = "pp_system_default"

/** A shopper looks at the page so often, and then leaves. */
const LOOKS = 15
const LOOK_MS = 2_000

/** Starts a shop with one server; `core` sells by Medusa's manual provider and is what the other is compared with. */
export async function startSide(paysBy: "kpay" | "core"): Promise<Side> {
  const shop = new ProcessShop()
  await shop.setUp()
  await shop.startSandbox({ promptMs: 3_000, callbackMs: 1_000, lateCallbackMs: 15_000 })
  const server = await shop.startServer()
  if (paysBy === "core") await offerCore(server.baseUrl)
  const knex = shop.connect()
  const shopper = shop.shopper(server)
  let orders = 0

  const place = async (index: number): Promise<void> => {
    const { cartId, collectionId } = await shopper.fillCart()
    const phone = `07880000${ENDINGS[index % ENDINGS.length] ?? "01"}`
    const sessionId = await (paysBy === "kpay"
      ? shopper.choose(collectionId, { method: "momo", phone })
      : shopper.choose(collectionId, {}, CORE))
    const completion = await shopper.placeOrder(cartId)
    if (completion.type !== "order") throw new Error(completion.error.message)
    orders++
    for (let looks = 0; looks < LOOKS; looks++) {
      await sleep(LOOK_MS)
      if (paysBy === "core") await shopper.get(`/store/orders/${completion.order.id}`)
      else if ((await shopper.readSession(sessionId)).poll_after_ms === null) return
    }
  }

  return {
    server,
    knex,
    get orders() {
      return orders
    },
    sell: async (index) => {
      try {
        await place(index)
      } catch (error) {
        console.log(`An order in the shop of ${paysBy} failed: ${String(error)}`)
      }
    },
    tearDown: async () => {
      await knex.destroy()
      await shop.tearDown()
    },
  }
}

/** Lets shoppers of every region pay by core's manual provider. */
async function offerCore(baseUrl: string): Promise<void> {
  const ask = async (path: string, body?: object, token?: string): Promise<unknown> => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
  }
  const { token } = (await ask("/auth/user/emailpass", LOGIN)) as { token: string }
  const { regions } = (await ask("/admin/regions", undefined, token)) as {
    regions: { id: string }[]
  }
  for (const { id } of regions)
    await ask(`/admin/regions/${id}`, { payment_providers: ["pp_kpay_kpay", CORE] }, token)
}
