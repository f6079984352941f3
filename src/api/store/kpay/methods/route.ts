import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { readDegradedMethods } from "../../../../degraded-methods/read"
import { InvalidAmountError, toAmountRwf } from "../../../../domain/amount"
import { toLocale } from "../../../../domain/locales"
import type { KpayMethodsResponse } from "../../../../http-types"
import type { MessageId } from "../../../../messages/message-id"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { toMethodsView } from "../../../methods-view"
import { parseInput } from "../../../parse-input"

const queryShape = z.object({
  amount: z.coerce
    .number({ error: '"amount" must be a number of francs' })
    .min(0, { error: '"amount" must be 0 or more' }),
  currency_code: z.string({ error: '"currency_code" is missing' }),
  locale: z.string().optional(),
})

/** The payment methods for an amount. Those that cannot be used stay in the list, with the reason; those that often fail come last. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayMethodsResponse>
): Promise<void> {
  const { settings } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { amount, currency_code, locale } = parseInput(queryShape, request.query)
  const asked = readAmount(() => toAmountRwf(amount, currency_code, settings.rounding))
  const degraded = await readDegradedMethods(request.scope)
  response.json({
    // Medusa takes `locale` out of the query, and reads the header x-medusa-locale too.
    methods: toMethodsView(asked, toLocale(request.locale ?? locale), settings, degraded),
    nothing_to_pay: amount === 0,
  })
}

/** A cart that costs nothing or is in another currency is no mistake of the caller. */
function readAmount(read: () => number): number | MessageId {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InvalidAmountError)) throw error
    switch (error.fault) {
      case "currency":
        return "wrong_currency"
      case "fraction":
        return "amount_not_possible"
      case "size":
        return "nothing_to_pay"
    }
  }
}
