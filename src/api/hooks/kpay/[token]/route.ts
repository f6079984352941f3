import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { refresh } from "../../../../operations/refresh"
import { readBody } from "../../../read-body"

/**
 * K-Pay's callback. Unsigned, so it proves nothing: it is stored as a reason to ask, then K-Pay is asked. Only the token in
 * the address says which attempt is meant. Strangers get the same answer, so that it tells them nothing.
 */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { attemptId, tid, refid } = await kpay.receiveCallback(
    request.params.token ?? "",
    await readBody(request)
  )
  response.json({ tid, refid, reply: "OK" })
  if (attemptId) await refresh(request.scope, { id: attemptId })
}
