import type { MethodId } from "../domain/methods"
import type { KpayMethodsResponse, KpaySession, KpaySessionResponse } from "../http-types"
import type { Ask } from "./connection"

export type KpayMethodId = MethodId

/** How the shopper wants to pay. */
export interface KpayChoice {
  readonly method: KpayMethodId
  /** As typed. A further attempt without a phone uses the one of the last attempt. */
  readonly phone?: string
  readonly locale?: string
}

/** The fields of a cart that the kit reads. */
export interface KpayCart {
  readonly total: number
  readonly currency_code: string
  readonly payment_collection?: {
    readonly id: string
    readonly payment_sessions?: readonly { readonly id: string; readonly provider_id: string }[]
  } | null
  readonly billing_address?: { readonly phone?: string | null } | null
  readonly shipping_address?: { readonly phone?: string | null } | null
}

/** Medusa's answer to the completion of a cart: the order, or the cart with the error. */
export type Completion =
  | { readonly type: "order"; readonly order: { readonly id: string } }
  | { readonly type: "cart"; readonly error: { readonly message: string; readonly type: string } }

const CART_FIELDS = [
  "id",
  "total",
  "currency_code",
  "billing_address.phone",
  "shipping_address.phone",
  "payment_collection.id",
  "payment_collection.payment_sessions.id",
  "payment_collection.payment_sessions.provider_id",
].join()

/** The store routes that the kit uses, Medusa's and the plugin's. All throw `KpayError`. */
export type ShopRoutes = ReturnType<typeof toShopRoutes>

export function toShopRoutes(ask: Ask, providerId: string) {
  return {
    readCart: async (id: string) =>
      (await ask<{ cart: KpayCart }>(`/store/carts/${id}?fields=${CART_FIELDS}`)).cart,

    /** Gives the id of the cart's payment collection; creates one where the cart has none. */
    openCollection: async (cartId: string) =>
      (
        await ask<{ payment_collection: { id: string } }>("/store/payment-collections", {
          cart_id: cartId,
        })
      ).payment_collection.id,

    /** Opens a K-Pay session and gives its id. In `pay-first` this sends the prompt. */
    choose: async (collectionId: string, choice: object) => {
      const { payment_collection } = await ask<{
        payment_collection: Required<NonNullable<KpayCart["payment_collection"]>>
      }>(`/store/payment-collections/${collectionId}/payment-sessions`, {
        provider_id: providerId,
        data: choice,
      })
      return findSession(payment_collection, providerId) ?? ""
    },

    /** Places the order. Repeated for the same cart, it gives the same order. */
    complete: (cartId: string) => ask<Completion>(`/store/carts/${cartId}/complete`, {}),

    listMethods: (amount: number, currencyCode: string, locale: string) =>
      ask<KpayMethodsResponse>(
        `/store/kpay/methods?amount=${amount}&currency_code=${currencyCode}&locale=${locale}`
      ),

    readSession: async (id: string, signal?: AbortSignal): Promise<KpaySession> =>
      (await ask<KpaySessionResponse>(`/store/kpay/sessions/${id}`, undefined, signal)).kpay,

    startFurther: async (id: string, choice: KpayChoice): Promise<KpaySession> =>
      (await ask<KpaySessionResponse>(`/store/kpay/sessions/${id}/attempts`, choice)).kpay,
  }
}

/** The K-Pay session of a payment collection; the last one, while Medusa replaces a session by a new one. */
export function findSession(
  collection: KpayCart["payment_collection"],
  providerId: string
): string | null {
  const sessions = collection?.payment_sessions?.filter((one) => one.provider_id === providerId)
  return sessions?.[sessions.length - 1]?.id ?? null
}
