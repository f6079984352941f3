/** The facts about a payment that a shop can have told to its shopper. */
export const NOTIFICATION_FACTS = ["paid", "reminder", "refund_sent", "pay_link"] as const

export type NotificationFact = (typeof NOTIFICATION_FACTS)[number]

/** The channels by which they are told, as Medusa's notification providers name them. */
export const NOTIFICATION_CHANNELS = ["sms", "whatsapp", "email"] as const

export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number]

/** What channels are called, alike in every language. */
export const CHANNEL_LABELS: Readonly<Record<NotificationChannel, string>> = {
  sms: "SMS",
  whatsapp: "WhatsApp",
  email: "e-mail",
}

/** The texts of messages. A shop can replace each. The text with a pay link is `pay_link_text` of the option `messages`. */
export const NOTIFICATION_TEXT_IDS = [
  "paid",
  "paid_part",
  "receipt",
  "reminder",
  "refund_sent",
  "refund_sent_without_order",
  "paid_subject",
  "reminder_subject",
  "refund_sent_subject",
  "pay_link_subject",
] as const

export type NotificationTextId = (typeof NOTIFICATION_TEXT_IDS)[number]
