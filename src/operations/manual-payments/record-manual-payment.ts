import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { isMomoId, toTransferId } from "../../domain/transfer-id"
import { readOrders } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MODULE } from "../../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment, NewManualPayment } from "../../modules/kpay-manual-payments/service"
import type KpayModuleService from "../../modules/kpay/service"
import { toPaymentKeys } from "../payment-session"
import { readPayableOrder, readPayment } from "../read-payment"
import { refusedAs, refusedBy, unknownAs, type Refused } from "../refused"
import { finishManualPayment } from "./finish-manual-payment"
import { finishUnfinished, logUnfinished } from "./list-manual-payments"
import { findAmountObstacle, findObstacle } from "./manual-payment-obstacle"
import { toOrderDetail } from "./order-details"
import { MANUAL_PAYMENT_REFUSALS } from "./refusals"
import { findOtherUseByKpay, findUseByKpay } from "./use-by-kpay"

/** How long the admin waits for other money that is being applied to the same order. */
const LEASE_WAIT_MS = 10_000

/** A payment that the order's books have. */
export interface RecordedManualPayment {
  readonly type: "done"
  readonly payment: ManualPayment
}

/**
 * Records what a shopper paid otherwise than through K-Pay, and has core book it for the order: once for a request, and never
 * more than the order owes.
 */
export async function recordManualPayment(
  container: MedusaContainer,
  input: Omit<NewManualPayment, "currency_code">
): Promise<RecordedManualPayment | Refused> {
  if (input.kind === "momo" && !isMomoId(input.reference ?? ""))
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_no_momo_id")
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payable = await readPayableOrder(container, input.order_id)
  if (!payable) return unknownAs("no_order", { order: input.order_id })
  // The shopper may have approved a prompt meanwhile, and then owes less.
  await kpay.askBeforeFurther((await readPayment(container, payable)).attempts)
  // The index keeps two records of kind `momo` apart; who enters the same transfer as money of a bank waits for its turn.
  const transfer = input.reference === null ? [] : [`transfer ${toTransferId(input.reference)}`]
  const recorded = await kpay.withLease(
    [...toPaymentKeys(payable), ...transfer],
    LEASE_WAIT_MS,
    () => recordHeld(container, input)
  )
  return recorded.isHeld ? recorded.value : refusedAs("order_is_busy")
}

type Input = Omit<NewManualPayment, "currency_code">

async function recordHeld(
  container: MedusaContainer,
  input: Input
): Promise<RecordedManualPayment | Refused> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  if (!(await isFinished(container, input.order_id)))
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_earlier_stuck")
  const known = await manual.findByRequest(input.request_id)
  if (known) return toKnown(container, known, input)

  const payable = await readPayableOrder(container, input.order_id)
  if (!payable) return unknownAs("no_order", { order: input.order_id })
  const payment = await readPayment(container, payable)
  const obstacle =
    findObstacle(payment) ??
    findAmountObstacle(payment, input.amount) ??
    (await findFormerUse(container, input))
  if (obstacle !== null) return obstacle

  const recorded = await manual.record({ ...input, currency_code: "rwf" })
  // Another admin was faster, for another order.
  if (!recorded) return (await findFormerUse(container, input)) ?? refuseRequest()
  return toKnown(container, await finishManualPayment(container, recorded), input)
}

/** Finishes what a dead process left of the order; gives whether nothing is left. */
async function isFinished(container: MedusaContainer, orderId: string): Promise<boolean> {
  try {
    await finishUnfinished(container, orderId)
    return true
  } catch (error) {
    logUnfinished(container, orderId, error)
    return false
  }
}

/** The same request again is the same payment. */
async function toKnown(
  container: MedusaContainer,
  payment: ManualPayment,
  input: Input
): Promise<RecordedManualPayment | Refused> {
  const isSame =
    payment.order_id === input.order_id &&
    payment.kind === input.kind &&
    payment.amount === input.amount &&
    payment.reference === input.reference
  if (!isSame) return refuseRequest()
  if (payment.status === "booked") return { type: "done", payment }
  if (payment.status === "taken_back")
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_taken_back_since")
  const amount = formatRwf(payment.amount)
  return (
    (await findOtherUseByKpay(container, payment)) ??
    refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_not_owed", { amount })
  )
}

function refuseRequest(): Refused {
  return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_request_used")
}

/** Refuses a transaction that was used before; `null` where it was not. */
async function findFormerUse(
  container: MedusaContainer,
  { kind, reference }: Input
): Promise<Refused | null> {
  if (reference === null) return null
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  // Receipts for cash have numbers of their own, which come again.
  const recorded = (await manual.listByTransferIds([toTransferId(reference)])).find(
    (payment) => kind === "momo" || payment.kind === "momo"
  )
  if (recorded) {
    const [order] = await readOrders(resolveQuery(container), [recorded.order_id])
    return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_recorded_already", {
      reference: recorded.reference ?? reference,
      ...toOrderDetail("order", order),
    })
  }
  return findUseByKpay(container, { reference })
}
