import { setTimeout as sleep } from "node:timers/promises"
import { StoreError, type Completion } from "../../demo/shopper"
import { payByCard } from "./card"
import { ignoreAnswer, type Market } from "./market"
import type { ShopperPlan } from "./plan"
import { readShownStatus } from "./shown"

/** A shopper buys something; gives the order, or `null` where none came of it. */
export async function goShopping(
  market: Market,
  plan: ShopperPlan,
  index: number
): Promise<string | null> {
  const data = {
    method: plan.method,
    ...(plan.method !== "card" && { phone: toPhone(plan.method, plan.story) }),
    name: `Secret Shopper ${index}`,
  }
  const other = { ...data, method: toWallet(plan.method), phone: toPhone(plan.method, "01") }
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

  const place = async (): Promise<Completion> =>
    tell(async (shopper) => requireOrder(await shopper.placeOrder(cartId)))
  const taps = plan.habit === "double_tap" ? [place(), place()] : [place()]
  const answers = await Promise.allSettled(taps)
  let order = toOrder(answers)
  if (!order && plan.habit === "tries_again") {
    sessionId = await tell((shopper) => shopper.choose(collectionId, other))
    order = toOrder(await Promise.allSettled([place()]))
  }
  if (order && plan.method === "card") await payByCard(market, sessionId, plan.card)
  for (let looks = 0; looks < (plan.habit === "looks_often" ? 10 : 1); looks++)
    await readShownStatus(market, sessionId, index + looks).catch(ignoreAnswer)
  if (order && (plan.habit === "tries_again" || plan.habit === "tries_another_phone")) {
    await sleep(1_500)
    const choice = plan.habit === "tries_again" ? data : other
    const ask = async () => tell((shopper) => shopper.tryAgain(sessionId, choice))
    // The shopper taps twice.
    await Promise.all([ask(), ask()]).catch(ignoreAnswer)
  }
  return order
}

export function toPhone(method: ShopperPlan["method"], story: string): string {
  return `07${toWallet(method) === "momo" ? "88" : "38"}0000${story}`
}

/** Who paid by card and tries otherwise takes MoMo. */
export function toWallet(method: ShopperPlan["method"]): "momo" | "airtel" {
  return method === "card" ? "momo" : method
}

/** Core may answer "order" without one, to a second tap at the same moment: a browser asks again. */
function requireOrder(completion: Completion): Completion {
  const order: unknown = completion.type === "order" ? completion.order : completion
  if (order === null || order === undefined) throw new StoreError(500, "The answer has no order.")
  return completion
}

function toOrder(answers: readonly PromiseSettledResult<Completion>[]): string | null {
  for (const answer of answers) {
    if (answer.status === "fulfilled" && answer.value.type === "order") return answer.value.order.id
    if (answer.status === "rejected") ignoreAnswer(answer.reason)
  }
  return null
}
