/** What the plugin tells the shop over Medusa's event bus. Each is one fact, emitted once. Ids and numbers only. */
export const EVENT_NAMES = [
  "kpay.payment.paid",
  "kpay.payment.failed",
  "kpay.payment.unapplied",
  "kpay.payment.reminder",
  "kpay.refund.due",
  "kpay.refund.sent",
  "kpay.method.degraded",
  "kpay.method.recovered",
] as const

export type EventName = (typeof EVENT_NAMES)[number]
