import type { MedusaContainer } from "@medusajs/framework/types"
import { finishManualPayments } from "../operations/manual-payments/list-manual-payments"

/** Books what an admin recorded and a dead process did not book. */
export default async function finishManualPaymentsJob(container: MedusaContainer): Promise<void> {
  await finishManualPayments(container)
}

export const config = {
  name: "kpay-finish-manual-payments",
  schedule: "* * * * *",
}
