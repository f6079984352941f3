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
import { refusedAs, refusedBy, unknownBy, type Refused } from "../refused"
import { MANUAL_PAYMENT_REFUSALS } from "./refusals"
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
  return taken.isHeld ? taken.value : refusedAs("order_is_busy")
}

async function takeBackHeld(
  container: MedusaContainer,
  { id, orderId, note, actor }: TakeBackInput
): Promise<TakenBack | Refused> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const payment = await manual.find(id)
  if (payment?.order_id !== orderId)
    return unknownBy(MANUAL_PAYMENT_REFUSALS, "manual_unknown", { order: orderId, id })
  if (payment.status === "taken_back") {
    await reopenUseByKpay(container, payment, actor)
    return { type: "done", payment }
  }
  const sessionId = payment.payment_session_id
  const refunds = sessionId === null ? null : await readManualRefunds(container, sessionId)
  if (payment.status !== "booked" || sessionId === null || refunds === null)
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_not_booked")
  const [order] = await readOrders(resolveQuery(container), [orderId])
  const obstacle = findObstacle(refunds, order)
  if (obstacle !== null) return obstacle
  // Before the record is gone, so that a server that dies leaves the money in front of a person. After it, since the money may be
  // dismissed in this moment.
  await reopenUseByKpay(container, payment, actor)
  if (refunds !== "all") await reverseManualSession(container, { orderId, sessionId, actor })
  const takenBack = await manual.recordTakenBack(payment.id, note)
  if (!takenBack) return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_changed")
  await reopenUseByKpay(container, takenBack, actor)
  return { type: "done", payment: takenBack }
}

/** Why the books are left as they are; `null` where nothing is in the way. */
function findObstacle(
  refunds: ManualRefunds,
  order: Pick<Order, "is_cancelled"> | undefined
): Refused | null {
  if (refunds === "part") return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_partly_refunded")
  // Core refunds what a cancelled order has. Where it did not, a person looks first.
  return refunds === "all" || order?.is_cancelled === false
    ? null
    : refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_order_gone")
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
