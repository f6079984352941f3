import type { MedusaContainer } from "@medusajs/framework/types"
import {
  NOTIFICATION_CHANNELS,
  NOTIFICATION_FACTS,
  type NotificationChannel,
  type NotificationFact,
} from "../domain/notifications"
import { listNotificationChannels } from "../medusa/notifications"
import { KPAY_MODULE } from "../modules/kpay"
import type { NotificationSettings } from "../modules/kpay/options/notifications"
import type KpayModuleService from "../modules/kpay/service"

const OFF: NotificationSettings = {}

/** The option `notifications`; with nothing in it where a shop has switched nothing on. */
export function readSettings(container: MedusaContainer): NotificationSettings {
  return container.resolve<KpayModuleService>(KPAY_MODULE).settings.notifications ?? OFF
}

/** The channels by which a fact is told. */
export function listChannelsOn(
  settings: NotificationSettings,
  fact: NotificationFact
): NotificationChannel[] {
  return NOTIFICATION_CHANNELS.filter((channel) => Boolean(settings[fact]?.[channel]))
}

/** The channels by which any fact is told, with whether the shop has a provider for each. */
export function listChannelsInUse(
  container: MedusaContainer
): { readonly channel: NotificationChannel; readonly hasProvider: boolean }[] {
  const settings = readSettings(container)
  const provided = listNotificationChannels(container)
  return NOTIFICATION_CHANNELS.filter((channel) =>
    NOTIFICATION_FACTS.some((fact) => Boolean(settings[fact]?.[channel]))
  ).map((channel) => ({ channel, hasProvider: provided.has(channel) }))
}

/** The channels by which an admin can send a pay link. */
export function listPayLinkChannels(container: MedusaContainer): NotificationChannel[] {
  const on = listChannelsOn(readSettings(container), "pay_link")
  if (on.length === 0) return []
  const provided = listNotificationChannels(container)
  return on.filter((channel) => provided.has(channel))
}
