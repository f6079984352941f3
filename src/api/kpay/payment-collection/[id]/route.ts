import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findPayPage } from "../../../../operations/make-pay-link"
import { answerWithPage, sendFound } from "../../../pay-page"

/** What Medusa's ids are made of. */
const ID = /^\w{1,64}$/

/** What stands behind the dashboard's "Copy payment link": leads to the pay page of an order's payment. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerWithPage(request, response, async () => {
    const id = request.params.id ?? ""
    const found = ID.test(id) ? await findPayPage(request.scope, id) : { type: "unknown" as const }
    sendFound(request, response, found)
  })
}
