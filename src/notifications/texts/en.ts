import type { NotificationTexts } from "./texts"

export const en: NotificationTexts = {
  paid: "{shop}: we received {amount} for order {order}. {receipt}",
  paid_part: "{shop}: we received {amount} for order {order}. {rest} is left to pay. {receipt}",
  receipt: "Receipt: {url}",
  reminder: "{shop}: order {order} is not paid yet. Pay {amount} here: {url}",
  refund_sent: "{shop}: we sent {amount} back to you for order {order}. Reference: {reference}",
  refund_sent_without_order: "{shop}: we sent {amount} back to you. Reference: {reference}",
  paid_subject: "Payment received for order {order}",
  reminder_subject: "Order {order} is not paid yet",
  refund_sent_subject: "Your refund of {amount}",
  pay_link_subject: "Pay order {order}",
}
