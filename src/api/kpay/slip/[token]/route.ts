import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { COUNTER_STYLE } from "../../../../counter/style"
import { toSlipPage } from "../../../counter-view"
import { answerVisit, sendPage } from "../../../pay-page"
import { readCounterFacts } from "../../../read-counter-facts"

/** The slip that is printed and goes with an order: what is to be paid, with the pay link as a QR code, or that it is paid. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerVisit(request, response, async (visit) => {
    const page = toSlipPage(
      visit.frame,
      await readCounterFacts(request, visit),
      visit.kpay.settings
    )
    sendPage(request, response, 200, page, COUNTER_STYLE)
  })
}
