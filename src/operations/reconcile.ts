import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import { HELD_MAX_MS } from "../modules/kpay/attempts/claims"
import type KpayModuleService from "../modules/kpay/service"
import { cancelUnpaidOrders } from "./cancel-unpaid-orders"
import { emitEvents } from "./emit-events"
import { refreshClaimed } from "./refresh"
import { within } from "./within"

/** A run of the job ends after this, so that a backlog holds up no other job of the shop. */
const RUN_MAX_MS = 30_000

/**
 * Does what is due: refreshes attempts, emits events that a dead process left, checks unpaid orders. Servers may run it at
 * the same time: each attempt is claimed by one of them. When nothing is due it costs one query.
 */
export async function reconcile(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const startedAt = performance.now()
  const left = (): number => Math.max(0, RUN_MAX_MS - (performance.now() - startedAt))
  const work = await kpay.findWork()
  if (work.attempts) await within(left(), refreshDue(container))
  if (work.events) await emitEvents(container)
  if (work.unpaid) await within(left(), cancelUnpaid(container))
}

/** What this process is working on, beyond a run of the job. */
const workers = new Set<Promise<void>>()
let cancelling: Promise<void> | undefined

/** Checks unpaid orders, of which each has K-Pay asked. A process does it once at a time, and not again where it hangs. */
function cancelUnpaid(container: MedusaContainer): Promise<void> {
  cancelling ??= within(HELD_MAX_MS, cancelUnpaidOrders(container)).finally(
    () => (cancelling = undefined)
  )
  return cancelling
}

/**
 * Refreshes attempts until none is due, by as many workers as this process has room for. They go on when a run of the job has
 * ended. Each run starts workers beside those that are still at work, since one may wait for core for a long time.
 *
 * The first worker takes the longest due after money, so that old attempts are reached however many young ones there are. The
 * number of workers follows the time that K-Pay takes to answer.
 */
async function refreshDue(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const own = new Set<Promise<void>>()
  const failures: unknown[] = []
  const hasRoom = (): boolean => workers.size < kpay.concurrency
  const start = (lane: "youngest" | "longest_due"): void => {
    const worker = work(lane)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => {
        workers.delete(worker)
        own.delete(worker)
      })
    workers.add(worker)
    own.add(worker)
  }
  const work = async (lane: "youngest" | "longest_due"): Promise<void> => {
    while (lane === "longest_due" || workers.size <= kpay.concurrency) {
      const [due] = await kpay.claimDue(1, lane)
      if (!due) return
      while (hasRoom()) start("youngest")
      await refreshClaimed(container, due)
    }
  }
  if (hasRoom()) start("longest_due")
  while (own.size > 0) await Promise.race(own)
  if (failures.length > 0) throw failures[0]
}
