import type { MedusaContainer } from "@medusajs/framework/types"
import {
  readManualRefunds,
  reverseManualSession,
  type ManualRefunds,
} from "../../medusa/manual-payment"
import { readOrders, type Order } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import { toPaymentKeys } from "../payment-session"
import { readPayableOrder } from "../read-payment"
import { refused, unknown, type Refused } from "../refused"
import { reopenUseByKpay } from "./use-by-kpay"

/** A record that was taken back. */
export interface TakenBack {
  readonly type: "done"
  readonly payment: ManualPayment
}

interface TakeBackInput {
  readonly id: string
  readonly orderId: string
  readonly note: string
  /** Medusa's id of the user. */
  readonly actor: string
}

/** How long an admin waits for other money that is being applied to the same order. */
const LEASE_WAIT_MS = 10_000

/**
 * A person says that a payment was recorded by mistake, and that no money went back to the shopper. It leaves the order's books,
 * unless it was refunded in Medusa before, and the order owes it again. Its MoMo transaction can then be recorded for the order
 * that it was for, or K-Pay's money of it applied there.
 */
export async function takeBackManualPayment(
  container: MedusaContainer,
  input: TakeBackInput
): Promise<TakenBack | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payable = await readPayableOrder(container, input.orderId)
  const taken = await kpay.withLease(
    payable ? toPaymentKeys(payable) : [input.orderId],
    LEASE_WAIT_MS,
    () => takeBackHeld(container, input)
  )
  return taken.isHeld
    ? taken.value
    : refused("Other money is being applied to this order. Try again in a moment.")
}

async function takeBackHeld(
  container: MedusaContainer,
  { id, orderId, note, actor }: TakeBackInput
): Promise<TakenBack | Refused> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const payment = await manual.find(id)
  if (payment?.order_id !== orderId)
    return unknown(`The order ${orderId} has no payment by hand with the id ${id}.`)
  if (payment.status === "taken_back") {
    await reopenUseByKpay(container, payment, actor)
    return { type: "done", payment }
  }
  const sessionId = payment.payment_session_id
  const refunds = sessionId === null ? null : await readManualRefunds(container, sessionId)
  if (payment.status !== "booked" || sessionId === null || refunds === null)
    return refused("This payment is not booked, so there is nothing to take back.")
  const [order] = await readOrders(resolveQuery(container), [orderId])
  const obstacle = findObstacle(refunds, order)
  if (obstacle !== null) return refused(obstacle)
  // Before the record is gone, so that a server that dies leaves the money in front of a person. After it, since the money may be
  // dismissed in this moment.
  await reopenUseByKpay(container, payment, actor)
  if (refunds !== "all") await reverseManualSession(container, { orderId, sessionId, actor })
  const takenBack = await manual.recordTakenBack(payment.id, note)
  if (!takenBack) return refused("This payment was changed meanwhile. Read it again.")
  await reopenUseByKpay(container, takenBack, actor)
  return { type: "done", payment: takenBack }
}

/** Why the books are left as they are; `null` where nothing is in the way. */
function findObstacle(
  refunds: ManualRefunds,
  order: Pick<Order, "is_cancelled"> | undefined
): string | null {
  if (refunds === "part")
    return "Medusa has refunded a part of this payment. Refund the rest of it in Medusa, then take it back here."
  // Core refunds what a cancelled order has. Where it did not, a person looks first.
  return refunds === "all" || order?.is_cancelled === false
    ? null
    : "The order is cancelled or deleted. Refund this payment in Medusa, then take it back here."
}

/** Those of the payments that can be taken back now, by their ids. */
export async function listTakeable(
  container: MedusaContainer,
  payments: readonly ManualPayment[]
): Promise<ReadonlySet<string>> {
  const booked = payments.filter(({ status }) => status === "booked")
  const orders = await readOrders(resolveQuery(container), [
    ...new Set(booked.map(({ order_id }) => order_id)),
  ])
  const takeable = await Promise.all(
    booked.map(async ({ id, order_id, payment_session_id }) => {
      if (payment_session_id === null) return []
      const refunds = await readManualRefunds(container, payment_session_id)
      const order = orders.find((one) => one.id === order_id)
      return refunds !== null && findObstacle(refunds, order) === null ? [id] : []
    })
  )
  return new Set(takeable.flat())
}
