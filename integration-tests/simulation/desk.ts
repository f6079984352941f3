import { setTimeout as sleep } from "node:timers/promises"
import { ignoreAnswer, type Market } from "./market"
import type { Decision } from "./plan"

const PAUSE_MS = 2_000

/** The admin who decides about unapplied money and sends what is owed to shoppers, until the market is over. */
export async function sitAtDesk(
  market: Market,
  decisions: readonly Decision[],
  isOver: () => boolean
): Promise<void> {
  const seen = new Set<string>()
  while (!isOver()) {
    await sleep(PAUSE_MS)
    await decide(market, decisions, seen).catch(ignoreAnswer)
    await sendRefunds(market).catch(ignoreAnswer)
  }
}

async function decide(
  market: Market,
  decisions: readonly Decision[],
  seen: Set<string>
): Promise<void> {
  const { attempts } = await market.asAdmin<{ attempts: { id: string }[] }>(
    "GET",
    "/kpay/attempts?status=unapplied&limit=200"
  )
  for (const { id } of attempts.filter((attempt) => !seen.has(attempt.id))) {
    const decision = decisions[seen.size % decisions.length] ?? "leave"
    seen.add(id)
    await DECISIONS[decision](market, id).catch(ignoreAnswer)
  }
}

const DECISIONS: Readonly<Record<Decision, (market: Market, id: string) => Promise<unknown>>> = {
  apply: (market, id) => market.asAdmin("POST", `/kpay/attempts/${id}/apply`, {}),
  refund: (market, id) => market.asAdmin("POST", "/kpay/refunds", { attempt_id: id }),
  dismiss: (market, id) =>
    market.asAdmin("POST", `/kpay/attempts/${id}/dismiss`, { reason: "Given to charity" }),
  leave: async () => undefined,
}

async function sendRefunds(market: Market): Promise<void> {
  const { refunds } = await market.asAdmin<{ refunds: { id: string }[] }>(
    "GET",
    "/kpay/refunds?status=due&limit=200"
  )
  for (const { id } of refunds)
    await market
      .asAdmin("POST", `/kpay/refunds/${id}/sent`, { reference: `simulation ${id}` })
      .catch(ignoreAnswer)
}
