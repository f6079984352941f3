import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { eraseCustomer } from "../operations/erase-customer"
import { eraseManualPaymentNotes } from "../operations/manual-payments/erase-notes"

/** The plugin forgets a customer whom the shop deletes. */
export default async function customerDeleted({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await eraseManualPaymentNotes(container, event.data.id)
  await eraseCustomer(container, { customerId: event.data.id, actor: null })
}

export const config: SubscriberConfig = { event: "customer.deleted" }
