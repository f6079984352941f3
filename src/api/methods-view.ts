import type { Locale } from "../domain/locales"
import type { KpayMethod } from "../http-types"
import { toMessage } from "../messages/message"
import type { MessageId } from "../messages/message-id"
import type { KpaySettings } from "../modules/kpay/options/options"
import { findUnavailableReason, toShopMethods } from "../modules/kpay/options/shop-methods"

/**
 * The shop's payment methods for an amount. Those that cannot be used stay in the list, with the reason.
 *
 * @param amount whole francs, or why no method can take the amount.
 */
export function toMethodsView(
  amount: number | MessageId,
  locale: Locale,
  settings: Pick<KpaySettings, "methods" | "limits">
): KpayMethod[] {
  return toShopMethods(settings).map(({ method, limits }) => {
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
}

function toReason(reason: ReturnType<typeof findUnavailableReason>): MessageId | null {
  if (reason === null) return null
  return reason === "limit" ? "limit" : "unavailable"
}
