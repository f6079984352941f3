import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type {
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayAttentionResponse,
  KpayBulkRefreshResponse,
  KpayCallbackTestResponse,
  KpayGiveBackResponse,
  KpayGiveBacksResponse,
  KpayHealthResponse,
  KpayPayLinkResponse,
  KpayPhoneResponse,
  KpaySummaryResponse,
} from "../http-types"
import { isOpen } from "./attempt-words"
import { sdk } from "./sdk"

/** How often a page looks again while something is open. */
const LOOK_MS = 5_000
/** How often it looks when nothing is. */
const GLANCE_MS = 30_000

export type Query = Readonly<Record<string, string | number | undefined>>

/** The attempts to pay an order, newest first. */
export function useAttemptsOfOrder(orderId: string) {
  return useAttempts({ order_id: orderId, limit: 50 })
}

/** A page of attempts, newest first. */
export function useAttempts(query: Query) {
  return useQuery({
    queryKey: ["kpay", "attempts", query],
    queryFn: () => sdk.client.fetch<KpayAttemptsResponse>("/admin/kpay/attempts", { query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.attempts.some(isOpen) ? LOOK_MS : GLANCE_MS),
  })
}

/** An attempt with its journal. */
export function useAttempt(id: string | null) {
  return useQuery({
    queryKey: ["kpay", "attempt", id],
    queryFn: () => sdk.client.fetch<KpayAttemptResponse>(`/admin/kpay/attempts/${id ?? ""}`),
    enabled: id !== null,
    refetchInterval: ({ state }) =>
      state.data && isOpen(state.data.attempt) ? LOOK_MS : GLANCE_MS,
  })
}

/** Give-backs that nobody has sent yet. */
export function useGiveBacksDue() {
  return useQuery({
    queryKey: ["kpay", "give-backs"],
    queryFn: () =>
      sdk.client.fetch<KpayGiveBacksResponse>("/admin/kpay/give-backs", {
        query: { status: "due", limit: 100 },
      }),
  })
}

/** What waits for a person. */
export function useAttention() {
  return useQuery({
    queryKey: ["kpay", "attention"],
    queryFn: () => sdk.client.fetch<KpayAttentionResponse>("/admin/kpay/attention"),
    refetchInterval: GLANCE_MS,
  })
}

/** The cash-up of a period. */
export function useSummary(query: Query) {
  return useQuery({
    queryKey: ["kpay", "summary", query],
    queryFn: () => sdk.client.fetch<KpaySummaryResponse>("/admin/kpay/summary", { query }),
    placeholderData: keepPreviousData,
  })
}

/** Every setup check. Asking K-Pay takes a moment, so it is done when somebody looks. */
export function useHealth() {
  return useQuery({
    queryKey: ["kpay", "health"],
    queryFn: () => sdk.client.fetch<KpayHealthResponse>("/admin/kpay/health"),
    staleTime: GLANCE_MS,
  })
}

/** Asks K-Pay about an attempt now. */
export function useAskKpay() {
  return usePost<KpayAttemptResponse, string>((id) => `/admin/kpay/attempts/${id}/refresh`)
}

/** Asks K-Pay about several attempts now. */
export function useAskKpayAboutAll() {
  return usePost<KpayBulkRefreshResponse, { ids: string[] }>(
    () => "/admin/kpay/attempts/refresh",
    (body) => body
  )
}

export interface NewPrompt {
  readonly attemptId: string
  readonly method: string
  readonly phone?: string
}

/** Asks the shopper for the money again. */
export function useNewPrompt() {
  return usePost<KpayAttemptResponse, NewPrompt>(
    ({ attemptId }) => `/admin/kpay/attempts/${attemptId}/prompt`,
    ({ method, phone }) => ({ method, phone })
  )
}

/** Makes a link by which the shopper pays what the order lacks. */
export function usePayLink() {
  return usePost<KpayPayLinkResponse, string>(
    () => "/admin/kpay/pay-links",
    (orderId) => ({ order_id: orderId })
  )
}

/** The payer's phone in full; the look is journaled. */
export function useShowPhone() {
  return usePost<KpayPhoneResponse, string>((id) => `/admin/kpay/attempts/${id}/phone`)
}

/** Applies unplaced money to its own order or cart, or to the order named. */
export function useApply() {
  return usePost<KpayAttemptResponse, { attemptId: string; orderId: string | null }>(
    ({ attemptId }) => `/admin/kpay/attempts/${attemptId}/apply`,
    ({ orderId }) => (orderId === null ? {} : { order_id: orderId })
  )
}

/** Decides that unplaced money is given back. */
export function useGiveBack() {
  return usePost<KpayGiveBackResponse, { attemptId: string; note: string }>(
    () => "/admin/kpay/give-backs",
    ({ attemptId, note }) => ({ attempt_id: attemptId, ...(note && { note }) })
  )
}

/** Closes unplaced money with a reason. */
export function useDismiss() {
  return usePost<KpayAttemptResponse, { attemptId: string; reason: string }>(
    ({ attemptId }) => `/admin/kpay/attempts/${attemptId}/dismiss`,
    ({ reason }) => ({ reason })
  )
}

/** Notes that a give-back was sent. */
export function useFinishGiveBack() {
  return usePost<KpayGiveBackResponse, { id: string; reference: string; note: string }>(
    ({ id }) => `/admin/kpay/give-backs/${id}/done`,
    ({ reference, note }) => ({ reference, ...(note && { note }) })
  )
}

/** Sends a callback to the shop's own public address. */
export function useTestCallback() {
  return usePost<KpayCallbackTestResponse, undefined>(() => "/admin/kpay/health/callback")
}

/** Orders by their number, to apply money to. */
export function useFindOrder() {
  return useMutation({
    mutationFn: async (number: string) => {
      const { orders } = await sdk.admin.order.list({
        q: number,
        fields: "id,display_id,total,email,status",
        limit: 20,
      })
      return orders.find(({ display_id }) => String(display_id) === number) ?? null
    },
  })
}

/** Everything of ours, and core's orders, are read anew after something was done. */
function usePost<Answer, Input>(
  toPath: (input: Input) => string,
  toBody?: (input: Input) => object
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) =>
      sdk.client.fetch<Answer>(toPath(input), { method: "POST", body: toBody?.(input) ?? {} }),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["kpay"] }),
        client.invalidateQueries({ queryKey: ["orders"] }),
      ])
    },
  })
}
