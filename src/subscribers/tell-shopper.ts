import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { tellFact } from "../notifications/tell-fact"

interface EventData {
  readonly id: string
  readonly order_id: string | null
}

const FACTS = {
  "kpay.payment.paid": "paid",
  "kpay.payment.reminder": "reminder",
  "kpay.refund.sent": "refund_sent",
} as const

/** Shoppers are told of what their payment became, where the shop has switched that on. */
export default async function tellShopper({
  event: { name, data },
  container,
}: SubscriberArgs<EventData>): Promise<void> {
  const fact = FACTS[name as keyof typeof FACTS]
  const isRefund = fact === "refund_sent"
  await tellFact(container, fact, {
    attemptId: isRefund ? null : data.id,
    orderId: data.order_id,
    refundId: isRefund ? data.id : null,
  })
}

export const config: SubscriberConfig = { event: Object.keys(FACTS) }
