import { METHODS, type Limits, type Method, type MethodId } from "../../../domain/methods"
import type { KpaySettings } from "./options"

type MethodSettings = Pick<KpaySettings, "methods" | "limits">

/** The shop's methods in the order in which they are shown, with its own limits or the documented ones. */
export function toShopMethods(settings: MethodSettings): { method: Method; limits: Limits }[] {
  return settings.methods.map((id) => ({ method: METHODS[id], limits: toLimits(id, settings) }))
}

/** What keeps a method from being used for an amount; `null` when nothing does. */
export function toHindrance(
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
