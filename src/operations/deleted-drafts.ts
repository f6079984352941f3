import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../domain/amount"
import { listExistingOrderIds } from "../medusa/orders"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { emitEvents } from "./emit-events"
import { readPayableOrder, readPayment } from "./read-payment"
import { listMoneyByHand } from "./recorded-by-hand"

/** Money of how long ago is looked for. A draft order is converted or deleted within days. */
export const LOOK_BACK_MS = 30 * 24 * 60 * 60_000

const PAGE = 500

/**
 * Why a draft order must not be deleted now; `null` where nothing is in the way. Core deletes it with its transactions and payment
 * collections, so its money would belong to no order. A prompt that is out is not in the way: its money waits for a person.
 */
export async function findDeletionObstacle(
  container: MedusaContainer,
  orderId: string
): Promise<string | null> {
  const payable = await readPayableOrder(container, orderId)
  if (!payable?.order.is_draft) return null
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { attempts } = await readPayment(container, payable)
  if (attempts.some(({ status }) => status === "paid"))
    return "K-Pay has received money for this draft order, and it is being applied. Wait a moment, then try again."
  const unapplied = attempts.find(({ status }) => status === "unapplied")
  if (unapplied)
    return `K-Pay has received ${formatRwf(unapplied.amount)} for this draft order, and it is not applied. Apply, refund or dismiss it first.`
  if ((await kpay.listOrdersWithMoney([orderId])).length > 0)
    return "This draft order has money that K-Pay received. Convert it to an order and cancel that order: the refund is due then."
  return findRecordInTheWay(container, orderId)
}

async function findRecordInTheWay(
  container: MedusaContainer,
  orderId: string
): Promise<string | null> {
  const records = await listMoneyByHand(container, orderId)
  if (records.length === 0) return null
  if (records.some(({ status }) => status === "recording"))
    return "A payment that was recorded by hand for this draft order is being booked. Try again in a minute."
  const amount = records.reduce((sum, record) => sum + record.amount, 0)
  return `This draft order has ${formatRwf(amount)} that was recorded by hand. If that was a mistake, take the record back first; else convert the draft order to an order.`
}

/**
 * Puts the applied money of draft orders that are deleted in front of a person: core tells of no such deletion. An order of a cart
 * is never a draft, so money that its own cart has is not looked at: one query of our own, and one of core's by ids for 500 orders.
 */
export async function giveUpMoneyOfDeletedDrafts(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const applied = await kpay.listAppliedOutsideCarts(LOOK_BACK_MS)
  const query = resolveQuery(container)
  for (let start = 0; start < applied.length; start += PAGE) {
    const page = applied.slice(start, start + PAGE)
    const existing = await listExistingOrderIds(
      query,
      page.map(({ order_id }) => order_id)
    )
    for (const { id, order_id } of page)
      if (!existing.has(order_id)) await kpay.recordOrderDeleted(id, order_id)
  }
  await emitEvents(container)
}
