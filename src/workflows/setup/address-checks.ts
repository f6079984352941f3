import type { KpayHealthCheck } from "../../http-types"
import { isHttps, isLocal } from "../../modules/kpay/public-address"
import { toCallbackFault } from "./callback-fault"

/** Whether K-Pay could reach an address such as the option `backendUrl`. */
export function toBackendAddressCheck(backendUrl: string, isLive: boolean): KpayHealthCheck {
  const id = "backend_address"
  const fault = isLocal(backendUrl)
    ? "is an address of this machine or its network, where K-Pay cannot post callbacks"
    : isHttps(backendUrl)
      ? null
      : "is not encrypted"
  if (fault === null)
    return { id, status: "ok", message: "backendUrl is a public https address.", remedy: null }
  return {
    id,
    status: isLive ? "error" : "warning",
    message: `backendUrl ${fault}.`,
    remedy: "Set the option backendUrl to the public https address of Medusa.",
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
    : { id, status: "ok", message: "The callback address answers.", remedy: null }
}
