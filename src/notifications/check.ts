import type { MedusaContainer } from "@medusajs/framework/types"
import { CHANNEL_LABELS } from "../domain/notifications"
import type { KpayHealthCheck, KpayHealthResponse } from "../http-types"
import { listChannelsInUse } from "./channels"
import { SENTENCES } from "./sentences"

/** The checks of the setup with the one of notifications, where the shop has switched any on. */
export function withNotificationCheck(
  container: MedusaContainer,
  health: KpayHealthResponse
): KpayHealthResponse {
  const inUse = listChannelsInUse(container)
  if (inUse.length === 0) return health
  const missing = inUse.filter(({ hasProvider }) => !hasProvider)
  const channels = missing.map(({ channel }) => CHANNEL_LABELS[channel]).join(", ")
  return { ...health, checks: [...health.checks, toCheck(channels)] }
}

function toCheck(channels: string): KpayHealthCheck {
  if (channels === "")
    return {
      id: "notifications",
      status: "ok",
      message: SENTENCES.notifications_ok,
      message_id: "notifications_ok",
      remedy: null,
      remedy_id: null,
      details: {},
    }
  return {
    id: "notifications",
    status: "warning",
    message: SENTENCES.notifications_no_provider.replace("{channels}", channels),
    message_id: "notifications_no_provider",
    remedy: SENTENCES.notifications_no_provider_remedy,
    remedy_id: "notifications_no_provider_remedy",
    details: { channels },
  }
}
