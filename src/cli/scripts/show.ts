import type { ExecArgs } from "@medusajs/framework/types"
import { readAttemptResponse, readOrderResponse, toAttemptViews } from "../../api/admin-read"
import { findOrderKeys } from "../../medusa/orders"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"
import { answer, readQuestion } from "../in-medusa"
import type { Shown } from "../show"
import { watchDatabase } from "../watch-database"

void watchDatabase()

const ATTEMPTS_MAX = 20

/** `medusa exec` runs this for `kpay show`. */
export default async function show({ container }: ExecArgs): Promise<void> {
  const what = readQuestion()
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { rows, nextCursor } = await kpay.listAttemptsPage(
    { q: what, ordersOfQ: await findOrderKeys(container, what) },
    { limit: ATTEMPTS_MAX }
  )
  const views = await toAttemptViews(container, rows)
  const orderIds = [...new Set(views.flatMap(({ order_id }) => order_id ?? []))]
  const shown: Shown = {
    hasMore: nextCursor !== null,
    attempts: await Promise.all(views.map(({ id }) => readAttemptResponse(container, id))),
    balances: (
      await Promise.all(orderIds.map((id) => readOrderResponse(container, id).catch(() => null)))
    ).flatMap((order) => order?.balance ?? []),
  }
  answer(shown)
}
