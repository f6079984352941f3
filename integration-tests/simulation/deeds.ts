import { setTimeout as sleep } from "node:timers/promises"
import { PlainBrowser } from "../plain-browser"
import { read } from "./books"
import { ignoreAnswer, type Market } from "./market"
import { toPhone, toWallet } from "./people"
import { SLOW_PAYER, type Deed, type ShopperPlan } from "./plan"
import { expectOwedAmount, readShownDoor } from "./shown"

/** What the shop does about an order. A deed that is refused is no fault. */
export async function doDeed(market: Market, orderId: string, plan: ShopperPlan): Promise<void> {
  await sleep(plan.waitsMs)
  try {
    await DEEDS[plan.deed](market, orderId, plan)
  } catch (error) {
    ignoreAnswer(error)
  }
}

type Act = (market: Market, orderId: string, plan: ShopperPlan) => Promise<void>

const DEEDS: Readonly<Record<Deed, Act>> = {
  none: async () => undefined,
  adds_item: addItem,
  adds_and_asks: async (market, orderId, plan) => {
    await addItem(market, orderId)
    await askOnPhone(market, orderId, plan)
  },
  removes_item: async (market, orderId) => {
    const { order } = await market.asAdmin<{
      order: { items: { id: string; quantity: number }[] }
    }>("GET", `/orders/${orderId}?fields=items.id,items.quantity`)
    const [item] = order.items
    if (!item) return
    await market.asAdmin("POST", "/order-edits", { order_id: orderId })
    await market.asAdmin("POST", `/order-edits/${orderId}/items/item/${item.id}`, {
      quantity: item.quantity - 1,
    })
    await confirmEdit(market, orderId)
  },
  // The shopper gets tea on top of what was ordered.
  exchanges: async (market, orderId) => {
    const { exchange } = await market.asAdmin<{ exchange: { id: string } }>("POST", "/exchanges", {
      order_id: orderId,
    })
    await market.asAdmin("POST", `/exchanges/${exchange.id}/outbound/items`, {
      items: [{ variant_id: market.seeded.variantIds["TEA-100"], quantity: 1 }],
    })
    await market.asAdmin("POST", `/exchanges/${exchange.id}/request`, {})
  },
  cancels: async (market, orderId) => {
    await market.asAdmin("POST", `/orders/${orderId}/cancel`)
  },
  takes_cash: (market, orderId) => takeCash(market, orderId, 1),
  takes_part_in_cash: (market, orderId) => takeCash(market, orderId, 0.5),
  // The shopper shows the operator's message before K-Pay has told the shop.
  enters_momo_id: async (market, orderId) => {
    const attempts = await read<{ refid: string }>(
      market.knex,
      `select refid from kpay_attempt where order_id = '${orderId}' or payment_collection_id in (
         select payment_collection_id from order_payment_collection where order_id = '${orderId}')`
    )
    const paid = market.sandbox
      .transactions()
      .find(({ refid, statusid }) => statusid === "01" && attempts.some((a) => a.refid === refid))
    if (paid) await recordByHand(market, orderId, "momo", paid.amount, paid.momtransactionid)
  },
  refunds: async (market, orderId) => {
    const { order } = await market.asAdmin<{
      order: { payment_collections: { payments: { id: string; amount: number }[] }[] }
    }>(
      "GET",
      `/orders/${orderId}?fields=payment_collections.payments.id,payment_collections.payments.amount`
    )
    const [payment] = order.payment_collections.flatMap(({ payments }) => payments)
    if (!payment) return
    await market.asAdmin("POST", `/payments/${payment.id}/refund`, {
      amount: Math.ceil(payment.amount / 2),
    })
  },
  asks_on_phone: askOnPhone,
  asks_twice: async (market, orderId, plan) => {
    await Promise.all([askOnPhone(market, orderId, plan), askOnPhone(market, orderId, plan)])
  },
  sends_pay_link: async (market, orderId, plan) => {
    const { url } = await market.asAdmin<{ url: string }>("POST", "/kpay/pay-links", {
      order_id: orderId,
    })
    const browser = new PlainBrowser("en")
    // The server may be killed while the page is open.
    const page = await browser.open(url).catch(() => null)
    const button = /<button [^>]*value="pay">([^<]*)</.exec(page?.markup ?? "")?.[1]
    if (page === null || button === undefined) return
    const method = toWallet(plan.method)
    const typed = { method, phone: toPhone(method, "07") }
    await browser.pressTimes(2, page, button, typed).catch(() => undefined)
  },
  sends_courier: async (market, orderId) => {
    const { courier_url, slip_url } = await market.asAdmin<{
      courier_url: string
      slip_url: string
    }>("GET", `/kpay/orders/${orderId}/door-links`)
    for (let looks = 0; looks < 6; looks++) {
      for (const url of [courier_url, slip_url]) await readShownDoor(market, orderId, url)
      await sleep(1_000)
    }
  },
  asks_kpay: async (market, orderId) => {
    const { attempts } = await market.asAdmin<{ attempts: { id: string }[] }>(
      "GET",
      `/kpay/orders/${orderId}`
    )
    await market.asAdmin("POST", "/kpay/attempts/refresh", { ids: attempts.map(({ id }) => id) })
  },
}

async function addItem(market: Market, orderId: string): Promise<void> {
  const variant_id = market.seeded.variantIds["TEA-100"]
  await market.asAdmin("POST", "/order-edits", { order_id: orderId })
  await market.asAdmin("POST", `/order-edits/${orderId}/items`, {
    items: [{ variant_id, quantity: 1 }],
  })
  await confirmEdit(market, orderId)
}

async function confirmEdit(market: Market, orderId: string): Promise<void> {
  await market.asAdmin("POST", `/order-edits/${orderId}/request`)
  await market.asAdmin("POST", `/order-edits/${orderId}/confirm`)
}

async function askOnPhone(
  market: Market,
  orderId: string,
  { method, waitsMs }: ShopperPlan
): Promise<void> {
  await expectOwedAmount(market, orderId, async () => {
    const { attempt } = await market.asAdmin<{ attempt: { amount: number } }>(
      "POST",
      `/kpay/orders/${orderId}/prompt`,
      { method: toWallet(method), phone: toPhone(method, waitsMs % 2 === 0 ? "01" : SLOW_PAYER) }
    )
    return attempt
  })
}

async function readOwed(market: Market, orderId: string): Promise<number> {
  const { balance } = await market.asAdmin<{ balance: { owed_rwf: number } }>(
    "GET",
    `/kpay/orders/${orderId}`
  )
  return balance.owed_rwf
}

async function takeCash(market: Market, orderId: string, share: number): Promise<void> {
  const amount = Math.floor((await readOwed(market, orderId)) * share)
  await recordByHand(market, orderId, "cash", amount, null)
}

/** An admin records what was paid past K-Pay, and taps twice. */
async function recordByHand(
  market: Market,
  orderId: string,
  kind: "cash" | "momo",
  amount: number,
  reference: string | null
): Promise<void> {
  const request_id = `simulation-${orderId}`
  market.paidByHand.set(request_id, amount)
  const record = async () =>
    market.asAdmin("POST", `/kpay/orders/${orderId}/manual-payments`, {
      kind,
      amount,
      request_id,
      ...(reference !== null && { reference }),
    })
  await Promise.all([record(), record()])
}
