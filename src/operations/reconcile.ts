import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
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

/** A run ends after this, so that a backlog holds up no other job of the shop. The next run goes on. */
const RUN_MAX_MS = 30_000

/**
 * Refreshes attempts until none is due, `concurrency` of them at a time. The first worker takes the longest due after money,
 * so that old attempts are reached however many young ones there are.
 */
async function refreshDue(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const endsAt = performance.now() + RUN_MAX_MS
  const work = async (worker: number): Promise<void> => {
    while (performance.now() < endsAt) {
      const [due] = await kpay.claimDue(1, worker === 0 ? "longest_due" : "youngest")
      if (!due) return
      await refreshAttempt(container, due)
    }
  }
  await Promise.all(Array.from({ length: kpay.settings.concurrency }, (_, worker) => work(worker)))
}
