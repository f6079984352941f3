import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { MethodId } from "../domain/methods"
import type {
  KpayAttemptResponse,
  KpayBulkRefreshResponse,
  KpayCallbackTestResponse,
  KpayManualPayment,
  KpayManualPaymentResponse,
  KpayPayLinkResponse,
  KpayPhoneResponse,
  KpayRefundResponse,
} from "../http-types"
import { post } from "./request"
import { sdk } from "./sdk"

/** Asks K-Pay about an attempt. */
export function useRefresh() {
  return usePost<KpayAttemptResponse, string>((id) => `/admin/kpay/attempts/${id}/refresh`)
}

/** Asks K-Pay about several attempts. */
export function useBulkRefresh() {
  return usePost<KpayBulkRefreshResponse, { ids: string[] }>(
    () => "/admin/kpay/attempts/refresh",
    (body) => body
  )
}

export interface NewPrompt {
  readonly attemptId: string
  readonly method: MethodId
  /** Left out for the number of the attempt. */
  readonly phone?: string
}

/** Sends the payer a further prompt. The server asks for the balance of now. */
export function useNewPrompt() {
  return usePost<KpayAttemptResponse, NewPrompt>(
    ({ attemptId }) => `/admin/kpay/attempts/${attemptId}/prompt`,
    ({ method, phone }) => ({ method, phone })
  )
}

export interface PhonePayment {
  readonly orderId: string
  readonly method: MethodId
  /** Empty for the number that the shop knows. */
  readonly phone: string
  /** That number as the admin saw it. The server prompts none with another mask. */
  readonly phoneMasked: string | null
  /** The francs that the admin saw. The server asks for no other amount. */
  readonly amount: number
}

/** Asks for what an order owes on a phone. */
export function useAskForPayment() {
  return usePost<KpayAttemptResponse, PhonePayment>(
    ({ orderId }) => `/admin/kpay/orders/${orderId}/prompt`,
    ({ method, phone, phoneMasked, amount }) => ({
      method,
      amount,
      ...(phone === "" ? { phone_masked: phoneMasked } : { phone }),
    })
  )
}

/** Makes a link by which the shopper pays what an order owes. */
export function usePayLink() {
  return usePost<KpayPayLinkResponse, string>(
    () => "/admin/kpay/pay-links",
    (orderId) => ({ order_id: orderId })
  )
}

export interface NewManualPayment {
  readonly orderId: string
  readonly kind: KpayManualPayment["kind"]
  /** Whole francs. */
  readonly amount: number
  readonly reference: string
  readonly note: string
  /** New for each payment: the server books the same request once. */
  readonly requestId: string
}

/** Records what was paid for an order otherwise than through K-Pay. */
export function useRecordManualPayment() {
  return usePost<KpayManualPaymentResponse, NewManualPayment>(
    ({ orderId }) => `/admin/kpay/orders/${orderId}/manual-payments`,
    ({ kind, amount, reference, note, requestId }) => ({
      kind,
      amount,
      ...(reference && { reference }),
      ...(note && { note }),
      request_id: requestId,
    })
  )
}

/** Says that a payment was recorded by mistake. */
export function useTakeBack() {
  return usePost<KpayManualPaymentResponse, { orderId: string; id: string; note: string }>(
    ({ orderId, id }) => `/admin/kpay/orders/${orderId}/manual-payments/${id}/take-back`,
    ({ note }) => ({ note })
  )
}

/** Reads the payer's phone number in full. The server journals who did. */
export function useShowPhone() {
  return usePost<KpayPhoneResponse, string>((id) => `/admin/kpay/attempts/${id}/phone`)
}

/** Applies unapplied money to the order named, or without one to the order or cart that it was paid for. */
export function useApply() {
  return usePost<KpayAttemptResponse, { attemptId: string; orderId: string | null }>(
    ({ attemptId }) => `/admin/kpay/attempts/${attemptId}/apply`,
    ({ orderId }) => (orderId === null ? {} : { order_id: orderId })
  )
}

/** Decides to refund unapplied money by hand. */
export function useRefund() {
  return usePost<KpayRefundResponse, { attemptId: string; note: string }>(
    () => "/admin/kpay/refunds",
    ({ attemptId, note }) => ({ attempt_id: attemptId, ...(note && { note }) })
  )
}

/** Records that a refund was sent by hand. */
export function useRefundSent() {
  return usePost<KpayRefundResponse, { id: string; reference: string; note: string }>(
    ({ id }) => `/admin/kpay/refunds/${id}/sent`,
    ({ reference, note }) => ({ reference, ...(note && { note }) })
  )
}

/** Closes unapplied money with a reason. */
export function useDismiss() {
  return usePost<KpayAttemptResponse, { attemptId: string; reason: string }>(
    ({ attemptId }) => `/admin/kpay/attempts/${attemptId}/dismiss`,
    ({ reason }) => ({ reason })
  )
}

/** Makes the server post a callback to its own public address. */
export function useTestCallback() {
  return usePost<KpayCallbackTestResponse, undefined>(() => "/admin/kpay/health/callback")
}

/** Finds an order by its number, to apply money to; gives `null` when there is none. */
export function useFindOrder() {
  return useMutation({
    mutationFn: async (number: string) => {
      const { orders } = await sdk.admin.order.list({
        q: number,
        fields: "id,display_id,total,email,status",
        limit: 20,
      })
      // Before Medusa 2.19 the types do not say what is listed.
      const hasNumber = ({ display_id }: { readonly display_id?: number | null }): boolean =>
        String(display_id) === number
      return orders.find(hasNumber) ?? null
    },
  })
}

/** Posts to the server. All K-Pay data and Medusa's orders are fetched again afterwards, also when the post failed. */
function usePost<Answer, Input>(
  toPath: (input: Input) => string,
  toBody?: (input: Input) => object
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => post<Answer>(toPath(input), toBody?.(input) ?? {}),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["kpay"] }),
        client.invalidateQueries({ queryKey: ["orders"] }),
      ])
    },
  })
}
