import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { hasPayPage, toPayUrl } from "../../../../operations/make-pay-link"
import { answerWithPage, sendNotFound, sendOn } from "../../../pay-page"

/** What Medusa's ids are made of. */
const ID = /^\w{1,64}$/

/** What stands behind the dashboard's "Copy payment link": leads to the pay page of an order's payment. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerWithPage(request, response, async () => {
    const id = request.params.id ?? ""
    const isFound = ID.test(id) && (await hasPayPage(request.scope, id))
    if (isFound) sendOn(response, toPayUrl(request.scope, id).url)
    else sendNotFound(request, response)
  })
}
