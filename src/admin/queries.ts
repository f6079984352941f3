import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { KpayAttemptResponse, KpayAttemptsResponse } from "../http-types"
import { sdk } from "./sdk"

const keyOfOrder = (orderId: string) => ["kpay", "order", orderId]

/** The attempts to pay an order, newest first. */
export function useAttemptsOfOrder(orderId: string) {
  return useQuery({
    queryKey: keyOfOrder(orderId),
    queryFn: () =>
      sdk.client.fetch<KpayAttemptsResponse>("/admin/kpay/attempts", {
        query: { order_id: orderId },
      }),
  })
}

/** Asks K-Pay about an attempt now; the order is read anew then. */
export function useAskKpay(orderId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (attemptId: string) =>
      sdk.client.fetch<KpayAttemptResponse>(`/admin/kpay/attempts/${attemptId}/refresh`, {
        method: "POST",
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keyOfOrder(orderId) })
      await client.invalidateQueries({ queryKey: ["orders"] })
    },
  })
}
