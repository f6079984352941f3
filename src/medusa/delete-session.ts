import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** Deletes a payment session that core has captured nothing for. */
export async function deleteSession(container: MedusaContainer, sessionId: string): Promise<void> {
  await container.resolve(Modules.PAYMENT).deletePaymentSession(sessionId)
}
