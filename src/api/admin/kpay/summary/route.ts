import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayRefusal, KpaySummaryResponse } from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import { TIME_ZONE } from "../../../../domain/kigali-time"
import type KpayModuleService from "../../../../modules/kpay/service"
import { answer } from "../../../done"
import { environmentField, parseInput } from "../../../parse-input"
import { fillPeriod, periodFields } from "../../../period"

const queryShape = z.object({
  ...periodFields,
  account: z.string().optional(),
  environment: environmentField.optional(),
})

/** What K-Pay took, by day, method and network. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpaySummaryResponse | KpayRefusal>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { account, ...query } = parseInput(queryShape, request.query)
  // Test money and real money are never added up, so one of them is meant.
  const {
    environment = kpay.settings.accounts[account ?? ""]?.environment ?? kpay.settings.environment,
  } = query
  await answer(response, async () => {
    const { from, to } = fillPeriod(query)
    return {
      currency_code: "rwf",
      time_zone: TIME_ZONE,
      from,
      to,
      environment,
      account: account ?? null,
      ...(await kpay.readCashUp({ from, to, environment, account })),
    } as const
  })
}
