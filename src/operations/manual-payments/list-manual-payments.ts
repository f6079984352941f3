import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toErrorText } from "../../medusa/error-text"
import { KPAY_MODULE } from "../../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import type KpayModuleService from "../../modules/kpay/service"
import { toPaymentKeys } from "../payment-session"
import { readPayableOrder, readPayment } from "../read-payment"
import { finishManualPayment } from "./finish-manual-payment"
import { findObstacle } from "./manual-payment-obstacle"

/** The manual payments of an order. */
export interface ManualPaymentsOfOrder {
  /** Oldest first. */
  readonly payments: readonly ManualPayment[]
  /** Whether a further one can be recorded now. */
  readonly canRecord: boolean
}

/**
 * Reads the manual payments of an order, and finishes those that a dead process left, unless another caller is at work on the
 * order. `null` where there is no such order.
 */
export async function listManualPayments(
  container: MedusaContainer,
  orderId: string
): Promise<ManualPaymentsOfOrder | null> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return null
  const known = await manual.listOfOrder(orderId)
  if (known.every(({ status }) => status !== "recording"))
    return { payments: known, canRecord: isOpen(await readPayment(container, payable)) }

  await finishWhereFree(container, orderId, toPaymentKeys(payable))
  const payments = await manual.listOfOrder(orderId)
  const now = (await readPayableOrder(container, orderId)) ?? payable
  return { payments, canRecord: isOpen(await readPayment(container, now)) }
}

/** Longer than core takes to book a payment. */
const DEAD_AFTER_MS = 30_000

/**
 * Finishes what dead processes left of any order's manual payments: until then the order does not show money that the shop has,
 * and could be asked for it again or be cancelled.
 */
export async function finishManualPayments(container: MedusaContainer): Promise<void> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  for (const orderId of await manual.listUnfinishedOrderIds(DEAD_AFTER_MS)) {
    const payable = await readPayableOrder(container, orderId)
    // A draft order may be deleted by now: then its payment is not booked, and the transfer is free for another order.
    await finishWhereFree(container, orderId, payable ? toPaymentKeys(payable) : [orderId])
  }
}

/** What could not be finished stays to be finished. */
async function finishWhereFree(
  container: MedusaContainer,
  orderId: string,
  keys: readonly string[]
): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  try {
    await kpay.withLease(keys, 0, () => finishUnfinished(container, orderId))
  } catch (error) {
    logUnfinished(container, orderId, error)
  }
}

export function logUnfinished(container: MedusaContainer, orderId: string, error: unknown): void {
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(
      `kpay: a manual payment of the order ${orderId} could not be booked now and will be tried again. ${toErrorText(error)}`
    )
}

function isOpen(payment: Parameters<typeof findObstacle>[0]): boolean {
  return findObstacle(payment) === null
}

/** Finishes what a dead process left of an order's manual payments. Call it while the order's lease is held. */
export async function finishUnfinished(container: MedusaContainer, orderId: string): Promise<void> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  for (const payment of await manual.listOfOrder(orderId))
    if (payment.status === "recording") await finishManualPayment(container, payment)
}
