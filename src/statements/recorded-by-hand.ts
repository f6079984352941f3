import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../modules/kpay-manual-payments/service"
import type { Decided, Decision } from "../modules/kpay-statements/books/deciding"
import type { ComparedRow } from "../modules/kpay-statements/books/listing"
import type { RecordedByHand } from "../modules/kpay-statements/books/matching"
import type KpayModuleService from "../modules/kpay/service"
import { toMomoId } from "../operations/manual-payments/momo-id"
import { recordManualPayment } from "../operations/manual-payments/record-manual-payment"
import { refused, type Refused } from "../operations/refused"
import { resolveStatements } from "./resolve"

/** How far back payments that were recorded by hand are looked for in a statement. */
const LOOKED_BACK_MS = 400 * 24 * 60 * 60_000

/** The payments that admins recorded by hand, as a statement is compared with them. */
export async function readRecordedByHand(container: MedusaContainer): Promise<RecordedByHand[]> {
  const now = await container.resolve<KpayModuleService>(KPAY_MODULE).readNow()
  const payments = await container
    .resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
    .listReferenced(new Date(now.getTime() - LOOKED_BACK_MS), now)
  return payments.map(({ id, order_id, amount, reference }) => ({
    id,
    order_id,
    amount,
    reference: toMomoId(reference ?? ""),
  }))
}

/**
 * Records the money of a row that the books do not have as paid for an order, by the rules of payments by hand: never more than
 * the order owes, a MoMo transaction once, and the same row once however often it is asked for.
 */
export async function bookRow(
  container: MedusaContainer,
  decision: Decision,
  row: ComparedRow,
  orderId: string
): Promise<Decided | Refused> {
  if (row.outcome !== "missing_in_books" && row.manual_payment_id === null)
    return refused("Only a row that is missing in the books can be booked for an order.")
  if (!Number.isInteger(row.amount))
    return refused("The amount of this row is not a whole number of francs. Record it in Medusa.")
  const booked = await recordManualPayment(container, {
    request_id: `statement-row-${decision.rowId}`,
    order_id: orderId,
    kind: row.transaction_id === null ? "other" : "momo",
    amount: row.amount,
    reference: row.transaction_id,
    note: decision.note,
    created_by: decision.actor,
  })
  if (booked.type === "refused") return booked
  const { fees } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  return resolveStatements(container).matchRecorded(decision, booked.payment, fees)
}
