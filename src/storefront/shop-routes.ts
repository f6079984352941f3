import type {
  KpayMethod,
  KpayMethodsResponse,
  KpaySession,
  KpaySessionResponse,
} from "../http-types"
import type { Ask } from "./connection"

export type KpayMethodId = KpayMethod["id"]

/** What a storefront sends along when K-Pay is chosen. */
export interface KpayChoice {
  readonly method: KpayMethodId
  /** As typed. A further attempt without one goes to the phone that is known. */
  readonly phone?: string
  readonly locale?: string
}

/** A cart as far as paying it matters. */
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

/** What Medusa answers when a cart is completed: an order, or the cart with what went wrong. */
export type Completion =
  | { readonly type: "order" }
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

/** The store routes that the kit uses, core's and the plugin's. All throw `KpayError`. */
export type ShopRoutes = ReturnType<typeof toShopRoutes>

export function toShopRoutes(ask: Ask, providerId: string) {
  return {
    readCart: async (id: string) =>
      (await ask<{ cart: KpayCart }>(`/store/carts/${id}?fields=${CART_FIELDS}`)).cart,

    /** Gives the one that the cart has, or makes it. */
    openCollection: async (cartId: string) =>
      (
        await ask<{ payment_collection: { id: string } }>("/store/payment-collections", {
          cart_id: cartId,
        })
      ).payment_collection.id,

    /** Chooses K-Pay and gives the session's id. In `pay-first` this sends the prompt. */
    choose: async (collectionId: string, choice: object) => {
      const { payment_collection } = await ask<{
        payment_collection: Required<NonNullable<KpayCart["payment_collection"]>>
      }>(`/store/payment-collections/${collectionId}/payment-sessions`, {
        provider_id: providerId,
        data: choice,
      })
      return findSession(payment_collection, providerId) ?? ""
    },

    complete: (cartId: string) => ask<Completion>(`/store/carts/${cartId}/complete`, {}),

    listMethods: async (amount: number, currencyCode: string, locale: string) =>
      (
        await ask<KpayMethodsResponse>(
          `/store/kpay/methods?amount=${amount}&currency_code=${currencyCode}&locale=${locale}`
        )
      ).methods,

    readSession: async (id: string, signal?: AbortSignal): Promise<KpaySession> =>
      (await ask<KpaySessionResponse>(`/store/kpay/sessions/${id}`, undefined, signal)).kpay,

    startFurther: async (id: string, choice: KpayChoice): Promise<KpaySession> =>
      (await ask<KpaySessionResponse>(`/store/kpay/sessions/${id}/attempts`, choice)).kpay,
  }
}

/** The K-Pay session of a payment collection; the last one, while core replaces one by another. */
export function findSession(
  collection: KpayCart["payment_collection"],
  providerId: string
): string | null {
  const ours = collection?.payment_sessions?.filter((one) => one.provider_id === providerId)
  return ours?.[ours.length - 1]?.id ?? null
}
