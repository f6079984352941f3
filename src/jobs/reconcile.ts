import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcile } from "../operations/reconcile"

/** Heals whatever was lost: callbacks, answers, processes. */
export default async function reconcileJob(container: MedusaContainer): Promise<void> {
  await reconcile(container)
}

export const config = {
  name: "kpay-reconcile",
  schedule: "*/5 * * * * *",
}
