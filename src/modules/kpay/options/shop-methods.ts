import { METHODS, type Limits, type Method, type MethodId } from "../../../domain/methods"
import type { KpaySettings } from "./options"

type MethodSettings = Pick<KpaySettings, "methods" | "limits">

/** The shop's methods in the order in which they are shown, with the shop's limits or the documented ones. */
export function toShopMethods(settings: MethodSettings): { method: Method; limits: Limits }[] {
  return settings.methods.map((id) => ({ method: METHODS[id], limits: toLimits(id, settings) }))
}

/** Why a method cannot be used for an amount; `null` when it can. */
export function findUnavailableReason(
  method: MethodId,
  amountRwf: number,
  settings: MethodSettings
): "not_offered" | "limit" | null {
  if (!settings.methods.includes(method)) return "not_offered"
  const { min, max } = toLimits(method, settings)
  return amountRwf < min || amountRwf > max ? "limit" : null
}

function toLimits(method: MethodId, settings: MethodSettings): Limits {
  return settings.limits[method] ?? METHODS[method].limits
}
