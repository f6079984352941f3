import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayGiveBackResponse, KpayGiveBacksResponse } from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { giveBack } from "../../../../operations/record-refund"
import { toGiveBackView } from "../../../admin-view"
import { pageFields, parseInput, tellingInvalidCursor } from "../../../parse-input"

const queryShape = z.object({
  status: z.enum(["due", "done"]).optional(),
  attempt_id: z.string().optional(),
  ...pageFields,
})

const bodyShape = z.object({
  attempt_id: z.string({ error: '"attempt_id" is missing' }),
  note: z.string().trim().max(500).optional(),
})

/** What is owed to shoppers, newest first. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayGiveBacksResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { limit, cursor, ...filters } = parseInput(queryShape, request.query)
  const { rows, nextCursor } = await tellingInvalidCursor(() =>
    kpay.listing.listGiveBacks(filters, { limit, cursor })
  )
  const attempts = await kpay.attempts.listByIds(rows.map(({ attempt_id }) => attempt_id))
  response.json({
    give_backs: rows.map((row) =>
      toGiveBackView(row, attempts.find(({ id }) => id === row.attempt_id) ?? null)
    ),
    next_cursor: nextCursor,
  })
}

/** Decides that unplaced money is given back: it is due until somebody has sent it. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayGiveBackResponse>
): Promise<void> {
  const { attempt_id, note } = parseInput(bodyShape, request.body)
  const { due, attempt } = await giveBack(request.scope, {
    attempt_id,
    note: note ?? null,
    actor: request.auth_context.actor_id,
  })
  response.json({ give_back: toGiveBackView(due, attempt) })
}
