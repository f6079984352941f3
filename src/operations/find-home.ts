import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt, UnplacedReason } from "../modules/kpay/attempts/attempt"
import {
  isClosed,
  isOurs,
  isPaidOff,
  readCheckout,
  readCollection,
  toCheckout,
  type Checkout,
  type Collection,
} from "../medusa/checkout"
import { isAmount } from "../modules/kpay/attempts/is-amount"
import type KpayModuleService from "../modules/kpay/service"

/** Paid money that no payment of Medusa's takes. */
export interface NoHome {
  readonly reason: UnplacedReason
  readonly orderId: string | null
}

/**
 * Finds the payment session that takes an attempt's money: the one that it was for, or one of the same cart or order that
 * asks for the very amount. Says why there is none. `null` when somebody else moved the money in between.
 */
export async function findHome(
  attempt: Attempt,
  container: MedusaContainer
): Promise<Checkout | NoHome | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const collection = await readCollection(query, attempt.payment_collection_id)
  const orderId = collection?.order?.id ?? attempt.order_id
  if (!collection) return { reason: "session_gone", orderId }
  const checkout = toCheckout(collection, attempt.payment_session_id)
  if (checkout) return toHome(checkout, attempt, kpay)

  const sessionId = await findSession(collection, attempt, container)
  if (sessionId === null) return { reason: toReasonOfLoss(collection, attempt, kpay), orderId }
  const isMoved = (await kpay.attempts.moveTo(attempt, sessionId)) !== null
  const other = isMoved ? await readCheckout(query, sessionId) : null
  return other && toHome(other, attempt, kpay)
}

function toHome(checkout: Checkout, attempt: Attempt, kpay: KpayModuleService): Checkout | NoHome {
  const { session, order } = checkout
  const orderId = order?.id ?? null
  if (!isAmount(session, attempt, kpay.settings)) return { reason: "amount_differs", orderId }
  if (!isClosed(checkout)) return checkout
  // Else somebody else's money, or money counted by hand: this session's would be too much.
  return { reason: order?.is_cancelled ? "order_cancelled" : "paid_twice", orderId }
}

/**
 * A session in a payment collection that takes an attempt's money. Made anew for a cart that has none: core deletes a cart's
 * session when the cart changes, and makes none when it changes back.
 */
export async function findSession(
  collection: Collection,
  attempt: Attempt,
  container: MedusaContainer
): Promise<string | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const other = collection.sessions.find(
    (session) =>
      isOurs(session) && !session.is_captured && isAmount(session, attempt, kpay.settings)
  )
  if (other) return other.id
  const isOpenCart = collection.cart !== null && collection.order === null
  if (!isOpenCart || isPaidOff(collection) || !isAmount(collection, attempt, kpay.settings))
    return null
  const { result, errors } = await createPaymentSessionsWorkflow(container).run({
    throwOnError: false,
    input: {
      payment_collection_id: collection.id,
      provider_id: attempt.provider_id,
      // The mark of a session that no shopper made, so that no phone rings for it.
      data: { chosen_in: attempt.payment_session_id, locale: attempt.locale },
    },
  })
  // Refused where the region no longer offers K-Pay, say: then no session takes the money, and a person must.
  return errors.length === 0 ? result.id : null
}

function toReasonOfLoss(
  collection: Collection,
  attempt: Attempt,
  kpay: KpayModuleService
): UnplacedReason {
  if (collection.order?.is_cancelled) return "order_cancelled"
  if (isPaidOff(collection)) return "paid_twice"
  return collection.order === null && !isAmount(collection, attempt, kpay.settings)
    ? "cart_changed"
    : "session_gone"
}
