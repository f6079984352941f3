import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { METHOD_IDS } from "../../../../domain/methods"
import { methodField, phoneField } from "../../../../operations/payment-input"
import { toQuery } from "../../../../pay-page/layout"
import { payFromPage } from "../../../../operations/pay-page-payment"
import { refreshIfStale, refreshWithin } from "../../../../operations/refresh"
import { answerVisit, sendOn, sendPage, type Visit } from "../../../pay-page"
import { toPayPage, type Asked } from "../../../pay-page-view"
import { readBody } from "../../../read-body"

/** How long a shopper who says that they approved waits for K-Pay. */
const ASK_WAIT_MS = 8_000

const chooseField = z
  .enum([...METHOD_IDS, "any"])
  .optional()
  .catch(undefined)

const chosenField = z.enum(METHOD_IDS).optional().catch(undefined)

/** Unknown and broken fields are ignored. */
const formShape = z.object({
  do: z.enum(["pay", "again", "ask"]).catch("pay"),
  method: methodField.nullable().catch(null),
  phone: z.string().max(60).catch(""),
  follows: z.string().max(60).catch(""),
  amount: z.coerce.number().catch(0),
})

/** How a payment is now, or the form to make it: a page for any browser. Reading it may ask K-Pay, and sends no prompt. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerVisit(request, response, async ({ payment, frame, kpay, degraded, readAgain }) => {
    const hasChanged = await refreshIfStale(request.scope, payment.attempt)
    const choose = chooseField.parse(request.query.choose)
    const chosen = chosenField.parse(request.query.chosen)
    const shown = hasChanged ? await readAgain() : payment
    const hasAsked = request.query.asked !== undefined
    const page = toPayPage(frame, shown, kpay.settings, { choose, chosen, hasAsked, degraded })
    sendPage(request, response, 200, page)
  })
}

/**
 * Does what a button of the page says: pays, sends the request again, or asks K-Pay now. Sends the browser on to the page by
 * GET, so that reloading repeats nothing; shows the form again where something must be corrected.
 */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerVisit(request, response, async (visit) => {
    const form = formShape.parse(Object.fromEntries(new URLSearchParams(await readBody(request))))
    const { attempt } = visit.payment
    if (form.do === "ask") {
      if (attempt) await refreshWithin(request.scope, attempt.id, ASK_WAIT_MS)
      sendOn(response, toQuery(visit.frame.locale, { asked: true }))
      return
    }
    const isAgain = form.do === "again" && attempt !== null
    const phone = phoneField.safeParse(form.phone)
    const method = isAgain ? attempt.method : form.method
    const correct = (message: NonNullable<Asked["correct"]>["message"], details = {}) => {
      showAgain(request, response, visit, { message, details, method, typedPhone: form.phone })
    }
    if (!phone.success) {
      correct("wrong_phone")
      return
    }
    const outcome = await payFromPage(request.scope, visit.payment, {
      method,
      msisdn: isAgain ? attempt.msisdn : phone.data,
      locale: visit.frame.locale,
      follows: form.follows,
      amountRwf: form.amount,
    })
    switch (outcome.next) {
      case "show":
        sendOn(response, toQuery(visit.frame.locale, { chosen: outcome.chosen }))
        return
      case "card_page":
        sendOn(response, outcome.url)
        return
      case "correct":
        correct(outcome.reason, outcome.details)
    }
  })
}

/** The form with what was typed and what to correct. */
function showAgain(
  request: MedusaRequest,
  response: MedusaResponse,
  { payment, frame, kpay, degraded }: Visit,
  correct: NonNullable<Asked["correct"]>
): void {
  const { retryAfterS } = correct.details
  if (retryAfterS !== undefined) response.setHeader("retry-after", String(retryAfterS))
  const status = retryAfterS === undefined ? 422 : 429
  const page = toPayPage(frame, payment, kpay.settings, { correct, degraded })
  sendPage(request, response, status, page)
}
