import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Locale } from "../../domain/locales"
import type { NotificationChannel } from "../../domain/notifications"
import type { KpayNotificationResponse, KpayNotificationsResponse } from "../../http-types"
import { post } from "../request"
import { sdk } from "../sdk"

/** How often the list is read again. Where messages are switched off it is read once. */
const POLL_MS = 30_000

/** What the shopper of an order was told. Without the right to read it, nothing. */
export function useNotifications(orderId: string) {
  return useQuery({
    queryKey: ["kpay", "notifications", orderId],
    queryFn: () => sdk.client.fetch<KpayNotificationsResponse>(toPath(orderId)),
    refetchInterval: ({ state: { data } }) =>
      data && data.notifications.length + data.pay_link_channels.length > 0 ? POLL_MS : false,
    retry: false,
  })
}

/** Sends the shopper a link to pay what the order owes. */
export function useSendPayLink(orderId: string) {
  return useSend((wish: { channel: NotificationChannel; locale: Locale; requestId: string }) => [
    toPath(orderId),
    {
      fact: "pay_link",
      channel: wish.channel,
      locale: wish.locale,
      request_id: wish.requestId,
    },
  ])
}

/** Sends a message once more. */
export function useSendAgain() {
  return useSend(({ id, requestId }: { id: string; requestId: string }) => [
    `/admin/kpay/notifications/${id}/again`,
    { request_id: requestId },
  ])
}

function useSend<Wish>(toRequest: (wish: Wish) => readonly [path: string, body: object]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: Wish) => {
      const [path, body] = toRequest(wish)
      return post<KpayNotificationResponse>(path, body)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["kpay", "notifications"] }),
  })
}

function toPath(orderId: string): string {
  return `/admin/kpay/orders/${orderId}/notifications`
}
