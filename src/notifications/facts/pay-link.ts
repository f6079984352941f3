import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { toLocale, type Locale } from "../../domain/locales"
import { readShopName } from "../../medusa/names"
import { toMessage } from "../../messages/message"
import { KPAY_MODULE } from "../../modules/kpay"
import type { NotificationSettings } from "../../modules/kpay/options/notifications"
import type KpayModuleService from "../../modules/kpay/service"
import { makePayLink } from "../../operations/make-pay-link"
import { readPagePayment } from "../../operations/pay-page-payment"
import type { Refused } from "../../operations/refused"
import { toQuery } from "../../pay-page/layout"
import { markTest, toOrderName, type Notice } from "../notice"
import { NO_RECIPIENT, readShopper } from "../recipient"
import { toText } from "../text"

/** Asks for what the linked pay page asks for: what the order owes, with those of the same cart; says why where it owes nothing. */
export async function makeLinkNotice(
  container: MedusaContainer,
  wish: {
    readonly fact: "pay_link" | "reminder"
    readonly factKey: string
    readonly orderId: string
    /** The shopper's, as far as it is known, where none is named. */
    readonly locale: Locale | null
  },
  settings: NotificationSettings
): Promise<Notice | Refused> {
  const link = await makePayLink(container, wish.orderId)
  if (link.type === "refused") return link

  const payment = await readPagePayment(container, link.collectionId)
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const locale = wish.locale ?? toLocale(payment?.locale)
  const isTest = kpay.settings.environment === "test"
  const shop = (await readShopName(container)) ?? "K-Pay"
  const order = toOrderName(link.displayId)
  const url = `${link.url}${toQuery(locale)}`
  const amountRwf = payment?.owedRwf ?? link.amountRwf
  const values = { shop, amount: formatRwf(amountRwf), order, url }
  const text =
    wish.fact === "reminder"
      ? toText(settings, locale, "reminder", values)
      : toMessage(locale, "pay_link_text", values)
  return {
    fact: wish.fact,
    factKey: wish.factKey,
    attemptId: payment?.attempt?.id ?? null,
    orderId: wish.orderId,
    refundId: null,
    recipient: payment?.attempt?.erase_requested_at
      ? NO_RECIPIENT
      : await readShopper(container, wish.orderId),
    locale,
    isTest,
    shop,
    amountRwf,
    restRwf: amountRwf,
    order,
    url,
    reference: null,
    text: markTest(text, isTest),
    subject: markTest(toText(settings, locale, `${wish.fact}_subject`, values), isTest),
  }
}
