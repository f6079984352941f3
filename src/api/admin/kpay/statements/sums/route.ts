import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { TIME_ZONE } from "../../../../../domain/kigali-time"
import type { KpayRefusal, KpayStatementSumsResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { answer } from "../../../../done"
import { environmentField, parseInput } from "../../../../parse-input"
import { fillPeriod, periodFields } from "../../../../period"
import { resolveStatements } from "../../../../../statements/resolve"

const queryShape = z.object({ ...periodFields, environment: environmentField.optional() })

/** Real fees and days of settlement of matched payments, by day and method. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayStatementSumsResponse | KpayRefusal>
): Promise<void> {
  const { settings } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { environment = settings.environment, ...days } = parseInput(queryShape, request.query)
  await answer(response, async () => {
    const period = { ...fillPeriod(days), environment }
    return {
      currency_code: "rwf",
      time_zone: TIME_ZONE,
      ...period,
      ...(await resolveStatements(request.scope).readSums(period, settings.fees)),
    } as const
  })
}
