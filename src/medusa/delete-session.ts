import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** Deletes a payment session for which core has captured nothing, or has given up what it had captured. */
export async function deleteSession(container: MedusaContainer, sessionId: string): Promise<void> {
  await container.resolve(Modules.PAYMENT).deletePaymentSession(sessionId)
}
