import type { CreateNotificationDTO, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { NotificationChannel } from "../domain/notifications"
import {
  eraseNotifications,
  listNotificationChannels,
  sendNotification,
  toSendFailure,
} from "../medusa/notifications"
import type { ListedNotification } from "../modules/kpay-notifications/service"
import { readSettings } from "./channels"
import { toHtml } from "./html"
import { toTemplateData, type Notice } from "./notice"
import { resolveNotifications } from "./resolve"

/**
 * Tells a fact by one channel, once: the row that claims it is committed before Medusa's module is called, and a fact that has
 * a row is not told again, also where the process that had it died. Gives the row as it is then.
 *
 * @param actor Medusa's id of the user who had it sent; `null` where the fact itself did.
 */
export async function tell(
  container: MedusaContainer,
  notice: Notice,
  channel: NotificationChannel,
  actor: string | null
): Promise<ListedNotification | null> {
  const notifications = resolveNotifications(container)
  const { fact, factKey, attemptId, orderId, refundId, amountRwf, locale, recipient } = notice
  const to = channel === "email" ? recipient.email : recipient.phone
  const hasProvider = listNotificationChannels(container).has(channel)
  const claimed = await notifications.claim({
    fact_key: factKey,
    fact,
    channel,
    status: to !== null && hasProvider ? "sending" : "skipped",
    reason: !hasProvider ? "no_provider" : to === null ? "no_recipient" : null,
    attempt_id: attemptId,
    order_id: orderId,
    refund_id: refundId,
    amount: amountRwf,
    currency_code: "rwf",
    locale,
    created_by: actor,
  })
  if (!hasProvider) warnOnce(container, channel)
  if (claimed?.status === "sending" && to !== null) {
    const message = toMessage(container, notice, { id: claimed.id, channel, to })
    if (await send(container, claimed.id, message))
      await eraseNotifications(container, [claimed.id])
  }
  return notifications.findByFact({ fact_key: factKey, channel })
}

/**
 * Sends a message and records what became of it, as far as that is known.
 *
 * @returns whether its recipient was erased meanwhile. Medusa's last update of its own row has then brought it back.
 */
async function send(
  container: MedusaContainer,
  id: string,
  message: CreateNotificationDTO
): Promise<boolean> {
  const notifications = resolveNotifications(container)
  try {
    await sendNotification(container, message)
  } catch (error) {
    // Only which side failed is kept: the error's text may repeat the recipient.
    const reason = toSendFailure(error)
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        reason === null
          ? `kpay: the message ${id} was perhaps sent by ${message.channel}: Medusa failed, maybe after its provider had answered.`
          : `kpay: the message ${id} was not sent by ${message.channel} (${reason}). The order's page in the dashboard can send it again.`
      )
    return reason === null ? false : notifications.recordFailed(id, reason)
  }
  return notifications.recordSent(id)
}

function toMessage(
  container: MedusaContainer,
  notice: Notice,
  {
    id,
    channel,
    to,
  }: { readonly id: string; readonly channel: NotificationChannel; readonly to: string }
): CreateNotificationDTO {
  const { fact, text, subject, orderId, attemptId, recipient } = notice
  const template = readSettings(container)[fact]?.[channel]
  return {
    to,
    channel,
    data: toTemplateData(notice),
    idempotency_key: id,
    trigger_type: `kpay.${fact}`,
    resource_id: orderId ?? attemptId,
    resource_type: orderId === null ? "kpay_attempt" : "order",
    receiver_id: recipient.customerId,
    // Providers such as SendGrid's use no template where there is a content.
    ...(typeof template === "string"
      ? { template }
      : {
          template: `kpay-${fact.replace("_", "-")}`,
          content: channel === "email" ? { subject, text, html: toHtml(text) } : { text },
        }),
  }
}

const warned = new Set<NotificationChannel>()

/** A process runs one shop, which is told of each channel once. */
function warnOnce(container: MedusaContainer, channel: NotificationChannel): void {
  if (warned.has(channel)) return
  warned.add(channel)
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(
      `kpay: the option notifications names the channel ${channel}, for which Medusa has no notification provider. Nothing is sent by it.`
    )
}
