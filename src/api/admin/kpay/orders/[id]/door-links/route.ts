import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { makeDoorLinks } from "../../../../../../counter/door-links"
import { toQrCode } from "../../../../../../counter/qr"
import type { KpayDoorLinksResponse, KpayRefusal } from "../../../../../../http-types"
import { answer, requireDone } from "../../../../../done"

/**
 * The addresses of an order's slip and of its courier's page, also where the order is paid. A person who has them sees whether it is
 * paid. 400 says why there are none.
 */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayDoorLinksResponse | KpayRefusal>
): Promise<void> {
  response.setHeader("cache-control", "no-store")
  await answer(response, async () => {
    const links = requireDone(await makeDoorLinks(request.scope, request.params.id ?? ""))
    return {
      slip_url: links.slipUrl,
      courier_url: links.courierUrl,
      courier_qr: toQrCode(links.courierUrl),
      expires_at: links.expiresAt.toISOString(),
    }
  })
}
