import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { makeDoorLinks } from "../../../../../../counter/door-links"
import type { KpayDoorLinksResponse } from "../../../../../../http-types"
import { requireDone } from "../../../../../done"

/**
 * The addresses of an order's slip and of its courier's page, also where the order is paid. A person who has them sees whether it is
 * paid. 400 says why there are none.
 */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayDoorLinksResponse>
): Promise<void> {
  const links = requireDone(await makeDoorLinks(request.scope, request.params.id ?? ""))
  response.setHeader("cache-control", "no-store")
  response.json({
    slip_url: links.slipUrl,
    courier_url: links.courierUrl,
    expires_at: links.expiresAt.toISOString(),
  })
}
