import type { MedusaContainer } from "@medusajs/framework/types"
import { giveUpMoneyOfDeletedDrafts } from "../operations/deleted-drafts"
import { freeRecordsOfDeletedDrafts } from "../operations/manual-payments/deleted-drafts"
import { refundCancelledOrders } from "../operations/refund-cancelled-orders"

/**
 * Records what cancelled orders owe to shoppers where the event of the cancelling was lost, and puts the money of draft orders that
 * are deleted in front of a person.
 */
export default async function refundCancelledOrdersJob(container: MedusaContainer): Promise<void> {
  await refundCancelledOrders(container)
  await giveUpMoneyOfDeletedDrafts(container)
  await freeRecordsOfDeletedDrafts(container)
}

export const config = {
  name: "kpay-refund-cancelled-orders",
  schedule: "3-59/5 * * * *",
}
