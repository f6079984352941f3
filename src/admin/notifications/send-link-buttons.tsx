import { Button, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Locale } from "../../domain/locales"
import { CHANNEL_LABELS, type NotificationChannel } from "../../domain/notifications"
import { toRandomId } from "../random-id"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { useNotifications, useSendPayLink } from "./server"
import { tellOutcome } from "./tell-outcome"

/** Sends a pay link by the shop's own channels; nothing where it has none. */
export function SendLinkButtons({
  orderId,
  locale,
}: {
  readonly orderId: string
  readonly locale: Locale
}) {
  const { t } = useTexts()
  const { data } = useNotifications(orderId)
  if (!data || data.pay_link_channels.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2" data-kpay="send-link">
      <div className="flex flex-wrap gap-2">
        {data.pay_link_channels.map((channel) => (
          <SendButton key={channel} orderId={orderId} locale={locale} channel={channel} />
        ))}
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {t("send_by_hint")}
      </Text>
    </div>
  )
}

function SendButton({
  orderId,
  locale,
  channel,
}: {
  readonly orderId: string
  readonly locale: Locale
  readonly channel: NotificationChannel
}) {
  const { t } = useTexts()
  const send = useSendPayLink(orderId)
  // The same until the server has answered, so that a second tap, or a try after a lost answer, is the same message.
  const [requestId, setRequestId] = useState(toRandomId)
  return (
    <Button
      size="small"
      variant="secondary"
      isLoading={send.isPending}
      onClick={() => {
        send.mutate(
          { channel, locale, requestId },
          {
            onSuccess: ({ notification }) => {
              setRequestId(toRandomId())
              tellOutcome(notification, t)
            },
            onError: (error) => {
              toast.error(t("send_failed"), { description: sayRefusal(error, t) })
            },
          }
        )
      }}
    >
      {t("send_by", { channel: CHANNEL_LABELS[channel] })}
    </Button>
  )
}
