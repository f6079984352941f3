import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../domain/locales"
import type { NotificationFact } from "../domain/notifications"
import { readSettings } from "./channels"
import { readPaidNotice } from "./facts/paid"
import { makeLinkNotice } from "./facts/pay-link"
import { readRefundNotice } from "./facts/refund-sent"
import type { Notice } from "./notice"

/** What a fact is about. */
export interface Subject {
  readonly attemptId: string | null
  readonly orderId: string | null
  readonly refundId: string | null
}

/** Reads from the books what is to be told; `null` where it is not so, or not any more. Events are not believed. */
export async function readNotice(
  container: MedusaContainer,
  fact: NotificationFact,
  { attemptId, orderId, refundId }: Subject,
  locale?: string
): Promise<Notice | null> {
  const settings = readSettings(container)
  switch (fact) {
    case "paid":
      return attemptId === null ? null : readPaidNotice(container, attemptId, settings)
    case "refund_sent":
      return refundId === null ? null : readRefundNotice(container, refundId, settings)
    case "reminder":
    case "pay_link": {
      if (orderId === null) return null
      const wish = {
        fact,
        factKey: `${fact}:${attemptId ?? ""}:${orderId}`,
        orderId,
        locale: locale === undefined ? null : toLocale(locale),
      }
      const notice = await makeLinkNotice(container, wish, settings)
      return "type" in notice ? null : notice
    }
  }
}
