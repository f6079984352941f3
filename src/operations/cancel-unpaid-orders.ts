import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isMoney, isOpen } from "../domain/attempt-status"
import { cancelOrder } from "../medusa/cancel-order"
import { toErrorText } from "../medusa/error-text"
import { readCollectionsOfOrder } from "../medusa/checkout"
import { isAnyFulfilled } from "../medusa/orders"
import { resolveQuery, type Query } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toAgeMs, type Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { emitEvents } from "./emit-events"
import { toPaymentKeys } from "./payment-session"
import { listAttemptsAt, readPaymentOfCollection, type Payment } from "./read-payment"
import { isBeingRecordedByHand } from "./recorded-by-hand"
import { refreshAttempt } from "./refresh"

const BATCH_MAX = 50

/** When an order that may still be paid, or could not be cancelled, is checked again. */
const CHECK_AGAIN_MS = 10 * 60_000

/**
 * Checks the orders whose payment did not come: reminds once, half-way, then cancels those that have received nothing and for
 * which K-Pay says that nothing can still arrive. Money that arrives later is unapplied and waits for a person.
 */
export async function cancelUnpaidOrders(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (const attempt of await kpay.claimUnpaid(BATCH_MAX, CHECK_AGAIN_MS)) {
    try {
      await check(container, attempt)
    } catch (error) {
      // The claim has it checked again.
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(
          `kpay: the unpaid order of refid ${attempt.refid} could not be checked or cancelled and will be checked again. ${toErrorText(error)}`
        )
    }
  }
  await emitEvents(container)
}

async function check(container: MedusaContainer, attempt: Attempt): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { cancelUnpaidAfter } = kpay.settings
  const payment = await readPaymentOfCollection(container, attempt.payment_collection_id)
  const isDone =
    cancelUnpaidAfter === undefined ||
    !payment ||
    !(await isWaitingForPayment(container, payment, attempt))
  if (isDone) return kpay.recordUnpaidDue(attempt.id, null)

  const leftMs = cancelUnpaidAfter - toAgeMs(attempt)
  const isOver = leftMs <= 0
  const order = payment.orders.find(({ is_cancelled }) => !is_cancelled)
  // A cart that became no order has nothing to cancel.
  if (!order) return kpay.recordUnpaidDue(attempt.id, isOver ? null : leftMs)
  if (!attempt.reminded_at) {
    return kpay.recordUnpaidDue(attempt.id, isOver ? CHECK_AGAIN_MS : leftMs, {
      entry: { event: "reminded" },
      event: "kpay.payment.reminder",
      orderId: order.id,
    })
  }
  if (await canStillArrive(container, payment)) return
  // Money that is being booked for the order at this moment has its lease; then the order is checked again later.
  await kpay.withLease(toPaymentKeys(payment), 0, async () => {
    // Asking K-Pay takes a while, in which the order may have been paid by other means or packed.
    const now = await readPaymentOfCollection(container, attempt.payment_collection_id)
    if (!now || !(await isWaitingForPayment(container, now, attempt))) return
    // A server that died has not booked it yet; when that is done, the order is checked again.
    if (
      await isBeingRecordedByHand(
        container,
        now.orders.map(({ id }) => id)
      )
    )
      return
    for (const unpaid of now.orders.filter(({ is_cancelled }) => !is_cancelled))
      await cancelOrder(container, unpaid.id)
    await kpay.recordUnpaidDue(attempt.id, null, {
      entry: { event: "order_cancelled" },
      orderId: order.id,
    })
  })
}

/**
 * Whether reminding and cancelling are still this attempt's business. A further attempt has a clock of its own. An order that
 * has received anything, by any payment, or was packed, is left to the shop.
 */
async function isWaitingForPayment(
  container: MedusaContainer,
  { attempts, orders, balance, isUnpaid }: Payment,
  attempt: Attempt
): Promise<boolean> {
  const isWaiting =
    attempts[0]?.id === attempt.id &&
    isUnpaid &&
    !balance.isCancelled &&
    attempts.every(({ status }) => !isMoney(status)) &&
    orders.every(({ has_transactions, has_credit }) => !has_transactions && !has_credit)
  if (!isWaiting) return false
  const orderIds = orders.map(({ id }) => id)
  const query = resolveQuery(container)
  return !(await isAnyFulfilled(query, orderIds)) && !(await isAnyCaptured(query, orderIds))
}

/** Whether core has captured money for any of the orders, whose books may not show it yet. */
async function isAnyCaptured(query: Query, orderIds: readonly string[]): Promise<boolean> {
  const collections = await Promise.all(orderIds.map((id) => readCollectionsOfOrder(query, id)))
  return collections.flat().some(({ sessions }) => sessions.some(({ is_captured }) => is_captured))
}

/** Asks K-Pay about every attempt of the payment. Where K-Pay cannot be asked, or is just being asked, money can still arrive. */
async function canStillArrive(container: MedusaContainer, payment: Payment) {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (const { id } of payment.attempts) await refreshAttempt(container, id)
  const asked = await listAttemptsAt(container, payment)
  const accounts = [...new Set(asked.map(({ account }) => account))]
  const outages = await Promise.all(accounts.map((account) => kpay.hasOutage(account)))
  return (
    outages.includes(true) ||
    asked.some((attempt) => isOpen(attempt.status) || isMoney(attempt.status) || isLeased(attempt))
  )
}

/** Whether another worker has the attempt, whose answer is not recorded yet. */
function isLeased({ leased_until, read_at }: Attempt): boolean {
  return leased_until !== null && leased_until > read_at
}
