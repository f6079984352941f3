import type { MedusaRequest } from "@medusajs/framework/http"
import { readDoor } from "../counter/door"
import { isOpen } from "../domain/attempt-status"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import { refreshIfStale } from "../operations/refresh"
import type { PagePayment } from "../operations/pay-page-payment"
import type { CounterFacts } from "./counter-view"
import type { Visit } from "./pay-page"

/** Reads what the books say of an order now. K-Pay is asked first about prompts that are out, as often as the pay page does. */
export async function readCounterFacts(
  request: MedusaRequest,
  { payment, expiresAt, kpay, readAgain }: Visit
): Promise<CounterFacts> {
  const changes = await Promise.all(
    listToAsk(payment).map((attempt) => refreshIfStale(request.scope, attempt))
  )
  const shown = changes.some(Boolean) ? await readAgain() : payment
  const readAt = await kpay.readNow()
  return {
    door: await readDoor(request.scope, shown),
    orders: shown.orders,
    attempt: shown.attempt,
    token: request.params.token ?? "",
    expiresAt,
    readAt,
  }
}

/** The attempt that says where the payment is, and every other that may still bring money. */
function listToAsk({ attempt, attempts }: PagePayment): Attempt[] {
  const open = attempts.filter(({ id, status }) => isOpen(status) && id !== attempt?.id)
  return attempt ? [attempt, ...open] : open
}
