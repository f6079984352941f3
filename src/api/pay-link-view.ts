import type { MedusaContainer } from "@medusajs/framework/types"
import { toQrCode } from "../counter/qr"
import type { KpayPayLinkResponse } from "../http-types"
import { formatRwf } from "../domain/amount"
import { LOCALES, toLocale } from "../domain/locales"
import { toMessage } from "../messages/message"
import { toQuery } from "../pay-page/layout"
import { readPagePayment } from "../operations/pay-page-payment"
import type { MadePayLink } from "../operations/make-pay-link"
import { KPAY_MODULE } from "../modules/kpay"
import { toCourierAddress, toSlipAddress } from "../modules/kpay/options/own-address"
import type KpayModuleService from "../modules/kpay/service"
import { readShopName } from "../medusa/names"

/** A pay link as admins see it, with the sentences to send it by. */
export async function toPayLinkView(
  container: MedusaContainer,
  { url, token, expiresAt, amountRwf, collectionId, displayId }: MadePayLink
): Promise<KpayPayLinkResponse> {
  const payment = await readPagePayment(container, collectionId)
  const details = {
    shop: (await readShopName(container)) ?? "K-Pay",
    amount: formatRwf(amountRwf),
    order: displayId === null ? "" : `#${displayId}`,
  }
  const texts = LOCALES.map((locale) => [
    locale,
    toMessage(locale, "pay_link_text", { ...details, url: `${url}${toQuery(locale)}` }),
  ])
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  return {
    url,
    slip_url: toSlipAddress(settings.backendUrl, token),
    courier_url: toCourierAddress(settings.backendUrl, token),
    qr: toQrCode(url),
    expires_at: expiresAt.toISOString(),
    amount: amountRwf,
    currency_code: "rwf",
    locale: toLocale(payment?.locale),
    texts: Object.fromEntries(texts) as KpayPayLinkResponse["texts"],
  }
}
