import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { toLocale } from "../../domain/locales"
import { readShopName } from "../../medusa/names"
import { KPAY_MODULE } from "../../modules/kpay"
import type { NotificationSettings } from "../../modules/kpay/options/notifications"
import type KpayModuleService from "../../modules/kpay/service"
import { readPayableOfCollection } from "../../operations/read-payment"
import { toReceiptUrl } from "../../operations/receipt"
import { markTest, toOrderName, type Notice } from "../notice"
import { readPayerOf } from "../recipient"
import { toText } from "../text"

/** That an order has received money; `null` where it has not, or not any more: money that goes back leaves its attempt applied. */
export async function readPaidNotice(
  container: MedusaContainer,
  attemptId: string,
  settings: NotificationSettings
): Promise<Notice | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await kpay.findAttempt(attemptId)
  if (attempt?.status !== "applied") return null
  const { sentRwf, dueRwf } = await kpay.sumRefunds(attempt.id)
  if (sentRwf + dueRwf > 0) return null
  const payable = await readPayableOfCollection(container, attempt.payment_collection_id)
  const orders = payable?.orders ?? []
  const order = orders.find(({ id }) => id === attempt.order_id) ?? orders[0]
  if (!payable || !order || order.is_cancelled) return null

  const locale = toLocale(attempt.locale)
  const isTest = attempt.environment === "test"
  const url = toReceiptUrl(container, attempt)
  const shop = (await readShopName(container)) ?? "K-Pay"
  const name = toOrderName(order.display_id)
  const restRwf = payable.owedRwf
  const values = {
    shop,
    amount: formatRwf(attempt.amount),
    rest: formatRwf(restRwf),
    order: name,
    ...(url !== null && { url }),
  }
  const text = toText(settings, locale, restRwf > 0 ? "paid_part" : "paid", values)
  return {
    fact: "paid",
    factKey: `paid:${attempt.id}:${order.id}`,
    attemptId: attempt.id,
    orderId: order.id,
    refundId: null,
    recipient: await readPayerOf(container, attempt, order.id),
    locale,
    isTest,
    shop,
    amountRwf: attempt.amount,
    restRwf,
    order: name,
    url,
    reference: null,
    text: markTest(text, isTest),
    subject: markTest(toText(settings, locale, "paid_subject", values), isTest),
  }
}
