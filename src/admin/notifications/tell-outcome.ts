import { toast } from "@medusajs/ui"
import { CHANNEL_LABELS } from "../../domain/notifications"
import type { KpayNotification } from "../../http-types"
import type { Say } from "../say"

/** Tells the admin who pressed a button what became of the message. */
export function tellOutcome({ channel, status, reason }: KpayNotification, t: Say): void {
  const by = { channel: CHANNEL_LABELS[channel] }
  if (status === "sent") {
    toast.success(t("message_done", by))
    return
  }
  const description = reason ? t(`message_because_${reason}`) : t(`message_${status}`)
  toast.error(t("message_not_done", by), { description })
}
