import { Button, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import { CHANNEL_LABELS } from "../../domain/notifications"
import type { KpayNotification } from "../../http-types"
import { formatMoment } from "../format"
import { toRandomId } from "../random-id"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { useNotifications, useSendAgain } from "./server"
import { tellOutcome } from "./tell-outcome"

/** What the shopper of an order was told, newest first; nothing where that is nothing. */
export function Messages({ orderId }: { readonly orderId: string }) {
  const { t } = useTexts()
  const { data } = useNotifications(orderId)
  if (!data || data.notifications.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" data-kpay="messages">
      <Text size="small" leading="compact" weight="plus">
        {t("messages")}
      </Text>
      <ul className="flex flex-col gap-y-2">
        {data.notifications.map((message) => (
          <MessageLine key={message.id} message={message} />
        ))}
      </ul>
    </div>
  )
}

function MessageLine({ message }: { readonly message: KpayNotification }) {
  const { t, language } = useTexts()
  const { fact, channel, status, reason, amount, actor_name, created_at, actions } = message
  const isWell = status === "sent" || status === "sending"
  const outcome = reason
    ? t("label_value", { label: t(`message_${status}`), value: t(`message_because_${reason}`) })
    : t(`message_${status}`)
  const details = [formatRwf(amount), CHANNEL_LABELS[channel], formatMoment(created_at, language)]
  return (
    <li className="txt-small">
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <span>{t(`message_${fact}`)}</span>
        {actions.includes("send_again") && <AgainButton message={message} />}
      </div>
      <div className="text-ui-fg-subtle break-words">
        {[...details, actor_name].filter(Boolean).join(" · ")}
      </div>
      <div className={isWell ? "text-ui-fg-subtle" : "text-ui-fg-error"}>{outcome}</div>
    </li>
  )
}

function AgainButton({ message }: { readonly message: KpayNotification }) {
  const { t } = useTexts()
  const send = useSendAgain()
  // The same until the server has answered, so that a second tap, or a try after a lost answer, is the same message.
  const [requestId, setRequestId] = useState(toRandomId)
  return (
    <Button
      size="small"
      variant="transparent"
      isLoading={send.isPending}
      onClick={() => {
        send.mutate(
          { id: message.id, requestId },
          {
            onSuccess: ({ notification }) => {
              setRequestId(toRandomId())
              tellOutcome(notification, t)
            },
            onError: (error) => {
              toast.error(t("message_again_failed"), { description: sayRefusal(error, t) })
            },
          }
        )
      }}
    >
      {t("message_again")}
    </Button>
  )
}
