import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayAttemptsResponse } from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { toAttemptViews } from "../../../admin-read"
import { attemptQueryFields, toAttemptFilters } from "../../../attempt-query"
import { pageFields, parseInput, withCursorCheck } from "../../../parse-input"

const queryShape = z.object({ ...attemptQueryFields, ...pageFields })

/** Every payment that was tried, newest first. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAttemptsResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { limit, cursor, ...query } = parseInput(queryShape, request.query)
  const filters = await toAttemptFilters(request.scope, query)
  const { rows, nextCursor } = await withCursorCheck(() =>
    kpay.listAttemptsPage(filters, { limit, cursor })
  )
  response.json({ attempts: await toAttemptViews(request.scope, rows), next_cursor: nextCursor })
}
