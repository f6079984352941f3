import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayJournalResponse, KpayRefusal } from "../../../../../../http-types"
import { KPAY_MODULE } from "../../../../../../modules/kpay"
import type KpayModuleService from "../../../../../../modules/kpay/service"
import { readJournalResponse, requireAttempt } from "../../../../../admin-read"
import { answer } from "../../../../../done"
import { pageFields, parseInput } from "../../../../../parse-input"

const queryShape = z.object(pageFields)

/** A page of everything that happened to an attempt. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayJournalResponse | KpayRefusal>
): Promise<void> {
  const { limit, cursor } = parseInput(queryShape, request.query)
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  await answer(response, async () => {
    const { id } = await requireAttempt(kpay, request.params.id)
    return readJournalResponse(request.scope, id, { limit, cursor })
  })
}
