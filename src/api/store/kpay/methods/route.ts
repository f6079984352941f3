import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { InvalidAmountError, toAmountRwf } from "../../../../domain/amount"
import type { KpayMethodsResponse } from "../../../../http-types"
import { toLocale } from "../../../../messages/say"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { toMethodsView } from "../../../methods-view"
import { parseInput } from "../../../parse-input"

const queryShape = z.object({
  amount: z.coerce
    .number({ error: '"amount" must be a number of francs' })
    .positive({ error: '"amount" must be above 0' }),
  currency_code: z.string({ error: '"currency_code" is missing' }),
  locale: z.string().optional(),
})

/** The ways of paying for an amount. Those that cannot be used stay in the list, with the reason. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayMethodsResponse>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { amount, currency_code, locale } = parseInput(queryShape, request.query)
  const amountRwf = readAmount(() => toAmountRwf(amount, currency_code, kpay.settings.rounding))
  response.json({ methods: toMethodsView(amountRwf, toLocale(locale), kpay.settings) })
}

/** A cart in another currency can be paid by none of the methods; that is no mistake of whoever asks. */
function readAmount(read: () => number): number | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof InvalidAmountError) return null
    throw error
  }
}
