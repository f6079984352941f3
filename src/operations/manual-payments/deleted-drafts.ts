import type { MedusaContainer } from "@medusajs/framework/types"
import { listExistingOrderIds } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../../modules/kpay-manual-payments/service"
import { LOOK_BACK_MS } from "../deleted-drafts"
import { reopenUseByKpay } from "./use-by-kpay"

/**
 * Takes back the records of draft orders that are deleted with their books: the transfer is free for another order, and K-Pay's
 * money that was dismissed for it waits for a decision again.
 */
export async function freeRecordsOfDeletedDrafts(container: MedusaContainer): Promise<void> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  const booked = await manual.listBooked(LOOK_BACK_MS)
  const existing = await listExistingOrderIds(
    resolveQuery(container),
    booked.map(({ order_id }) => order_id)
  )
  for (const payment of booked) {
    if (existing.has(payment.order_id)) continue
    // Before the record is gone and after it, as where a person takes it back.
    await reopenUseByKpay(container, payment, null)
    await manual.recordTakenBack(payment.id, toNote(payment))
    await reopenUseByKpay(container, payment, null)
  }
}

/** What the admin noted stays: it may be all that tells where the money is. */
function toNote({ note }: ManualPayment): string {
  return note === null ? DELETED : `${note} (${DELETED})`
}

const DELETED = "Its draft order was deleted."
