import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../domain/locales"
import type { KpayNotification } from "../http-types"
import { readUserNames } from "../medusa/names"
import type { ListedNotification } from "../modules/kpay-notifications/service"
import { canSendAgain } from "../notifications/send"

/** Messages as admins see them, with the names of those who had them sent. */
export async function toNotificationViews(
  container: MedusaContainer,
  notifications: readonly ListedNotification[]
): Promise<KpayNotification[]> {
  const names = await readUserNames(
    container,
    notifications.flatMap(({ created_by }) => created_by ?? [])
  )
  return notifications.map((one) => toView(container, one, names))
}

/** The same for one message. */
export async function toNotificationView(
  container: MedusaContainer,
  notification: ListedNotification
): Promise<KpayNotification> {
  const { created_by } = notification
  const names = await readUserNames(container, created_by === null ? [] : [created_by])
  return toView(container, notification, names)
}

function toView(
  container: MedusaContainer,
  one: ListedNotification,
  names: ReadonlyMap<string, string>
): KpayNotification {
  return {
    id: one.id,
    fact: one.fact,
    channel: one.channel,
    status: one.is_unknown ? "unknown" : one.status,
    reason: one.reason,
    order_id: one.order_id,
    attempt_id: one.attempt_id,
    refund_id: one.refund_id,
    amount: one.amount,
    currency_code: one.currency_code,
    locale: toLocale(one.locale),
    actor: one.created_by,
    actor_name: one.created_by === null ? null : (names.get(one.created_by) ?? null),
    created_at: one.created_at.toISOString(),
    sent_at: one.sent_at?.toISOString() ?? null,
    actions: canSendAgain(container, one) ? ["send_again"] : [],
  }
}
