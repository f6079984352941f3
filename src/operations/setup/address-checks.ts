import type { KpayHealthCheck } from "../../http-types"
import { isHttps, isLocal } from "../../modules/kpay/options/public-address"
import { toCallbackFault } from "./callback-fault"
import { toFinding } from "./finding"

/** Whether K-Pay could reach an address such as the option `backendUrl`. */
export function toBackendAddressCheck(backendUrl: string, isLive: boolean): KpayHealthCheck {
  const id = "backend_address"
  const isOutOfReach = isLocal(backendUrl)
  if (!isOutOfReach && isHttps(backendUrl))
    return { id, status: "ok", ...toFinding("backend_address_ok") }
  return {
    id,
    status: isLive ? "error" : "warning",
    ...toFinding(
      isOutOfReach ? "backend_address_local" : "backend_address_http",
      "backend_address_remedy"
    ),
  }
}

/** Whether our own callback address answers as K-Pay expects. */
export function toCallbackRouteCheck(
  reply: Parameters<typeof toCallbackFault>[0]
): KpayHealthCheck {
  const id = "callback_route"
  const fault = toCallbackFault(reply)
  return fault
    ? { id, status: "error", ...fault }
    : { id, status: "ok", ...toFinding("callback_ok") }
}
