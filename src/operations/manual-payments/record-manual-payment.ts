import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { toMomoId } from "../../domain/kpay-ids"
import { readOrders } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MODULE } from "../../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment, NewManualPayment } from "../../modules/kpay-manual-payments/service"
import type KpayModuleService from "../../modules/kpay/service"
import { toPaymentKeys } from "../payment-session"
import { readPayableOrder, readPayment } from "../read-payment"
import { refused, unknown, type Refused } from "../refused"
import { finishManualPayment } from "./finish-manual-payment"
import { finishUnfinished, logUnfinished } from "./list-manual-payments"
import { findAmountObstacle, findObstacle } from "./manual-payment-obstacle"
import { toOrderText } from "./order-text"
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
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payable = await readPayableOrder(container, input.order_id)
  if (!payable) return unknown(`There is no order ${input.order_id}.`)
  // The shopper may have approved a prompt meanwhile, and then owes less.
  await kpay.askBeforeFurther((await readPayment(container, payable)).attempts)
  // The index keeps two records of kind `momo` apart; who enters the same transfer as money of a bank waits for its turn.
  const transfer = input.reference === null ? [] : [`transfer ${toMomoId(input.reference)}`]
  const recorded = await kpay.withLease(
    [...toPaymentKeys(payable), ...transfer],
    LEASE_WAIT_MS,
    () => recordHeld(container, { ...input, reference: toStoredReference(input) })
  )
  return recorded.isHeld
    ? recorded.value
    : refused("Other money is being applied to this order. Try again in a moment.")
}

type Input = Omit<NewManualPayment, "currency_code">

async function recordHeld(
  container: MedusaContainer,
  input: Input
): Promise<RecordedManualPayment | Refused> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  if (!(await isFinished(container, input.order_id))) return refused(STUCK)
  const known = await manual.findByRequest(input.request_id)
  if (known) return toKnown(container, known, input)

  const payable = await readPayableOrder(container, input.order_id)
  if (!payable) return unknown(`There is no order ${input.order_id}.`)
  const payment = await readPayment(container, payable)
  const obstacle =
    findObstacle(payment) ??
    findAmountObstacle(payment, input.amount) ??
    (await findFormerUse(container, input))
  if (obstacle !== null) return refused(obstacle)

  const recorded = await manual.record({ ...input, currency_code: "rwf" })
  // Another admin was faster, for another order.
  if (!recorded) return refused((await findFormerUse(container, input)) ?? REQUEST_USED)
  return toKnown(container, await finishManualPayment(container, recorded), input)
}

const STUCK =
  "An earlier payment that was recorded for this order could not be booked in Medusa yet. It is tried again every minute; the server's log says what is in the way."

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
  if (!isSame) return refused(REQUEST_USED)
  if (payment.status === "booked") return { type: "done", payment }
  if (payment.status === "taken_back") return refused(TAKEN_BACK)
  return refused(
    (await findOtherUseByKpay(container, payment)) ??
      `The order did not owe ${formatRwf(payment.amount)} any more when the payment was to be booked, so it was not booked.`
  )
}

const TAKEN_BACK =
  'This payment was recorded, and the record was taken back since. To record it again, open the dialog again, or send a new "request_id".'

const REQUEST_USED =
  'This "request_id" was used for another payment. Open the dialog again, or send a new one for each payment.'

function toStoredReference({ kind, reference }: Pick<Input, "kind" | "reference">): string | null {
  return kind !== "momo" || reference === null ? reference : toMomoId(reference)
}

/** Says where a transaction was used before; `null` where it was not. */
async function findFormerUse(
  container: MedusaContainer,
  { kind, reference }: Input
): Promise<string | null> {
  if (reference === null) return null
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  // Receipts for cash have numbers of their own, which come again.
  const recorded = (await manual.listByTransferIds([toMomoId(reference)])).find(
    (payment) => kind === "momo" || payment.kind === "momo"
  )
  if (recorded) {
    const [order] = await readOrders(resolveQuery(container), [recorded.order_id])
    return `The MoMo transaction ${reference} is recorded already, as a payment of ${toOrderText(order)}. If that record was a mistake, take it back there.`
  }
  return findUseByKpay(container, { reference })
}
