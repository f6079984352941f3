import { Button, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Locale } from "../../domain/locales"
import { CHANNEL_LABELS, type NotificationChannel } from "../../domain/notifications"
import { toRandomId } from "../random-id"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { useNotifications, useSendPayLink } from "./server"
import { tellOutcome } from "./tell-outcome"

interface Props {
  readonly orderId: string
  readonly locale: Locale
  /** Called when a message has gone out. */
  readonly onSent: () => void
}

/** Sends a pay link by the shop's own channels; nothing where it has none. */
export function SendLinkButtons(props: Props) {
  const { t } = useTexts()
  const { data } = useNotifications(props.orderId)
  if (!data || data.pay_link_channels.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2" data-kpay="send-link">
      <div className="flex flex-wrap gap-2">
        {data.pay_link_channels.map((channel) => (
          <SendButton key={channel} {...props} channel={channel} />
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
  onSent,
  channel,
}: Props & { readonly channel: NotificationChannel }) {
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
              if (notification.status === "sent") onSent()
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
