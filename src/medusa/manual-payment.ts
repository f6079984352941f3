import type { MedusaContainer, PaymentDTO, RefundDTO } from "@medusajs/framework/types"
import { MathBN, MedusaError, Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
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

/**
 * What was refunded of a manual payment in core's books: nothing, a part or all of it by a person in Medusa, or `reversed` by
 * {@link reverseManualSession}, whose process may have died before the order's books showed it.
 */
export type ManualRefunds = "none" | "part" | "all" | "reversed"

/** `null` where core has no payment of this session. */
export async function readManualRefunds(
  container: MedusaContainer,
  sessionId: string
): Promise<ManualRefunds | null> {
  const payment = await findManualPayment(container, sessionId)
  if (!payment) return null
  if (findReversal(payment)) return "reversed"
  const refunded = (payment.refunds ?? []).reduce((sum, { amount }) => sum + Number(amount), 0)
  if (refunded === 0) return "none"
  return refunded >= Number(payment.amount) ? "all" : "part"
}

/** Marks core's refund by which a manual payment was reversed. */
const REVERSAL = "kpay_reversal"

/**
 * Takes a manual payment out of an order's books: a refund of all of it, and the order's transaction for that. No money moves.
 * The order owes it again, as after core's `refundPaymentsWorkflow`; the refund that the dashboard offers would credit it besides.
 * That workflow books the transaction even where the refund fails, so both are written here. What was written before is not
 * written again, so that a repeated call goes on where another one stopped.
 *
 * Call it while the order's lease is held.
 *
 * @param actor Medusa's id of the user who takes it back.
 * @throws MedusaError where a part was refunded meanwhile.
 */
export async function reverseManualSession(
  container: MedusaContainer,
  {
    orderId,
    sessionId,
    actor,
  }: { readonly orderId: string; readonly sessionId: string; readonly actor: string }
): Promise<void> {
  const known = await findManualPayment(container, sessionId)
  if (!known) return
  const { id: payment_id, amount, currency_code } = known
  const reversal =
    findReversal(known) ??
    findReversal(
      await container.resolve(Modules.PAYMENT).refundPayment({
        payment_id,
        amount,
        created_by: actor,
        note: "Recorded by mistake. No money went back.",
        metadata: { [REVERSAL]: true },
      })
    )
  if (!reversal)
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `Medusa did not refund the payment ${payment_id}.`
    )
  const orders = container.resolve(Modules.ORDER)
  const transaction = { order_id: orderId, reference: "refund", reference_id: reversal.id }
  if ((await orders.listOrderTransactions(transaction)).length > 0) return
  await orders.addOrderTransactions([
    { ...transaction, amount: MathBN.mult(amount, -1), currency_code },
  ])
}

async function findManualPayment(
  container: MedusaContainer,
  sessionId: string
): Promise<PaymentDTO | null> {
  const [payment] = await container
    .resolve(Modules.PAYMENT)
    .listPayments({ payment_session_id: sessionId }, { relations: ["refunds"] })
  return payment ?? null
}

/** Core's type leaves out what its method reads. */
type MarkedRefund = RefundDTO & { readonly metadata?: Readonly<Record<string, unknown>> | null }

function findReversal(payment: PaymentDTO): MarkedRefund | null {
  const refunds: readonly MarkedRefund[] = payment.refunds ?? []
  return refunds.find(({ metadata }) => metadata?.[REVERSAL] === true) ?? null
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
