import type { KpayMethod } from "../http-types"
import { say, type Locale } from "../messages/say"
import type { KpaySettings } from "../modules/kpay/options/options"
import { toHindrance, toShopMethods } from "../modules/kpay/options/shop-methods"

/**
 * The shop's ways of paying for an amount. Those that cannot be used stay in the list, with the reason.
 *
 * @param amountRwf `null` for an amount that none of them can take.
 */
export function toMethodsView(
  amountRwf: number | null,
  locale: Locale,
  settings: Pick<KpaySettings, "methods" | "limits">
): KpayMethod[] {
  return toShopMethods(settings).map(({ method, limits }) => {
    const hindrance =
      amountRwf === null ? "unavailable" : toHindrance(method.id, amountRwf, settings)
    return {
      id: method.id,
      label: method.label,
      needs_phone: method.needsPhone,
      redirects: method.redirects,
      min: limits.min,
      max: limits.max,
      available: hindrance === null,
      ...(hindrance && {
        reason: say(locale, hindrance === "limit" ? "limit" : "unavailable", { method: method.id }),
      }),
    }
  })
}
