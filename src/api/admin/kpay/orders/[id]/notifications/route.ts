import type {
  AuthenticatedMedusaRequest,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { LOCALES } from "../../../../../../domain/locales"
import { NOTIFICATION_CHANNELS } from "../../../../../../domain/notifications"
import type {
  KpayNotificationResponse,
  KpayNotificationsResponse,
  KpayRefusal,
} from "../../../../../../http-types"
import { listPayLinkChannels, readSettings } from "../../../../../../notifications/channels"
import { resolveNotifications } from "../../../../../../notifications/resolve"
import { sendPayLink } from "../../../../../../notifications/send"
import { answer, requireDone } from "../../../../../done"
import { toNotificationView, toNotificationViews } from "../../../../../notification-view"
import { parseInput, requestIdField } from "../../../../../parse-input"

const LISTED_MAX = 100

const bodyShape = z.object({
  fact: z.literal("pay_link", { error: '"fact" must be "pay_link"' }),
  channel: z.enum(NOTIFICATION_CHANNELS, {
    error: `"channel" must be one of ${NOTIFICATION_CHANNELS.map((one) => `"${one}"`).join(", ")}`,
  }),
  locale: z
    .enum(LOCALES, {
      error: `"locale" must be one of ${LOCALES.map((one) => `"${one}"`).join(", ")}`,
    })
    .nullish(),
  request_id: requestIdField,
})

/** What the shopper of an order was told, and by which channels a pay link can be sent. */
export async function GET(
  request: MedusaRequest,
  response: MedusaResponse<KpayNotificationsResponse>
): Promise<void> {
  const { scope, params } = request
  if (Object.keys(readSettings(scope)).length === 0) {
    response.json({ notifications: [], pay_link_channels: [] })
    return
  }
  const listed = await resolveNotifications(scope).listOfOrder(params.id ?? "", LISTED_MAX)
  response.json({
    notifications: await toNotificationViews(scope, listed),
    pay_link_channels: listPayLinkChannels(scope),
  })
}

/**
 * Sends the shopper of an order a link to pay what it owes. The same `request_id` again sends nothing more. The answer says
 * what became of it; 400 says why nothing can be sent.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayNotificationResponse | KpayRefusal>
): Promise<void> {
  const { channel, locale, request_id } = parseInput(bodyShape, request.body)
  await answer(response, async () => {
    const { notification } = requireDone(
      await sendPayLink(request.scope, {
        orderId: request.params.id ?? "",
        channel,
        locale: locale ?? null,
        requestId: request_id,
        actor: request.auth_context.actor_id,
      })
    )
    return { notification: await toNotificationView(request.scope, notification) }
  })
}
