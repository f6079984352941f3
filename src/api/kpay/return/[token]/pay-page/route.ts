import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { toQuery } from "../../../../../pay-page/layout"
import { toLocale } from "../../../../../domain/locales"
import { findPayPageOfAttempt } from "../../../../../operations/make-pay-link"
import { answerWithPage, sendFound, sendNotFound } from "../../../../pay-page"

/** The way back from the card page for a shopper who went there from the pay page, which asks K-Pay by itself. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerWithPage(request, response, async () => {
    const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
    const attempt = await kpay.findAttemptByToken(request.params.token ?? "")
    if (!attempt) {
      sendNotFound(request, response)
      return
    }
    const found = await findPayPageOfAttempt(request.scope, attempt)
    sendFound(request, response, found, toQuery(toLocale(attempt.locale)))
  })
}

/** Some browsers return with a POST; its body is ignored. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await GET(request, response)
}
