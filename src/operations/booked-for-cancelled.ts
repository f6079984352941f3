import type { MedusaContainer } from "@medusajs/framework/types"
import { isMoney } from "../domain/attempt-status"
import { readCollection, toCheckout } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { refreshAttempt } from "./refresh"
import { refusedAs, type Refused } from "./refused"

/** How long a worker is waited for that is handing the money to core. It may have read the order before that was cancelled. */
const LEASE_WAIT_MS = 10_000

/**
 * Core can book money for an order in the moment in which that is cancelled, when the money waits for a person already. Such money
 * goes the way of all money of a cancelled order: its refund is recorded as due. No other order may get it, because core's books have it
 * for this one.
 *
 * @returns why a person cannot decide about the money now; `null` where core has not booked it.
 */
export async function settleBookedForCancelled(
  container: MedusaContainer,
  attempt: Attempt
): Promise<Refused | null> {
  if (attempt.status !== "unapplied" || attempt.unapplied_reason !== "order_cancelled") return null
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const taken = await kpay.withLease([attempt.payment_collection_id], LEASE_WAIT_MS, () =>
    takeBooked(container, attempt)
  )
  if (!taken.isHeld) return refusedAs("order_is_busy")
  if (!taken.value) return null
  await refreshAttempt(container, attempt.id)
  const after = await kpay.findAttempt(attempt.id)
  return refusedAs(after?.status === "paid" ? "order_is_busy" : "booked_for_cancelled_order")
}

/** Has the next refresh find what core has booked. */
async function takeBooked(container: MedusaContainer, attempt: Attempt): Promise<boolean> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const collection = await readCollection(resolveQuery(container), attempt.payment_collection_id)
  const own = collection && toCheckout(collection, attempt.payment_session_id)
  if (!own?.session.is_captured || !own.order?.is_cancelled) return false
  const ofSession = await kpay.listAttempts({ payment_session_id: own.session.id })
  // What core has captured is the money of another attempt.
  if (ofSession.some(({ status }) => isMoney(status) && status !== "unapplied")) return false
  // Where a part of it is sent back already, a person decides about the rest.
  return (await kpay.recordApplyRequested(attempt.id, own.session, null)) !== null
}
