import type { MedusaContainer } from "@medusajs/framework/types"
import { readCollection, toCheckout } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { refreshAttempt } from "./refresh"
import { refusedAs, type Refused } from "./refused"

/** How long an admin waits for a worker that is handing the money to core. */
const LEASE_WAIT_MS = 10_000

/**
 * Core can book money for an order in the moment in which that is cancelled, when the money waits for a person already. It goes the
 * way of all money of a cancelled order then: its refund is due. Another order would get money that core's books have for this one.
 *
 * @returns why a person cannot decide about the money now; `null` where core has not booked it.
 */
export async function refuseBookedForCancelled(
  container: MedusaContainer,
  attempt: Attempt
): Promise<Refused | null> {
  if (attempt.status !== "unapplied" || attempt.unapplied_reason !== "order_cancelled") return null
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  // Its worker may have read the order before that was cancelled.
  const refunded = await kpay.withLease([attempt.payment_collection_id], LEASE_WAIT_MS, () =>
    refundBookedForCancelled(container, attempt)
  )
  if (!refunded.isHeld) return refusedAs("order_is_busy")
  if (!refunded.value) return null
  await refreshAttempt(container, attempt.id)
  return refusedAs("booked_for_cancelled_order")
}

/**
 * Has the refund of a cancelled order recorded where core has booked money for it that waits for a person: by whoever refreshes the
 * attempt next.
 *
 * @returns whether it was so.
 */
export async function refundBookedForCancelled(
  container: MedusaContainer,
  attempt: Attempt
): Promise<boolean> {
  if (attempt.status !== "unapplied" || attempt.unapplied_reason !== "order_cancelled") return false
  const collection = await readCollection(resolveQuery(container), attempt.payment_collection_id)
  const own = collection && toCheckout(collection, attempt.payment_session_id)
  if (!own?.session.is_captured || !own.order?.is_cancelled) return false
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  await kpay.recordApplyRequested(attempt.id, own.session, null)
  return true
}
