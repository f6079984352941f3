import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { eraseCustomerNotifications } from "../notifications/erase"
import { eraseCustomer } from "../operations/erase-customer"
import { eraseManualPaymentNotes } from "../operations/manual-payments/erase-notes"
import { withStatementsErased } from "../statements/erase"

/** The plugin forgets a customer whom the shop deletes. */
export default async function customerDeleted({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const customerId = event.data.id
  await eraseManualPaymentNotes(container, customerId)
  await eraseCustomerNotifications(container, customerId)
  await withStatementsErased(container, customerId, () =>
    eraseCustomer(container, { customerId, actor: null })
  )
}

export const config: SubscriberConfig = { event: "customer.deleted" }
