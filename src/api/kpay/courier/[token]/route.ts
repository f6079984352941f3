import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { COUNTER_STYLE } from "../../../../counter/style"
import { LOOK_SELDOM_S, toCourierPage } from "../../../counter-view"
import { answerVisit, sendPage, toAskedLocale, type Visit } from "../../../pay-page"
import { readCounterFacts } from "../../../read-counter-facts"

/** Tells a courier whether the shop's books show the order as paid. It sends no prompt. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const answer = async (visit: Visit): Promise<void> => {
    // The courier's own language, not the one that the shopper chose.
    const frame = { ...visit.frame, locale: toAskedLocale(request) ?? visit.frame.locale }
    const page = toCourierPage(frame, await readCounterFacts(request, visit))
    sendPage(request, response, 200, page, COUNTER_STYLE)
  }
  // The page of a fault tries again, or a courier who waits would look at it for good.
  await answerVisit(request, response, answer, { refreshS: LOOK_SELDOM_S })
}
