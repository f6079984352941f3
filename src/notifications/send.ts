import type { MedusaContainer } from "@medusajs/framework/types"
import type { Locale } from "../domain/locales"
import { CHANNEL_LABELS, type NotificationChannel } from "../domain/notifications"
import type { ListedNotification } from "../modules/kpay-notifications/service"
import { refusedBy, unknownBy, type Refused } from "../operations/refused"
import { listChannelsOn, listPayLinkChannels, readSettings } from "./channels"
import { makeLinkNotice } from "./facts/pay-link"
import { readNotice } from "./read-notice"
import { NOTIFICATION_REFUSALS } from "./refusals"
import { resolveNotifications } from "./resolve"
import { tell } from "./tell"

/** A message that an admin had sent: its row says what became of it. */
export interface Sent {
  readonly type: "done"
  readonly notification: ListedNotification
}

/** Sends the shopper a link to pay what the order owes. The same request again sends nothing more. */
export async function sendPayLink(
  container: MedusaContainer,
  wish: {
    readonly orderId: string
    readonly channel: NotificationChannel
    readonly locale: Locale | null
    /** Made by the client for each press. */
    readonly requestId: string
    /** Medusa's id of the user. */
    readonly actor: string
  }
): Promise<Sent | Refused> {
  const { orderId, channel, locale, requestId, actor } = wish
  if (!listPayLinkChannels(container).includes(channel))
    return refusedBy(NOTIFICATION_REFUSALS, "message_no_channel", {
      channel: CHANNEL_LABELS[channel],
    })
  const factKey = `pay_link:${orderId}:${requestId}`
  const before = await resolveNotifications(container).findByFact({ fact_key: factKey, channel })
  if (before) return { type: "done", notification: before }
  const notice = await makeLinkNotice(
    container,
    { fact: "pay_link", factKey, orderId, locale },
    readSettings(container)
  )
  if ("type" in notice) return notice
  return toSent(await tell(container, notice, channel, actor))
}

/** Whether an admin can have a message sent again: nothing is sending it, and its channel is still switched on. */
export function canSendAgain(
  container: MedusaContainer,
  { fact, channel, status, is_unknown }: ListedNotification
): boolean {
  const isOn = listChannelsOn(readSettings(container), fact).includes(channel)
  return isOn && (status !== "sending" || is_unknown)
}

/** Sends a message once more, with what is so now, as a message of its own. The same request again sends nothing more. */
export async function sendAgain(
  container: MedusaContainer,
  wish: { readonly id: string; readonly requestId: string; readonly actor: string }
): Promise<Sent | Refused> {
  const notifications = resolveNotifications(container)
  const earlier = await notifications.find(wish.id)
  if (!earlier) return unknownBy(NOTIFICATION_REFUSALS, "message_no_message", { id: wish.id })
  const { fact, channel, attempt_id, order_id, refund_id, locale } = earlier
  const fact_key = `again:${wish.id}:${wish.requestId}`
  const before = await notifications.findByFact({ fact_key, channel })
  if (before) return { type: "done", notification: before }
  if (!canSendAgain(container, earlier))
    return refusedBy(NOTIFICATION_REFUSALS, "message_not_again")
  const subject = { attemptId: attempt_id, orderId: order_id, refundId: refund_id }
  const notice = await readNotice(container, fact, subject, locale)
  if (!notice) return refusedBy(NOTIFICATION_REFUSALS, "message_not_so")
  return toSent(await tell(container, { ...notice, factKey: fact_key }, channel, wish.actor))
}

function toSent(notification: ListedNotification | null): Sent | Refused {
  return notification
    ? { type: "done", notification }
    : refusedBy(NOTIFICATION_REFUSALS, "message_deleted")
}
