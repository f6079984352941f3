import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { toLocale } from "../domain/locales"
import type { KpaySession } from "../http-types"
import { readCollection, readCollectionId, type Collection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { toMessage } from "../messages/message"
import { KPAY_MODULE } from "../modules/kpay"
import { isCurrent, pickRelevantAttempt, type Attempt } from "../modules/kpay/attempts/attempt"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../modules/kpay/service"
import { readPayable, readPayment, type Payment } from "../operations/read-payment"
import { refreshIfStale } from "../operations/refresh"
import { toSessionView, type SessionFacts } from "./session-view"

/** A shopper's payment, by the session that they chose in. */
export interface ShopperPayment {
  readonly choice: Choice
  /** The attempt that the shopper's page shows. */
  readonly attempt: Attempt | null
  /** `null` where Medusa has neither the session nor a payment of it any more. */
  readonly collection: Collection | null
  readonly payment: Payment | null
}

/**
 * What was chosen in a payment session.
 *
 * @throws MedusaError (404) for an id that is no session of ours.
 */
export async function requireChoice(
  kpay: KpayModuleService,
  sessionId: string | undefined
): Promise<Choice> {
  const choice = await kpay.findChoice(sessionId ?? "")
  if (choice) return choice
  throw new MedusaError(
    MedusaError.Types.NOT_FOUND,
    "There is no K-Pay payment with this session id."
  )
}

/** Reads a shopper's payment. The payment collection outlives a session that core deletes. */
export async function readShopperPayment(
  container: MedusaContainer,
  choice: Choice
): Promise<ShopperPayment> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = resolveQuery(container)
  const { payment_session_id } = choice
  const own = await kpay.listAttemptsOfSession(payment_session_id)
  // Not the attempt's: an admin may have given its money to another shopper's order.
  const collectionId =
    choice.payment_collection_id ?? (await readCollectionId(query, payment_session_id))
  const collection = collectionId === null ? null : await readCollection(query, collectionId)
  if (!collection) return { choice, attempt: own[0] ?? null, collection, payment: null }
  const payment = await readPayment(container, await readPayable(container, collection))
  const shown = payment.attempts.filter((attempt) => isShownTo(payment_session_id, attempt))
  // An attempt that was moved into another order is still this session's.
  const missing = own.filter(({ id }) => !payment.attempts.some((one) => one.id === id))
  return {
    choice,
    attempt: pickRelevantAttempt([...shown, ...missing], payment.isUnpaid),
    collection,
    payment,
  }
}

/** The session's own attempts, and what another tab or page has under way or has paid for the same order or cart. */
function isShownTo(sessionId: string, attempt: Attempt): boolean {
  const isOwn = attempt.payment_session_id === sessionId || attempt.started_session_id === sessionId
  return isOwn || isCurrent(attempt) || ["paid", "applied", "unapplied"].includes(attempt.status)
}

/** How a payment is now, for a page that polls: K-Pay is asked first where there may be news. */
export async function pollSession(
  container: MedusaContainer,
  choice: Choice
): Promise<KpaySession> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  // Reading the payment costs far more than its attempts, so it is read once, after the question.
  const all = await kpay.listAttemptsOfSession(choice.payment_session_id)
  const own = pickRelevantAttempt(all, !all.some(({ status }) => status === "applied"))
  await refreshIfStale(container, own)
  const payment = await readShopperPayment(container, choice)
  // Another tab or page may have a prompt under way for the same order or cart.
  const isOther = payment.attempt?.id !== own?.id
  const hasChanged = isOther && (await refreshIfStale(container, payment.attempt))
  return hasChanged ? viewSession(container, choice) : toView(container, payment)
}

/** How a payment is now, as the shopper may see it. */
export async function viewSession(
  container: MedusaContainer,
  choice: Choice
): Promise<KpaySession> {
  return toView(container, await readShopperPayment(container, choice))
}

/** A payment that was read, as the shopper may see it. */
function toView(
  container: MedusaContainer,
  { choice, attempt, collection, payment }: ShopperPayment
): KpaySession {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  return toSessionView(
    {
      sessionId: choice.payment_session_id,
      choice,
      attempt,
      order: collection?.order ?? toOwnOrder(choice, attempt),
      isUnpaid: payment?.isUnpaid ?? false,
      owedRwf: payment && payment.orders.length > 0 ? payment.owedRwf : null,
    },
    settings
  )
}

/** The order that has the attempt's money, unless an admin gave the money to another shopper's order. */
function toOwnOrder(choice: Choice, attempt: Attempt | null): SessionFacts["order"] {
  const isOwn = attempt?.payment_collection_id === choice.payment_collection_id
  return isOwn && attempt?.order_id ? { id: attempt.order_id, display_id: null } : null
}

/** @returns an error (404) that the shopper reads. */
export function sessionGone(choice: Choice): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_FOUND,
    toMessage(toLocale(choice.locale), "session_gone")
  )
}
