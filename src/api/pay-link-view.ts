import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayPayLinkResponse } from "../http-types"
import { toFrancs } from "../messages/francs"
import { LOCALES, say, toLocale } from "../messages/say"
import { toQuery } from "../pay-page/layout"
import { readPagePayment } from "../operations/page-payment"
import type { MadePayLink } from "../operations/make-pay-link"
import { readShopName } from "./pay-page"

/** A pay link as admins see it, with the sentences to send it by. */
export async function toPayLinkView(
  container: MedusaContainer,
  { url, expiresAt, amountRwf, collectionId, displayId }: MadePayLink
): Promise<KpayPayLinkResponse> {
  const payment = await readPagePayment(container, collectionId)
  const about = {
    shop: (await readShopName(container)) ?? "K-Pay",
    amount: toFrancs(amountRwf),
    order: displayId === null ? "" : `#${displayId}`,
  }
  const texts = LOCALES.map((locale) => [
    locale,
    say(locale, "pay_link_text", { ...about, url: `${url}${toQuery(locale)}` }),
  ])
  return {
    url,
    expires_at: expiresAt.toISOString(),
    amount: amountRwf,
    currency_code: "rwf",
    locale: toLocale(payment?.locale),
    texts: Object.fromEntries(texts) as KpayPayLinkResponse["texts"],
  }
}
