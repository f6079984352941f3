import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { cancelUnpaid } from "./cancel-unpaid-orders"
import { emitEvents } from "./emit-events"
import { refresh } from "./refresh"

/**
 * Does whatever is due: refreshes attempts, emits events that a dead process left, looks at unpaid orders. Servers may run
 * it together: each attempt is claimed by one of them. When nothing is due it costs one query.
 */
export async function reconcile(container: MedusaContainer): Promise<void> {
  const { claims } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const work = await claims.findWork()
  if (work.attempts) await refreshDue(container)
  if (work.events) await emitEvents(container)
  if (work.unpaid) await cancelUnpaid(container)
}

/** Refreshes attempts until none is due, at most so many side by side. */
async function refreshDue(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { concurrency } = kpay.settings
  const work = async (first: Attempt): Promise<void> => {
    for (let due: Attempt | undefined = first; due; [due] = await kpay.claims.claimDue(1))
      await refresh(container, due)
  }
  await Promise.all((await kpay.claims.claimDue(concurrency)).map(work))
}
