import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayRefundResponse, KpayRefundsResponse, KpayRefusal } from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { refuseSameTransfer } from "../../../../operations/manual-payments/same-transfer"
import { refundUnappliedMoney } from "../../../../operations/record-refund"
import { toRefundResponse, toRefundViews } from "../../../admin-read"
import { sendRefusal } from "../../../done"
import { pageFields, parseInput, withCursorCheck } from "../../../parse-input"

const queryShape = z.object({
  status: z.enum(["due", "sent"], { error: '"status" must be "due" or "sent"' }).optional(),
  attempt_id: z.string().optional(),
  ...pageFields,
})

const bodyShape = z.object({
  attempt_id: z.string({ error: '"attempt_id" is missing' }),
  note: z.string().trim().max(500).optional(),
})

/** What is owed to shoppers or was sent back, newest first. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayRefundsResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { limit, cursor, ...filters } = parseInput(queryShape, request.query)
  const { rows, nextCursor } = await withCursorCheck(() =>
    kpay.listRefundsPage(filters, { limit, cursor })
  )
  const attempts = await kpay.listAttemptsByIds(rows.map(({ attempt_id }) => attempt_id))
  response.json({
    refunds: await toRefundViews(request.scope, rows, attempts),
    next_cursor: nextCursor,
  })
}

/** Decides that unapplied money is refunded: it is due until an admin has sent it. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayRefundResponse | KpayRefusal>
): Promise<void> {
  const { attempt_id, note } = parseInput(bodyShape, request.body)
  const result =
    (await refuseSameTransfer(request.scope, attempt_id)) ??
    (await refundUnappliedMoney(request.scope, {
      attempt_id,
      note: note ?? null,
      actor: request.auth_context.actor_id,
    }))
  if (result.type === "refused") {
    sendRefusal(response, result)
    return
  }
  response.json(await toRefundResponse(request.scope, result.refund, result.attempt))
}
