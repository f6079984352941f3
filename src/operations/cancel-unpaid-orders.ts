import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { KPAY_MODULE } from "../modules/kpay"
import { isOpen, type Attempt } from "../modules/kpay/attempts/attempt"
import { readCollection, type Query } from "../medusa/checkout"
import type KpayModuleService from "../modules/kpay/service"
import { emitEvents } from "./emit-events"
import { refresh } from "./refresh"

const BATCH_MAX = 50

/** When an order that may still be paid, or could not be cancelled now, is looked at again. */
const AGAIN_MS = 10 * 60_000

/**
 * Looks at the orders that nobody paid: reminds once, half-way, then cancels those of which K-Pay says that no money is or
 * can still be on its way. What comes all the same waits for a person.
 */
export async function cancelUnpaid(container: MedusaContainer): Promise<void> {
  const { claims, attempts } = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (const attempt of await claims.claimUnpaid(BATCH_MAX, AGAIN_MS)) {
    try {
      await lookAt(attempt, container)
    } catch (error) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(
          `kpay: the unpaid order of refid ${attempt.refid} could not be looked at now. ${String(error)}`
        )
      await attempts.recordUnpaidDue(attempt.id, new Date(Date.now() + AGAIN_MS))
    }
  }
  await emitEvents(container)
}

async function lookAt(attempt: Attempt, container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { cancelUnpaidAfter } = kpay.settings
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const isSettled =
    cancelUnpaidAfter === undefined || !(await isLatestOfUnpaid(attempt, kpay, query))
  if (isSettled) return kpay.attempts.recordUnpaidDue(attempt.id, null)

  const endsAt = new Date(attempt.created_at.getTime() + cancelUnpaidAfter)
  const order = await readUnpaidOrder(attempt, query)
  const isOver = endsAt.getTime() <= Date.now()
  // A cart that becomes no order has nothing to cancel.
  if (!order) return kpay.attempts.recordUnpaidDue(attempt.id, isOver ? null : endsAt)
  if (!attempt.reminded_at) {
    return kpay.attempts.recordUnpaidDue(
      attempt.id,
      isOver ? new Date(Date.now() + AGAIN_MS) : endsAt,
      { entry: { event: "reminded" }, event: "kpay.payment.reminder", orderId: order.id }
    )
  }
  if (await mayStillBePaid(attempt, container))
    return kpay.attempts.recordUnpaidDue(attempt.id, new Date(Date.now() + AGAIN_MS))
  await cancelOrderWorkflow(container).run({ input: { order_id: order.id } })
  await kpay.attempts.recordUnpaidDue(attempt.id, null, {
    entry: { event: "order_cancelled" },
    orderId: order.id,
  })
}

/** A further attempt has a clock of its own, and money ends every clock. */
async function isLatestOfUnpaid(
  attempt: Attempt,
  kpay: KpayModuleService,
  query: Query
): Promise<boolean> {
  const { payment_collection_id } = attempt
  const [latest] = await kpay.attempts.list({ payment_collection_id })
  const collection = await readCollection(query, payment_collection_id)
  return (
    latest?.id === attempt.id &&
    collection !== null &&
    !collection.order?.is_cancelled &&
    collection.paid_amount === 0
  )
}

async function readUnpaidOrder(attempt: Attempt, query: Query) {
  return (await readCollection(query, attempt.payment_collection_id))?.order ?? null
}

/** Asks K-Pay about every attempt for the payment. Where it cannot be asked, anything may be. */
async function mayStillBePaid(attempt: Attempt, container: MedusaContainer): Promise<boolean> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { payment_collection_id } = attempt
  for (const { id } of await kpay.attempts.list({ payment_collection_id }))
    await refresh(container, { id })
  const asked = await kpay.attempts.list({ payment_collection_id })
  const isUnanswered = await kpay.hasOutage(attempt.account)
  return isUnanswered || asked.some((one) => isOpen(one) || one.state === "paid")
}
