import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { refundCancelledOrder } from "../operations/record-refund"

/** What a cancelled order was paid with is owed to the shopper, whatever became of core's own refund. */
export default async function orderCanceled({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await refundCancelledOrder(container, event.data.id)
}

export const config: SubscriberConfig = { event: "order.canceled" }
