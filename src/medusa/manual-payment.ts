import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { readCollection, readCollectionsOfOrder } from "./checkout"
import { undoEmptyCapture } from "./empty-capture"
import { openCollection } from "./open-session"
import { isOurs } from "./provider-id"
import { resolveQuery } from "./query"

/** Core's own provider, with which its *Mark as paid* books too. It moves no money. */
const SYSTEM_PROVIDER = "pp_system_default"

/** Finds or opens the payment collection that takes a manual payment: the one given while no session is in it. */
export async function openManualCollection(
  container: MedusaContainer,
  {
    orderId,
    amount,
    knownId,
  }: { readonly orderId: string; readonly amount: number; readonly knownId: string | null }
): Promise<string> {
  const known = knownId === null ? null : await readCollection(resolveQuery(container), knownId)
  const isFree =
    known && !known.is_cancelled && known.sessions.length === 0 && known.amount === amount
  return isFree ? known.id : openCollection(container, orderId, amount)
}

/** Opens the payment session that takes a manual payment, in the currency's own unit. It books nothing. */
export async function openManualSession(
  container: MedusaContainer,
  session: {
    readonly collectionId: string
    readonly amount: number
    readonly currencyCode: string
  }
): Promise<string> {
  const { collectionId, amount, currencyCode } = session
  const { id } = await container.resolve(Modules.PAYMENT).createPaymentSession(collectionId, {
    provider_id: SYSTEM_PROVIDER,
    amount,
    currency_code: currencyCode,
    data: {},
  })
  return id
}

/**
 * Has core book a manual payment: authorizes its session, captures the payment, and books the order's transaction.
 *
 * These are the steps of core's workflow `markPaymentCollectionAsPaid`. A step that was finished before does nothing, so that a
 * repeated call goes on where another one stopped; core books a capture once. Core's workflow cannot be repeated: it takes only a
 * collection without a session, and where booking the transaction fails it cancels the payment whose capture stays.
 *
 * @param actor Medusa's id of the user who recorded it.
 */
export async function bookManualSession(
  container: MedusaContainer,
  sessionId: string,
  actor: string,
  now: Date
): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  const payment = await payments.authorizePaymentSession(sessionId, {})
  if (!payment)
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `Medusa did not authorize the payment session ${sessionId}.`
    )
  await deleteHalfCapture(container, payment.id, now)
  await undoEmptyCapture(container, sessionId)
  await capturePaymentWorkflow(container).run({
    input: { payment_id: payment.id, captured_by: actor, amount: payment.amount },
  })
}

/** Core is done with a capture long before. */
const HALF_CAPTURE_MS = 30_000

/**
 * Deletes what a process left that died inside core's capture: a capture of a payment that core does not call captured. Core counts
 * it, and refuses to capture the payment again. Core deletes it too where its provider refuses. One that the order's books show
 * stays.
 *
 * @param now by the database. The server that captured has stamped the capture, so that only one clock can be wrong.
 * @throws MedusaError while the capture is so new that core may be at it: an admin can capture the payment as well.
 */
async function deleteHalfCapture(
  container: MedusaContainer,
  paymentId: string,
  now: Date
): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  const payment = await payments.retrievePayment(paymentId, { relations: ["captures"] })
  const captures = payment.captures ?? []
  if (payment.captured_at || captures.length === 0) return
  const booked = await container
    .resolve(Modules.ORDER)
    .listOrderTransactions({ reference: "capture", reference_id: captures.map(({ id }) => id) })
  const unbooked = captures.filter(({ id }) =>
    booked.every(({ reference_id }) => reference_id !== id)
  )
  const isNew = unbooked.some(
    ({ created_at }) => now.getTime() - new Date(created_at).getTime() < HALF_CAPTURE_MS
  )
  if (isNew)
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      `Medusa is capturing the payment ${paymentId}. Try again in a moment.`
    )
  if (unbooked.length > 0) await payments.deleteCaptures(unbooked.map(({ id }) => id))
}

/** Whether core has captured a manual payment. The order's books may not show it yet. */
export async function isManualSessionCaptured(
  container: MedusaContainer,
  collectionId: string,
  sessionId: string
): Promise<boolean> {
  const collection = await readCollection(resolveQuery(container), collectionId)
  return (
    collection?.sessions.some(({ id, captured_at }) => id === sessionId && captured_at !== null) ===
    true
  )
}

/** Whether all of a manual payment was refunded in Medusa, so that its record is taken back. */
export async function isManualSessionRefunded(
  container: MedusaContainer,
  sessionId: string
): Promise<boolean> {
  const [payment] = await container
    .resolve(Modules.PAYMENT)
    .listPayments({ payment_session_id: sessionId }, { relations: ["refunds"] })
  if (!payment) return false
  const refunded = (payment.refunds ?? []).reduce((sum, { amount }) => sum + Number(amount), 0)
  return refunded >= Number(payment.amount)
}

/** Ends a session that core has captured nothing for, and closes its collection. */
export async function endManualSession(
  container: MedusaContainer,
  collectionId: string,
  sessionId: string,
  now: Date
): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  const [session] = await payments.listPaymentSessions(
    { id: sessionId },
    { relations: ["payment"] }
  )
  if (session?.payment) {
    await deleteHalfCapture(container, session.payment.id, now)
    await undoEmptyCapture(container, sessionId)
    await payments.cancelPayment(session.payment.id)
  } else if (session) await payments.deletePaymentSession(sessionId)
  // Core deletes a draft order together with its collections.
  const [collection] = await payments.listPaymentCollections({ id: collectionId })
  if (collection)
    await payments.updatePaymentCollections(collectionId, {
      status: PaymentCollectionStatus.CANCELED,
    })
}

/**
 * Has what is left open of an order ask for no more than the order owes: its collections of K-Pay's and those without a session.
 * Core lowers them too when an order is edited, and closes what is owed no more. One that asked for more would leave the paid
 * order "partially captured" for good.
 *
 * @param owed in the currency's own unit.
 */
export async function lowerOpenCollections(
  container: MedusaContainer,
  orderId: string,
  owed: number
): Promise<void> {
  const collections = await readCollectionsOfOrder(resolveQuery(container), orderId)
  for (const { id, amount, sessions, orders } of collections) {
    const isOpen = sessions.every((session) => isOurs(session) && !session.is_captured)
    // The one of a split cart asks for what its other orders owe, too.
    if (!isOpen || orders.length > 1 || amount <= owed) continue
    await container
      .resolve(Modules.PAYMENT)
      .updatePaymentCollections(
        id,
        owed > 0 ? { amount: owed } : { status: PaymentCollectionStatus.CANCELED }
      )
  }
}
