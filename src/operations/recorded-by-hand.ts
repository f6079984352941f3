import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../modules/kpay/attempts/attempt"

/** The name by which the records of payments by hand are resolved. A shop may have none. */
const MANUAL_PAYMENTS = "kpay_manual_payments"

/** What is asked of them. */
interface RecordsByHand {
  /** Whether an order has the money of this MoMo transaction, or is about to have it. */
  holdsMomoId(momoId: string): Promise<boolean>
  /** Whether a payment of one of these orders is recorded that core has not booked yet. */
  isRecordingFor(orderIds: readonly string[]): Promise<boolean>
  listOfOrder(orderId: string): Promise<readonly RecordByHand[]>
}

/** A record of a payment by hand, as far as it matters to an order. */
interface RecordByHand {
  readonly status: string
  /** Whole francs. */
  readonly amount: number
}

/** Whether an attempt's money was left, or dismissed, while the same transfer is recorded by hand. */
export async function isSameTransfer(
  container: MedusaContainer,
  attempt: Pick<Attempt, "status" | "momo_transaction_id">
): Promise<boolean> {
  const isLeft = attempt.status === "unapplied" || attempt.status === "dismissed"
  return isLeft && isRecordedByHand(container, attempt)
}

/** Whether an admin has entered an attempt's MoMo transaction as a payment by hand: the shop has this money once. */
export async function isRecordedByHand(
  container: MedusaContainer,
  { momo_transaction_id }: Pick<Attempt, "momo_transaction_id">
): Promise<boolean> {
  if (momo_transaction_id === null) return false
  return (await findRecords(container)?.holdsMomoId(momo_transaction_id)) ?? false
}

/** Whether one of these orders has money that an admin recorded by hand, and that its books do not show yet. */
export async function isBeingRecordedByHand(
  container: MedusaContainer,
  orderIds: readonly string[]
): Promise<boolean> {
  return (await findRecords(container)?.isRecordingFor(orderIds)) ?? false
}

/** The money of an order that an admin recorded by hand and that was not taken back: booked, or still being booked. */
export async function listMoneyByHand(
  container: MedusaContainer,
  orderId: string
): Promise<readonly RecordByHand[]> {
  const records = (await findRecords(container)?.listOfOrder(orderId)) ?? []
  return records.filter(({ status }) => status === "booked" || status === "recording")
}

function findRecords(container: MedusaContainer): RecordsByHand | undefined {
  return container.resolve<RecordsByHand | undefined>(MANUAL_PAYMENTS, { allowUnregistered: true })
}
