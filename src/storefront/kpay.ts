import { toLocale } from "../domain/locales"
import type { KpayMethod, KpaySession } from "../http-types"
import { toAsk, type KpayConnection } from "./connection"
import { KpayError } from "./kpay-error"
import { toMemory, type KpayStorage } from "./memory"
import type { KpayOutcome } from "./outcome"
import { findSession, toShopRoutes, type KpayChoice } from "./shop-routes"
import { retry, startCart, startCollection, type KpayStart, type StartContext } from "./start"
import { toKpayTexts, type KpayTexts } from "./texts/texts"
import { waitForEnd, type WaitOptions } from "./wait"

export type KpayOptions = KpayConnection & {
  /** The shopper's language: `en`, `fr` or `rw`. Default: `en`. */
  readonly locale?: string
  /** The shop's texts in place of the kit's. */
  readonly texts?: Partial<KpayTexts>
  /** As in the plugin's options. */
  readonly flow?: "order-first" | "pay-first"
  /** The id of the payment provider, where it is not `pp_kpay_kpay`. */
  readonly providerId?: string
  /** Where to keep session ids over a reload. Default: `localStorage`; `null` keeps nothing. */
  readonly storage?: KpayStorage | null
}

/** What a cart or an amount can be paid with. */
export interface KpayOffer {
  readonly methods: readonly KpayMethod[]
  /** Whether it costs nothing. Then no method is available, and `start` places the order without a payment. */
  readonly nothingToPay: boolean
  /** Medusa's total, in francs; it can have a fraction. */
  readonly amount: number
  readonly currencyCode: string
  /** The phone of the cart's address, as it was typed there. */
  readonly phone: string | null
}

/** By what `resume` finds a payment. */
export interface KpayResume {
  readonly cartId?: string
  readonly collectionId?: string
  /** `session_id` of the address to which the card page returns the browser. */
  readonly sessionId?: string | null
}

/** The client of a storefront, without a user interface. */
export interface Kpay {
  readonly locale: string
  readonly texts: KpayTexts
  readonly flow: "order-first" | "pay-first"

  /**
   * The payment methods for a cart or an amount. Unavailable methods stay in the list, with the reason.
   *
   * @throws KpayError
   */
  listMethods(
    of: ({ cartId: string } | { amount: number; currencyCode: string }) & { locale?: string }
  ): Promise<KpayOffer>

  /**
   * Opens a K-Pay session with method and phone and places the order; in `pay-first` only opens the session. A payment that
   * is under way is returned and never doubled: after a lost answer, in two tabs, for two taps. The order of a cart that
   * costs nothing is placed without a payment. Network errors are outcomes.
   */
  start(request: KpayStart): Promise<KpayOutcome>

  /**
   * Waits for the end of a payment. It polls as often as the server advises, less often while the server cannot be reached,
   * not at all while the page is hidden, and at once when the page becomes visible. Time never makes a payment fail.
   *
   * @throws KpayError (`rejected`) when the server does not know the payment; the signal's reason when aborted.
   */
  wait(session: KpaySession | string, options?: WaitOptions): Promise<KpaySession>

  /**
   * The payment that is under way for a cart or collection, after a reload or a closed page. Without an id it is the newest
   * payment of this browser. `null` when there is none.
   *
   * @throws KpayError
   */
  resume(of?: KpayResume): Promise<KpaySession | null>

  /** Starts a further attempt for the shopper: the prompt again, another number, another method. */
  retry(session: KpaySession, choice: KpayChoice): Promise<KpayOutcome>
}

/** Creates the client. It sends nothing before it is used, and it can be created on a server. */
export function createKpay(options: KpayOptions): Kpay {
  const { flow = "order-first", providerId = "pp_kpay_kpay" } = options
  const locale = toLocale(options.locale)
  const routes = toShopRoutes(toAsk(options), providerId)
  const memory = toMemory(options.storage)
  const texts = toKpayTexts(locale, options.texts)
  const isPayFirst = flow === "pay-first"
  const context: StartContext = { routes, memory, texts, providerId, isPayFirst }
  const starting = new Map<string, Promise<KpayOutcome>>()

  /** Forgets a payment that needs nothing more: its order has the money, or it failed and left the cart as it was. */
  const forgetIfDone = (session: KpaySession): KpaySession => {
    const isDone = session.status === "failed" ? !session.order_id : session.poll_after_ms === null
    if (session.status !== "not_started" && isDone) memory.forget(session.session_id)
    return session
  }

  return {
    locale,
    texts,
    flow,

    async listMethods(of) {
      const cart = "cartId" in of ? await routes.readCart(of.cartId) : null
      const amount = cart?.total ?? ("amount" in of ? of.amount : 0)
      const currencyCode = cart?.currency_code ?? ("amount" in of ? of.currencyCode : "rwf")
      const { methods, nothing_to_pay: nothingToPay } = await routes.listMethods(
        // A credit can exceed the price.
        Math.max(0, amount),
        currencyCode,
        of.locale ?? locale
      )
      const phone = cart?.billing_address?.phone ?? cart?.shipping_address?.phone ?? null
      return { methods, nothingToPay, amount, currencyCode, phone }
    },

    start(request) {
      const key = "cartId" in request ? request.cartId : request.collectionId
      const running = starting.get(key) ?? startPayment(request)
      starting.set(key, running)
      return running.finally(() => starting.delete(key))
    },

    async wait(session, { onChange, ...options } = {}) {
      const known = typeof session === "string" ? null : session
      const id = typeof session === "string" ? session : session.session_id
      return waitForEnd((signal) => routes.readSession(id, signal), known, {
        ...options,
        onChange: (changed) => {
          forgetIfDone(changed)
          onChange?.(changed)
        },
      })
    },

    async resume({ cartId, collectionId, sessionId } = {}) {
      let id = sessionId ?? memory.recall(cartId ?? collectionId)
      try {
        if (!id && cartId)
          id = findSession((await routes.readCart(cartId)).payment_collection, providerId)
        if (!id) return null
        const session = forgetIfDone(await routes.readSession(id))
        const isOver = session.status === "failed" && !session.order_id && !sessionId
        return session.status === "not_started" || isOver ? null : session
      } catch (error) {
        if (!(error instanceof KpayError) || error.kind !== "rejected") throw error
        if (id) memory.forget(id)
        return null
      }
    },

    retry: (session, choice) => retry(context, session, { locale, ...choice }),
  }

  function startPayment(request: KpayStart): Promise<KpayOutcome> {
    if ("cartId" in request) {
      const { cartId, ...choice } = request
      return startCart(context, cartId, { locale, ...choice })
    }
    const { collectionId, ...choice } = request
    return startCollection(context, collectionId, { locale, ...choice })
  }
}
