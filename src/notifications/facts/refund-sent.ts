import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { toLocale } from "../../domain/locales"
import { readShopName } from "../../medusa/names"
import { readOrders } from "../../medusa/orders"
import { resolveQuery } from "../../medusa/query"
import { KPAY_MODULE } from "../../modules/kpay"
import type { NotificationSettings } from "../../modules/kpay/options/notifications"
import type KpayModuleService from "../../modules/kpay/service"
import { markTest, toOrderName, type Notice } from "../notice"
import { readPayerOf } from "../recipient"
import { toText } from "../text"

/** That money was sent back; `null` where it was not. */
export async function readRefundNotice(
  container: MedusaContainer,
  refundId: string,
  settings: NotificationSettings
): Promise<Notice | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const refund = await kpay.findRefund(refundId)
  const attempt = refund?.status === "sent" ? await kpay.findAttempt(refund.attempt_id) : null
  if (!refund || !attempt) return null

  const { order_id } = refund
  const [order] = order_id ? await readOrders(resolveQuery(container), [order_id]) : []
  const locale = toLocale(attempt.locale)
  const isTest = attempt.environment === "test"
  const shop = (await readShopName(container)) ?? "K-Pay"
  const name = toOrderName(order?.display_id)
  const values = {
    shop,
    amount: formatRwf(refund.amount),
    order: name,
    reference: refund.reference ?? "",
  }
  const textId = name === "" ? "refund_sent_without_order" : "refund_sent"
  return {
    fact: "refund_sent",
    factKey: `refund_sent:${refund.id}`,
    attemptId: attempt.id,
    orderId: order_id,
    refundId: refund.id,
    recipient: await readPayerOf(container, attempt, order_id),
    locale,
    isTest,
    shop,
    amountRwf: refund.amount,
    restRwf: 0,
    order: name,
    url: null,
    reference: refund.reference,
    text: markTest(toText(settings, locale, textId, values), isTest),
    subject: markTest(toText(settings, locale, "refund_sent_subject", values), isTest),
  }
}
