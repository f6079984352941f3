import type { Locale } from "../domain/locales"
import type { MethodId } from "../domain/methods"
import type { KpayMethod } from "../http-types"
import { toMessage } from "../messages/message"
import type { MessageId } from "../messages/message-id"
import type { KpaySettings } from "../modules/kpay/options/options"
import { findUnavailableReason, toShopMethods } from "../modules/kpay/options/shop-methods"

/**
 * The shop's payment methods for an amount. Those that cannot be used stay in the list, with the reason. Those that are
 * degraded can be used, and come last with a notice; where no other can be used, all stay in their places.
 *
 * @param amount whole francs, or why no method can take the amount.
 */
export function toMethodsView(
  amount: number | MessageId,
  locale: Locale,
  settings: Pick<KpaySettings, "methods" | "limits">,
  degraded: ReadonlySet<MethodId>
): KpayMethod[] {
  const methods = toShopMethods(settings).map(({ method, limits }): KpayMethod => {
    const reason =
      typeof amount === "string"
        ? amount
        : toReason(findUnavailableReason(method.id, amount, settings))
    return {
      id: method.id,
      label: method.label,
      needs_phone: method.needsPhone,
      redirects: method.redirects,
      min: limits.min,
      max: limits.max,
      available: reason === null,
      ...(reason && { reason: toMessage(locale, reason, { method: method.id }) }),
    }
  })
  const isDegraded = ({ id, available }: KpayMethod) => available && degraded.has(id)
  const others = methods.filter((method) => !isDegraded(method))
  const hasOther = others.some(({ available }) => available)
  const notice: MessageId = hasOther ? "method_degraded" : "method_degraded_alone"
  const noticed = methods.map((method) =>
    isDegraded(method)
      ? { ...method, notice: toMessage(locale, notice, { method: method.id }) }
      : method
  )
  return hasOther ? [...others, ...noticed.filter(isDegraded)] : noticed
}

function toReason(reason: ReturnType<typeof findUnavailableReason>): MessageId | null {
  if (reason === null) return null
  return reason === "limit" ? "limit" : "unavailable"
}
