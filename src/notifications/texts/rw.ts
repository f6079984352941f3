import type { NotificationTexts } from "./texts"

export const rw: NotificationTexts = {
  paid: "{shop}: twakiriye {amount} ya komande {order}. {receipt}",
  paid_part: "{shop}: twakiriye {amount} ya komande {order}. Hasigaye kwishyurwa {rest}. {receipt}",
  receipt: "Inyemezabwishyu: {url}",
  reminder: "{shop}: komande {order} ntirishyurwa. Ishyura {amount} hano: {url}",
  refund_sent: "{shop}: twagusubije {amount} ya komande {order}. Nimero y'ubwishyu: {reference}",
  refund_sent_without_order: "{shop}: twagusubije {amount}. Nimero y'ubwishyu: {reference}",
  paid_subject: "Ubwishyu bwa komande {order} bwageze",
  reminder_subject: "Komande {order} ntirishyurwa",
  refund_sent_subject: "Twagusubije {amount}",
  pay_link_subject: "Ishyura komande {order}",
}
