import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { toMomoId } from "../../domain/kpay-ids"
import { readOrders } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MODULE } from "../../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../modules/kpay/service"
import { refused, type Refused } from "../refused"
import { toOrderText } from "./order-text"

/**
 * The manual payments that are the same MoMo transfers as unapplied money of K-Pay, by the attempts' ids: an admin entered the
 * transfer's id before K-Pay told of it.
 */
export async function findSameTransfers(
  container: MedusaContainer,
  attempts: readonly Pick<Attempt, "id" | "status" | "momo_transaction_id">[]
): Promise<ReadonlyMap<string, ManualPayment>> {
  const ofMomo = attempts.flatMap(({ id, status, momo_transaction_id }) =>
    status === "unapplied" && momo_transaction_id !== null
      ? [[id, toMomoId(momo_transaction_id)] as const]
      : []
  )
  if (ofMomo.length === 0) return new Map()
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const recorded = await manual.listByTransferIds(ofMomo.map(([, momoId]) => momoId))
  const same = new Map<string, ManualPayment>()
  for (const payment of recorded)
    for (const [id, momoId] of ofMomo) if (momoId === payment.transfer_id) same.set(id, payment)
  return same
}

/**
 * Whether a record by hand is of less than K-Pay took. Then it must not be dismissed: no order would have the rest, and no one would
 * see it.
 */
export function isOfLess(
  recorded: Pick<ManualPayment, "amount">,
  taken: { readonly amount: number }
): boolean {
  return recorded.amount < taken.amount
}

/** Why an attempt's money must neither be applied nor refunded: an order has it already. `null` where none has. */
export async function refuseSameTransfer(
  container: MedusaContainer,
  attemptId: string
): Promise<Refused | null> {
  const attempt = await container.resolve<KpayModuleService>(KPAY_MODULE).findAttempt(attemptId)
  if (!attempt) return null
  const payment = (await findSameTransfers(container, [attempt])).get(attempt.id)
  if (!payment) return null
  if (isOfLess(payment, attempt)) return refuseLess(container, payment, attempt)
  const [order] = await readOrders(resolveQuery(container), [payment.order_id])
  return refused(
    `An admin has recorded the MoMo transaction ${payment.reference ?? ""} by hand, as a payment of ${toOrderText(order)}. The shop has this money once, so dismiss it here. If that record was a mistake, take it back on the order's page.`
  )
}

async function refuseLess(
  container: MedusaContainer,
  { order_id, reference, amount }: ManualPayment,
  taken: Attempt
): Promise<Refused> {
  const [order] = await readOrders(resolveQuery(container), [order_id])
  return refused(
    `An admin has recorded only ${formatRwf(amount)} of the MoMo transaction ${reference ?? ""} by hand, as a payment of ${toOrderText(order)}, and K-Pay took ${formatRwf(taken.amount)} with it. Take the record back on the order's page, then apply this money.`
  )
}

/**
 * Why an attempt's money must not be dismissed: the record by hand for which it was left is of less, or is still being booked and
 * may turn out not to be owed. Then this money is all that the shop knows of the transfer. `null` where nothing is in the way.
 */
export async function refuseDismissal(
  container: MedusaContainer,
  attempt: Attempt
): Promise<Refused | null> {
  const payment = (await findSameTransfers(container, [attempt])).get(attempt.id)
  if (!payment) return null
  if (isOfLess(payment, attempt)) return refuseLess(container, payment, attempt)
  if (payment.status !== "recording") return null
  const [order] = await readOrders(resolveQuery(container), [payment.order_id])
  return refused(
    `The MoMo transaction ${payment.reference ?? ""} is being booked by hand, as a payment of ${toOrderText(order)}. Try again in a minute.`
  )
}
