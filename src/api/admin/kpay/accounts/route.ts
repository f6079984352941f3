import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayAccountsResponse } from "../../../../http-types"
import { KPAY_MODULE } from "../../../../modules/kpay"
import type KpayModuleService from "../../../../modules/kpay/service"
import { listAccounts } from "../../../../operations/setup/list-accounts"

/** The names of the shop's K-Pay accounts. K-Pay is not asked. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayAccountsResponse>
): Promise<void> {
  const { settings } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  response.json({ accounts: listAccounts(settings) })
}
