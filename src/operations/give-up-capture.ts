import type { MedusaContainer } from "@medusajs/framework/types"
import { canLock } from "./apply-money"
import { whileCartLocked } from "../medusa/cart-lock"
import { readCollection, toCheckout, type Collection, type Session } from "../medusa/checkout"
import { giveUpCapture } from "../medusa/give-up-capture"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"

/** How long an admin waits for other money that is being applied to the same cart. */
const LEASE_WAIT_MS = 10_000

/**
 * Core may hold unapplied money as captured for a cart that it could not complete. It would place an order on it later without
 * asking, whatever a person has decided meanwhile. Has core give it up; does nothing where it holds none, or an order has it.
 *
 * @returns whether core holds none now. It is not so while core or other money is at work on the cart.
 */
export async function giveUpCaptureOfCart(
  container: MedusaContainer,
  attempt: Attempt
): Promise<boolean> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = resolveQuery(container)
  const collection = await readCollection(query, attempt.payment_collection_id)
  if (!collection || !findCaptureOfCart(collection, attempt)) return true
  const { id, cart } = collection
  const giveUp = async (): Promise<void> => {
    const now = await readCollection(query, id)
    const session = now && findCaptureOfCart(now, attempt)
    if (session) await giveUpCapture(container, session)
  }
  const done = await kpay.withLease([id], LEASE_WAIT_MS, async () => {
    if (cart)
      return (
        (await canLock(container, cart.id, attempt)) &&
        whileCartLocked(container, cart.id, attempt.id, giveUp)
      )
    await giveUp()
    return true
  })
  return done.isHeld && done.value
}

/** The session for which core has captured the money of an attempt without an order; `null` where there is none. */
function findCaptureOfCart(collection: Collection, attempt: Attempt): Session | null {
  if (attempt.status !== "unapplied" || attempt.unapplied_reason !== "completion_failed")
    return null
  if (collection.orders.length > 0) return null
  const session = toCheckout(collection, attempt.payment_session_id)?.session
  return session && (session.is_captured || session.is_given_up) ? session : null
}
