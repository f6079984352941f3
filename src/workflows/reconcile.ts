import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { refresh } from "./refresh"

/** Attempts taken on in one run; the rest are due still and come next. */
const BATCH_MAX = 100

/** Attempts refreshed side by side. */
const CONCURRENCY = 4

/** Refreshes every attempt that is due. Servers may run it together: each attempt is claimed by one of them. */
export async function reconcile(container: MedusaContainer): Promise<void> {
  const due = await container.resolve<KpayModuleService>(KPAY_MODULE).attempts.listDue(BATCH_MAX)
  const worker = async (): Promise<void> => {
    for (let id = due.shift(); id !== undefined; id = due.shift()) await refresh(container, id)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}
