import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptsResponse } from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { toAttemptViews } from "../../../admin-read"
import { findOrdersByNumber, listCollectionsOfOrder } from "../../../orders"
import { dateField, pageFields, parseInput, tellingInvalidCursor } from "../../../parse-input"

const queryShape = z.object({
  state: z.enum(["starting", "pending", "paid", "failed", "abandoned"]).optional(),
  placed: z
    .enum(["true", "false"])
    .transform((placed) => placed === "true")
    .optional(),
  q: z.string().trim().max(100).optional(),
  order_id: z.string().optional(),
  method: z.enum(["momo", "airtel", "card", "spenn"]).optional(),
  network: z.enum(["mtn", "airtel"]).optional(),
  account: z.string().optional(),
  from: dateField.optional(),
  to: dateField.optional(),
  ...pageFields,
})

/** Every payment that was tried, newest first. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttemptsResponse>
): Promise<void> {
  const { listing } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { limit, cursor, ...filters } = parseInput(queryShape, request.query)
  const [orderIds, paymentCollectionIds] = await Promise.all([
    findOrdersByNumber(request.scope, filters.q),
    listCollectionsOfOrder(request.scope, filters.order_id),
  ])
  const { rows, nextCursor } = await tellingInvalidCursor(() =>
    listing.listAttempts({ ...filters, orderIds, paymentCollectionIds }, { limit, cursor })
  )
  response.json({ attempts: await toAttemptViews(request.scope, rows), next_cursor: nextCursor })
}
