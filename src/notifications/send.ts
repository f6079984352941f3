import type { MedusaContainer } from "@medusajs/framework/types"
import type { Locale } from "../domain/locales"
import { CHANNEL_LABELS, type NotificationChannel } from "../domain/notifications"
import type { ListedNotification } from "../modules/kpay-notifications/service"
import { refused, unknown, type Refused } from "../operations/refused"
import { listChannelsOn, listPayLinkChannels, readSettings } from "./channels"
import { makeLinkNotice } from "./facts/pay-link"
import { readNotice } from "./read-notice"
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
    return refused(
      `Pay links cannot be sent by ${CHANNEL_LABELS[channel]}: the option notifications.pay_link does not name it, or Medusa has no provider for it.`
    )
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
  if (!earlier) return unknown(`There is no message ${wish.id}.`)
  const { fact, channel, attempt_id, order_id, refund_id, locale } = earlier
  const fact_key = `again:${wish.id}:${wish.requestId}`
  const before = await notifications.findByFact({ fact_key, channel })
  if (before) return { type: "done", notification: before }
  if (!canSendAgain(container, earlier))
    return refused(
      "This message is just being sent, or the option notifications does not name its channel any more."
    )
  const subject = { attemptId: attempt_id, orderId: order_id, refundId: refund_id }
  const notice = await readNotice(container, fact, subject, locale)
  if (!notice) return refused("What this message says is not so any more. Nothing was sent.")
  return toSent(await tell(container, { ...notice, factKey: fact_key }, channel, wish.actor))
}

function toSent(notification: ListedNotification | null): Sent | Refused {
  return notification
    ? { type: "done", notification }
    : refused("The message was deleted from the database while it was being sent.")
}
