import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcile } from "../operations/reconcile"

/** Continues what a lost callback, answer or process left undone. */
export default async function reconcileJob(container: MedusaContainer): Promise<void> {
  await reconcile(container)
}

export const config = {
  name: "kpay-reconcile",
  schedule: "*/5 * * * * *",
}
