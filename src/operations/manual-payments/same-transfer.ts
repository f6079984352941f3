import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { toTransferId } from "../../domain/transfer-id"
import type { TextDetail } from "../../domain/sentences"
import { readOrders } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MODULE } from "../../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../modules/kpay/service"
import { refusedBy, type Refused } from "../refused"
import { toOrdersDetail } from "./order-details"
import { MANUAL_PAYMENT_REFUSALS } from "./refusals"

/** The records of one transfer: a bank's can be of several orders, each with its part. */
export interface SameTransfer {
  /** Oldest first, at least one. */
  readonly records: readonly ManualPayment[]
  /** What they are of together, in whole francs. */
  readonly amount: number
}

/**
 * The manual payments that are the same MoMo transfers as unapplied money of K-Pay, by the attempts' ids: an admin entered the
 * transfer's id before K-Pay told of it.
 */
export async function findSameTransfers(
  container: MedusaContainer,
  attempts: readonly Pick<Attempt, "id" | "status" | "momo_transaction_id">[]
): Promise<ReadonlyMap<string, SameTransfer>> {
  const ofMomo = attempts.flatMap(({ id, status, momo_transaction_id }) =>
    status === "unapplied" && momo_transaction_id !== null
      ? [[id, toTransferId(momo_transaction_id)] as const]
      : []
  )
  if (ofMomo.length === 0) return new Map()
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const recorded = await manual.listByTransferIds(ofMomo.map(([, momoId]) => momoId))
  return new Map(
    ofMomo.flatMap(([id, momoId]) => {
      const records = recorded.filter(({ transfer_id }) => momoId === transfer_id)
      const amount = records.reduce((sum, record) => sum + record.amount, 0)
      return records.length === 0 ? [] : [[id, { records, amount }] as const]
    })
  )
}

/**
 * Whether the records by hand are of less than K-Pay took. Then it must not be dismissed: no order would have the rest, and no one
 * would see it.
 */
export function isOfLess(
  recorded: Pick<SameTransfer, "amount">,
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
  const same = (await findSameTransfers(container, [attempt])).get(attempt.id)
  if (!same) return null
  if (isOfLess(same, attempt)) return refuseLess(container, same, attempt)
  return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_same_transfer", {
    reference: toReference(same),
    ...(await nameOrders(container, same.records)),
  })
}

async function refuseLess(
  container: MedusaContainer,
  same: SameTransfer,
  taken: Attempt
): Promise<Refused> {
  return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_same_transfer_less", {
    reference: toReference(same),
    recorded: formatRwf(same.amount),
    taken: formatRwf(taken.amount),
    ...(await nameOrders(container, same.records)),
  })
}

/**
 * Why an attempt's money must not be dismissed: the record by hand for which it was left is of less, or is still being booked and
 * may turn out not to be owed. Then this money is all that the shop knows of the transfer. `null` where nothing is in the way.
 */
export async function refuseDismissal(
  container: MedusaContainer,
  attempt: Attempt
): Promise<Refused | null> {
  const same = (await findSameTransfers(container, [attempt])).get(attempt.id)
  if (!same) return null
  if (isOfLess(same, attempt)) return refuseLess(container, same, attempt)
  const recording = same.records.filter(({ status }) => status === "recording")
  if (recording.length === 0) return null
  return refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_being_booked", {
    reference: toReference(same),
    ...(await nameOrders(container, recording)),
  })
}

function toReference({ records }: SameTransfer): string {
  return records[0]?.reference ?? ""
}

async function nameOrders(
  container: MedusaContainer,
  records: readonly ManualPayment[]
): Promise<TextDetail<"orders">> {
  const ids = [...new Set(records.map(({ order_id }) => order_id))]
  const orders = await readOrders(resolveQuery(container), ids)
  return toOrdersDetail(
    "orders",
    ids.map((id) => orders.find((order) => order.id === id))
  )
}
