import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayPayLinkResponse, KpayRefusal } from "../../../../http-types"
import { makePayLink } from "../../../../operations/make-pay-link"
import { sendRefusal } from "../../../done"
import { parseInput } from "../../../parse-input"
import { toPayLinkView } from "../../../pay-link-view"

const bodyShape = z.object({ order_id: z.string({ error: '"order_id" is missing' }) })

/**
 * Makes a link by which a shopper pays what an order or draft order owes. It sends nothing. 400 says why there is
 * nothing to pay.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayPayLinkResponse | KpayRefusal>
): Promise<void> {
  const { order_id } = parseInput(bodyShape, request.body)
  const link = await makePayLink(request.scope, order_id)
  if (link.type === "refused") {
    sendRefusal(response, link)
    return
  }
  response.json(await toPayLinkView(request.scope, link))
}
