import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { KpayNotificationResponse, KpayRefusal } from "../../../../../../http-types"
import { sendAgain } from "../../../../../../notifications/send"
import { answer, requireDone } from "../../../../../done"
import { toNotificationView } from "../../../../../notification-view"
import { parseInput, requestIdField } from "../../../../../parse-input"

const bodyShape = z.object({ request_id: requestIdField })

/**
 * Sends a message once more, with what is so now, as a message of its own. The same `request_id` again sends nothing more.
 * 400 says why it is not sent.
 */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayNotificationResponse | KpayRefusal>
): Promise<void> {
  const { request_id } = parseInput(bodyShape, request.body)
  await answer(response, async () => {
    const { notification } = requireDone(
      await sendAgain(request.scope, {
        id: request.params.id ?? "",
        requestId: request_id,
        actor: request.auth_context.actor_id,
      })
    )
    return { notification: await toNotificationView(request.scope, notification) }
  })
}
