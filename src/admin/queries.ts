import type { AdminOrder } from "@medusajs/framework/types"
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import type {
  KpayAccountsResponse,
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayAttentionResponse,
  KpayDoorLinksResponse,
  KpayHealthResponse,
  KpayJournalResponse,
  KpayManualPaymentsResponse,
  KpayOrderResponse,
  KpayPromptOfferResponse,
  KpayRefundsResponse,
  KpaySummaryResponse,
} from "../http-types"
import { mayChangeSoon } from "./attempt-words"
import { get, type Query } from "./request"
import { sdk } from "./sdk"

/** How often a page polls while an attempt on it may change soon. */
const POLL_FAST_MS = 5_000
/** How often it polls otherwise. */
const POLL_MS = 30_000

/** What an order owes, and its attempts. */
export function useOrder(orderId: string) {
  return useQuery({
    queryKey: ["kpay", "order", orderId],
    queryFn: () => sdk.client.fetch<KpayOrderResponse>(`/admin/kpay/orders/${orderId}`),
    // The dashboard would show for 90 seconds what a draft owed before it was edited or converted.
    staleTime: 0,
    refetchInterval: ({ state }) => toPollMs(state.data?.attempts),
  })
}

/** Has Medusa's own parts of an order's page read the order again when what it owes has changed, e.g. because it was paid. */
export function useFreshOrderPage(owed: number | undefined): void {
  const client = useQueryClient()
  const known = useRef(owed)
  useEffect(() => {
    if (known.current !== undefined && owed !== undefined && owed !== known.current)
      void client.invalidateQueries({ queryKey: ["orders"] })
    known.current = owed ?? known.current
  }, [client, owed])
}

/** Has the plugin's parts of an order's page read the order again when it was edited, converted, paid or cancelled there. */
export function useFreshBalance(order: AdminOrder): void {
  const client = useQueryClient()
  const shown = [order.status, order.payment_status, order.total, order.updated_at].join()
  const known = useRef(shown)
  useEffect(() => {
    if (known.current !== shown) void client.invalidateQueries({ queryKey: ["kpay"] })
    known.current = shown
  }, [client, shown])
}

/** What was paid for an order otherwise than through K-Pay. */
export function useManualPayments(orderId: string) {
  return useQuery({
    queryKey: ["kpay", "manual-payments", orderId],
    queryFn: () =>
      sdk.client.fetch<KpayManualPaymentsResponse>(`/admin/kpay/orders/${orderId}/manual-payments`),
    staleTime: 0,
    refetchInterval: POLL_MS,
  })
}

/** What an order can be asked for on a phone now, read again each time that it is shown and after each request. */
export function usePromptOffer(orderId: string, locale: string) {
  return useQuery({
    queryKey: ["kpay", "prompt-offer", orderId, locale],
    queryFn: () =>
      sdk.client.fetch<KpayPromptOfferResponse>(`/admin/kpay/orders/${orderId}/prompt`, {
        query: { locale },
      }),
    staleTime: 0,
  })
}

/** The addresses of an order's slip and of its courier's page. New ones are made each time. */
export function useDoorLinks(orderId: string) {
  return useQuery({
    queryKey: ["kpay", "door-links", orderId],
    queryFn: () => get<KpayDoorLinksResponse>(`/admin/kpay/orders/${orderId}/door-links`),
    gcTime: 0,
  })
}

/** A page of attempts, newest first. */
export function useAttempts(query: Query) {
  return useQuery({
    queryKey: ["kpay", "attempts", query],
    queryFn: () => sdk.client.fetch<KpayAttemptsResponse>("/admin/kpay/attempts", { query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => toPollMs(state.data?.attempts),
  })
}

/** An attempt with its journal. `null` reads nothing. */
export function useAttempt(id: string | null) {
  return useQuery({
    queryKey: ["kpay", "attempt", id],
    queryFn: () => get<KpayAttemptResponse>(`/admin/kpay/attempts/${id ?? ""}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => toPollMs(state.data && [state.data.attempt]),
  })
}

/** Pages of an attempt's journal from a cursor on, each with earlier entries than the one before. `null` reads nothing. */
export function useJournal(attemptId: string, cursor: string | null) {
  return useInfiniteQuery({
    queryKey: ["kpay", "journal", attemptId, cursor],
    queryFn: ({ pageParam }) =>
      sdk.client.fetch<KpayJournalResponse>(`/admin/kpay/attempts/${attemptId}/journal`, {
        query: { cursor: pageParam },
      }),
    initialPageParam: cursor,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    enabled: cursor !== null,
    placeholderData: keepPreviousData,
  })
}

/** Refunds that still have to be sent by hand. */
export function useRefundsDue() {
  return useQuery({
    queryKey: ["kpay", "refunds"],
    queryFn: () =>
      sdk.client.fetch<KpayRefundsResponse>("/admin/kpay/refunds", {
        query: { status: "due", limit: 100 },
      }),
  })
}

/** How much needs attention, and what keeps K-Pay from working. */
export function useAttention() {
  return useQuery({
    queryKey: ["kpay", "attention"],
    queryFn: () => sdk.client.fetch<KpayAttentionResponse>("/admin/kpay/attention"),
    refetchInterval: POLL_MS,
  })
}

/** The cash-up of a period. */
export function useSummary(query: Query) {
  return useQuery({
    queryKey: ["kpay", "summary", query],
    queryFn: () => get<KpaySummaryResponse>("/admin/kpay/summary", query),
    placeholderData: keepPreviousData,
  })
}

/** The shop's K-Pay accounts. They change with the options, so one reading serves for the page's life. */
export function useAccounts() {
  return useQuery({
    queryKey: ["kpay", "accounts"],
    queryFn: () => sdk.client.fetch<KpayAccountsResponse>("/admin/kpay/accounts"),
    staleTime: Infinity,
  })
}

/** Every setup check. It is not polled, because each read asks K-Pay and takes a moment. */
export function useHealth() {
  return useQuery({
    queryKey: ["kpay", "health"],
    queryFn: () => sdk.client.fetch<KpayHealthResponse>("/admin/kpay/health"),
    staleTime: POLL_MS,
  })
}

function toPollMs(attempts: KpayAttemptsResponse["attempts"] | undefined): number {
  return attempts?.some(mayChangeSoon) ? POLL_FAST_MS : POLL_MS
}
