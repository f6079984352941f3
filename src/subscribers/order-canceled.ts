import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { giveBackOfCancelled } from "../operations/record-refund"

/** What a cancelled order was paid with is owed to the shopper, whatever became of core's refund. */
export default async function orderCanceled({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await giveBackOfCancelled(container, event.data.id)
}

export const config: SubscriberConfig = { event: "order.canceled" }
