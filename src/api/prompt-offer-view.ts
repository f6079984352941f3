import type { Locale } from "../domain/locales"
import type { MethodId } from "../domain/methods"
import type { KpayPromptOffer } from "../http-types"
import type { KpaySettings } from "../modules/kpay/options/options"
import type { PromptOffer } from "../operations/ask-for-payment"
import { toMethodsView } from "./methods-view"
import { toUssd } from "./session-view"

/** What an order can be asked for on a phone, as an admin sees it. A card is paid by the pay link. */
export function toPromptOfferView(
  { amountRwf, phoneMasked }: PromptOffer,
  locale: Locale,
  settings: KpaySettings,
  degraded: ReadonlySet<MethodId>
): KpayPromptOffer {
  return {
    amount: amountRwf,
    currency_code: "rwf",
    phone_masked: phoneMasked,
    methods: toMethodsView(amountRwf, locale, settings, degraded)
      .filter(({ redirects }) => !redirects)
      .map(({ id, label, available, reason, notice }) => ({
        id,
        label,
        available,
        ...(reason !== undefined && { reason }),
        ...(notice !== undefined && { notice }),
        ussd: toUssd(id, settings),
      })),
  }
}
