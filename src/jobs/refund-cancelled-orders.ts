import type { MedusaContainer } from "@medusajs/framework/types"
import { refundCancelledOrders } from "../operations/refund-cancelled-orders"

/** Records what cancelled orders owe to shoppers where the event of the cancelling was lost. */
export default async function refundCancelledOrdersJob(container: MedusaContainer): Promise<void> {
  await refundCancelledOrders(container)
}

export const config = {
  name: "kpay-refund-cancelled-orders",
  schedule: "3-59/5 * * * *",
}
