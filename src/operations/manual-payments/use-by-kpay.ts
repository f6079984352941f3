import type { MedusaContainer } from "@medusajs/framework/types"
import { toTransferId } from "../../domain/transfer-id"
import { readOrdersOfCollections } from "../../medusa/orders"
import { KPAY_MODULE } from "../../modules/kpay"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import type KpayModuleService from "../../modules/kpay/service"
import { refusedBy, type Refused } from "../refused"
import { toOrderDetail } from "./order-details"
import { MANUAL_PAYMENT_REFUSALS } from "./refusals"

type Transaction = Pick<ManualPayment, "reference">

/** Refuses a transaction that is a payment of K-Pay's, by whichever of its ids; `null` where it is none. */
export async function findUseByKpay(
  container: MedusaContainer,
  transaction: Transaction
): Promise<Refused | null> {
  const attempt = await findAttempt(container, transaction)
  return attempt && refuseUse(container, transaction, attempt)
}

/**
 * The same for a record that exists already. K-Pay's money that was left unapplied because of the record does not count: the
 * order gets this money by the record.
 */
export async function findOtherUseByKpay(
  container: MedusaContainer,
  transaction: Transaction
): Promise<Refused | null> {
  const attempt = await findAttempt(container, transaction)
  return attempt && !isLeftToRecord(attempt) ? refuseUse(container, transaction, attempt) : null
}

/**
 * K-Pay's money that was dismissed beside a record, which is taken back, waits for a decision again, whatever kept it from being
 * applied. Money that was dismissed before does not let its transaction be recorded.
 */
export async function reopenUseByKpay(
  container: MedusaContainer,
  transaction: Transaction,
  actor: string | null
): Promise<void> {
  const attempt = await findAttempt(container, transaction)
  if (attempt?.status === "dismissed")
    await container.resolve<KpayModuleService>(KPAY_MODULE).reopen(attempt.id, actor)
}

function isLeftToRecord({ status, unapplied_reason }: Attempt): boolean {
  return (
    unapplied_reason === "recorded_by_hand" && (status === "unapplied" || status === "dismissed")
  )
}

async function findAttempt(
  container: MedusaContainer,
  { reference }: Transaction
): Promise<Attempt | null> {
  if (reference === null) return null
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const id = toTransferId(reference)
  // Their own marks and zeros belong to K-Pay's ids.
  const whole = reference.trim()
  // K-Pay's receipts and its portal show its own ids too.
  for (const column of ["transfer_id", "tid", "refid"] as const)
    for (const written of new Set([id, id.toLowerCase(), whole, whole.toUpperCase()])) {
      const [attempt] = await kpay.listAttempts({ [column]: written })
      if (attempt) return attempt
    }
  return null
}

async function refuseUse(
  container: MedusaContainer,
  { reference }: Transaction,
  { payment_collection_id, refid }: Attempt
): Promise<Refused> {
  const orders = await readOrdersOfCollections(container, [payment_collection_id])
  const order = orders.get(payment_collection_id)
  const use = { reference: reference ?? "", refid }
  return order
    ? refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_of_kpay_order", {
        ...use,
        ...toOrderDetail("order", order),
      })
    : refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_of_kpay", use)
}
