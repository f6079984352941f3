import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { cancelUnpaidOrders } from "./cancel-unpaid-orders"
import { emitEvents } from "./emit-events"
import { refreshAttempt } from "./refresh"

/**
 * Does what is due: refreshes attempts, emits events that a dead process left, checks unpaid orders. Servers may run it at
 * the same time: each attempt is claimed by one of them. When nothing is due it costs one query.
 */
export async function reconcile(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const work = await kpay.findWork()
  if (work.attempts) await refreshDue(container)
  if (work.events) await emitEvents(container)
  if (work.unpaid) await cancelUnpaidOrders(container)
}

/** Refreshes attempts until none is due, `concurrency` of them at a time. */
async function refreshDue(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const work = async (first: Attempt): Promise<void> => {
    for (let due: Attempt | undefined = first; due; [due] = await kpay.claimDue(1))
      await refreshAttempt(container, due)
  }
  await Promise.all((await kpay.claimDue(kpay.settings.concurrency)).map(work))
}
