import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toErrorText } from "../medusa/error-text"
import { listCancelledOrders } from "../medusa/orders"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { refundCancelledOrder } from "./record-refund"

/** How far back a process looks first: longer than a shop without a running worker would go unnoticed. */
const FIRST_LOOK_MS = 30 * 24 * 60 * 60_000

/** Core is still refunding an order that was cancelled a moment ago, and its subscriber has not ended. */
const BEING_CANCELLED_MS = 2 * 60_000

/** The time of cancelling is of the clock of the server that cancelled, and is written a while before it can be read. */
const OVERLAP_MS = 10 * 60_000

const PAGE = 500

/** Until when this process has looked. */
let lookedUntil: Date | null = null

/**
 * Finds the cancelled orders of which no refund was recorded: the event that an order was cancelled is delivered once, and its
 * process may die or the database be away. What they owe is recorded as it is when the event comes, and once.
 */
export async function refundCancelledOrders(container: MedusaContainer): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = resolveQuery(container)
  const until = before(await kpay.readNow(), BEING_CANCELLED_MS)
  const after = lookedUntil ? before(lookedUntil, OVERLAP_MS) : before(until, FIRST_LOOK_MS)
  let failed = false
  let page: string[]
  let afterId = ""
  do {
    page = await listCancelledOrders(query, { after, until }, { afterId, limit: PAGE })
    for (const orderId of await kpay.listOrdersWithMoney(page)) {
      try {
        await refundCancelledOrder(container, orderId)
      } catch (error) {
        failed = true
        container
          .resolve(ContainerRegistrationKeys.LOGGER)
          .error(
            `kpay: the refund of the cancelled order ${orderId} could not be recorded and will be tried again. ${toErrorText(error)}`
          )
      }
    }
    afterId = page.at(-1) ?? afterId
  } while (page.length === PAGE)
  if (!failed) lookedUntil = until
}

function before(instant: Date, ms: number): Date {
  return new Date(instant.getTime() - ms)
}
