import type { MedusaContainer } from "@medusajs/framework/types"
import { eraseDueNotifications } from "../notifications/erase"
import { erasePersonalData } from "../operations/erase-personal-data"
import { eraseOldManualPaymentNotes } from "../operations/manual-payments/erase-notes"
import { eraseStatementData } from "../statements/erase"

/** Erases personal data whose time has come, and what a customer's erasure left waiting. */
export default async function erasePersonalDataJob(container: MedusaContainer): Promise<void> {
  await erasePersonalData(container)
  await eraseOldManualPaymentNotes(container)
  await eraseStatementData(container)
  await eraseDueNotifications(container)
}

export const config = {
  name: "kpay-erase-personal-data",
  schedule: "17 * * * *",
}
