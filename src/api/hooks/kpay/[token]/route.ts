import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { refreshSoon } from "../../../../operations/refresh"
import { readWhatCame } from "../../../read-body"

/** The answer to a GET. It says nothing about any payment. */
const NOTICE = "This is the callback address of K-Pay for this shop. K-Pay posts here.\n"

/** Gateways and people check the address with GET or HEAD before they rely on it. */
export function GET(_request: MedusaRequest, response: MedusaResponse): void {
  response.setHeader("cache-control", "no-store")
  response.type("text/plain").send(NOTICE)
}

/**
 * K-Pay's callback. It is unsigned and proves nothing: it is stored as a reason to ask, then K-Pay is asked. Only the token in
 * the address says which attempt is meant. An unknown token gets the same answer, so that the answer reveals nothing.
 */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { attemptId, tid, refid } = await kpay.receiveCallback(
    request.params.token ?? "",
    await readWhatCame(request)
  )
  response.json({ tid, refid, reply: "OK" })
  if (attemptId) await refreshSoon(request.scope, attemptId)
}
