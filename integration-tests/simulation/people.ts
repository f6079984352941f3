import { setTimeout as sleep } from "node:timers/promises"
import { StoreError, type Completion } from "../../demo/shopper"
import { Refusal, type Market } from "./market"
import type { Deed, ShopperPlan } from "./plan"

/** What no log may hold: everything that is personal about the shoppers of a simulation. */
export const PERSONAL = ["Secret", "secret-", "7880000", "7380000"]

const CANNOT_WAIT_MS = 10_000

/** A shopper buys something; gives the order, or `null` where none came of it. */
export async function goShopping(
  market: Market,
  plan: ShopperPlan,
  index: number
): Promise<string | null> {
  const data = {
    method: plan.method,
    phone: toPhone(plan.method, plan.story),
    name: `Secret Shopper ${index}`,
  }
  const other = { ...data, phone: toPhone(plan.method, "01") }
  const tell = async <T>(act: (shopper: ReturnType<Market["shopper"]>) => Promise<T>) =>
    market.insist((tries) => act(market.shopper(index + tries)))
  const { cartId, collectionId } = await tell((shopper) =>
    shopper.fillCart({
      sku: plan.sku,
      quantity: plan.quantity,
      email: `secret-${index}@example.com`,
    })
  )
  let sessionId = await tell((shopper) => shopper.choose(collectionId, data))
  if (plan.habit === "chooses_twice")
    sessionId = await tell((shopper) => shopper.choose(collectionId, data))
  if (plan.habit === "changes_cart") {
    await tell((shopper) => shopper.addItem(cartId, "TEA-100"))
    sessionId = await tell((shopper) => shopper.choose(collectionId, data))
  }

  const place = async (): Promise<Completion> => tell((shopper) => shopper.placeOrder(cartId))
  const taps = plan.habit === "double_tap" ? [place(), place()] : [place()]
  const answers = await Promise.allSettled(taps)
  let order = toOrder(answers)
  if (!order && plan.habit === "tries_again") {
    sessionId = await tell((shopper) => shopper.choose(collectionId, other))
    order = toOrder(await Promise.allSettled([place()]))
  }
  if (plan.habit === "looks_often")
    for (let looks = 0; looks < 10; looks++)
      await tell((shopper) => shopper.readSession(sessionId)).catch(ignoreAnswer)
  if (order && (plan.habit === "tries_again" || plan.habit === "tries_another_phone")) {
    await sleep(1_500)
    const choice = plan.habit === "tries_again" ? data : other
    await tell((shopper) => shopper.tryAgain(sessionId, choice)).catch(ignoreAnswer)
  }
  return order
}

/** What the shop does about an order. A deed that is refused is no fault. */
export async function doDeed(market: Market, orderId: string, plan: ShopperPlan): Promise<void> {
  await untilCalls(market, plan.waits)
  try {
    await DEEDS[plan.deed](market, orderId, plan)
  } catch (error) {
    ignoreAnswer(error)
  }
}

interface Balance {
  readonly owed_rwf: number
}

async function readOwed(market: Market, orderId: string): Promise<number> {
  const { balance } = await market.asAdmin<{ balance: Balance }>("GET", `/kpay/orders/${orderId}`)
  return balance.owed_rwf
}

async function takeCash(market: Market, orderId: string, share: number): Promise<void> {
  const amount = Math.floor((await readOwed(market, orderId)) * share)
  await market.asAdmin("POST", `/kpay/orders/${orderId}/manual-payments`, {
    kind: "cash",
    amount,
    request_id: `simulation-${orderId}`,
  })
}

type Act = (market: Market, orderId: string, plan: ShopperPlan) => Promise<void>

const DEEDS: Readonly<Record<Deed, Act>> = {
  none: async () => undefined,
  adds_item: async (market, orderId) => {
    const variant_id = market.seeded.variantIds["TEA-100"]
    await market.asAdmin("POST", "/order-edits", { order_id: orderId })
    await market.asAdmin("POST", `/order-edits/${orderId}/items`, {
      items: [{ variant_id, quantity: 1 }],
    })
    await confirmEdit(market, orderId)
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
  cancels: async (market, orderId) => {
    await market.asAdmin("POST", `/orders/${orderId}/cancel`)
  },
  takes_cash: (market, orderId) => takeCash(market, orderId, 1),
  takes_part_in_cash: (market, orderId) => takeCash(market, orderId, 0.5),
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
  asks_on_phone: async (market, orderId, { method }) => {
    await market.asAdmin("POST", `/kpay/orders/${orderId}/prompt`, {
      method,
      phone: toPhone(method, "01"),
    })
  },
  makes_pay_link: async (market, orderId) => {
    const { url, courier_url } = await market.asAdmin<{ url: string; courier_url: string }>(
      "POST",
      "/kpay/pay-links",
      { order_id: orderId }
    )
    for (const page of [url, courier_url]) await fetch(page).catch(() => undefined)
  },
  asks_kpay: async (market, orderId) => {
    const { attempts } = await market.asAdmin<{ attempts: { id: string }[] }>(
      "GET",
      `/kpay/orders/${orderId}`
    )
    await market.asAdmin("POST", "/kpay/attempts/refresh", { ids: attempts.map(({ id }) => id) })
  },
}

async function confirmEdit(market: Market, orderId: string): Promise<void> {
  await market.asAdmin("POST", `/order-edits/${orderId}/request`)
  await market.asAdmin("POST", `/order-edits/${orderId}/confirm`)
}

/** Waits until K-Pay got so many calls more, or until it is clear that it gets no more soon. */
async function untilCalls(market: Market, calls: number): Promise<void> {
  const from = market.sandbox.log().length
  const endsAt = Date.now() + CANNOT_WAIT_MS
  while (market.sandbox.log().length - from < calls && Date.now() < endsAt) await sleep(100)
}

export function toPhone(method: ShopperPlan["method"], story: string): string {
  return `07${method === "momo" ? "88" : "38"}0000${story}`
}

function toOrder(answers: readonly PromiseSettledResult<Completion>[]): string | null {
  for (const answer of answers) {
    if (answer.status === "fulfilled" && answer.value.type === "order") return answer.value.order.id
    if (answer.status === "rejected") ignoreAnswer(answer.reason)
  }
  return null
}

/** An answer that refuses is the shop's right. */
function ignoreAnswer(error: unknown): void {
  if (!(error instanceof StoreError) && !(error instanceof Refusal)) throw error
}
