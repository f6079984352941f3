import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { TIME_ZONE } from "../../../../../domain/kigali-time"
import type { KpayStatementSumsResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { environmentField, parseInput } from "../../../../parse-input"
import { fillPeriod, periodFields } from "../../../../period"
import { resolveStatements } from "../../../../../statements/resolve"

const queryShape = z.object({ ...periodFields, environment: environmentField.optional() })

/** Real fees and days of settlement of matched payments, by day and method. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayStatementSumsResponse>
): Promise<void> {
  const { settings } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const { environment = settings.environment, ...days } = parseInput(queryShape, request.query)
  const period = { ...fillPeriod(days), environment }
  response.json({
    currency_code: "rwf",
    time_zone: TIME_ZONE,
    ...period,
    ...(await resolveStatements(request.scope).readSums(period, settings.fees)),
  })
}
