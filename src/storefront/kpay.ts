import type { KpayMethod, KpaySession } from "../http-types"
import { toAsk, type KpayConnection } from "./connection"
import { KpayError } from "./kpay-error"
import { toMemory, type KpayStorage } from "./memory"
import type { KpayOutcome } from "./outcome"
import { findSession, toShopRoutes, type KpayChoice } from "./shop-routes"
import { retry, startCart, startCollection, type KpayStart, type StartContext } from "./start"
import { toKpayLocale, toKpayTexts, type KpayTexts } from "./texts/texts"
import { waitForEnd, type WaitOptions } from "./wait"

export type KpayOptions = KpayConnection & {
  /** The shopper's language: `en`, `fr` or `rw`; `en` when nothing is given. */
  readonly locale?: string
  /** Words of the shop in place of the kit's. */
  readonly texts?: Partial<KpayTexts>
  /** As in the plugin's options. */
  readonly flow?: "order-first" | "pay-first"
  /** The payment provider's id, where it is not `pp_kpay_kpay`. */
  readonly providerId?: string
  /** Where to keep ids over a reload: `localStorage` when not given; `null` keeps nothing. */
  readonly storage?: KpayStorage | null
}

/** What can be paid, and how. */
export interface KpayOffer {
  readonly methods: readonly KpayMethod[]
  /** As Medusa has it, in francs; perhaps with a fraction. */
  readonly amount: number
  readonly currencyCode: string
  /** Of the cart's address, as it was typed there. */
  readonly phone: string | null
}

/** What a payment is found by. */
export interface KpayResume {
  readonly cartId?: string
  readonly collectionId?: string
  /** From the address to which the card page sends the browser back. */
  readonly sessionId?: string | null
}

/** The headless client of a storefront. */
export interface Kpay {
  readonly locale: string
  readonly texts: KpayTexts
  readonly flow: "order-first" | "pay-first"

  /**
   * The ways of paying for a cart or an amount. Those that cannot be used are in the list, with the reason.
   *
   * @throws KpayError
   */
  listMethods(
    of: ({ cartId: string } | { amount: number; currencyCode: string }) & { locale?: string }
  ): Promise<KpayOffer>

  /**
   * Chooses K-Pay with method and phone and places the order; in `pay-first` only chooses. A payment that is under way is
   * given, never doubled: after a lost answer, in two tabs, for two taps. Network faults are results.
   */
  start(request: KpayStart): Promise<KpayOutcome>

  /**
   * Waits for the end of a payment: as the server advises, slower when it cannot be asked, not at all while the page is
   * hidden, at once when it is looked at again. Time never makes a failure of it.
   *
   * @throws KpayError (`rejected`) when the server does not know the payment; the signal's reason when aborted.
   */
  wait(session: KpaySession | string, options?: WaitOptions): Promise<KpaySession>

  /**
   * The payment that is under way for a cart or collection, after a reload or a closed page; without either, the newest of
   * this browser. `null` when there is none.
   *
   * @throws KpayError
   */
  resume(of?: KpayResume): Promise<KpaySession | null>

  /** A further attempt, because the shopper wants it: the prompt again, another number, another way. */
  retry(session: KpaySession, choice: KpayChoice): Promise<KpayOutcome>
}

/** One of the two. */
interface Starts {
  readonly cartId: string
  readonly collectionId: string
}

/** Makes the client. Nothing is asked before it is used, and it may be made where there is no browser. */
export function createKpay(options: KpayOptions): Kpay {
  const { flow = "order-first", providerId = "pp_kpay_kpay" } = options
  const locale = toKpayLocale(options.locale)
  const routes = toShopRoutes(toAsk(options), providerId)
  const memory = toMemory(options.storage)
  const texts = toKpayTexts(locale, options.texts)
  const isPayFirst = flow === "pay-first"
  const context: StartContext = { routes, memory, texts, providerId, isPayFirst }
  const starting = new Map<string, Promise<KpayOutcome>>()

  /** Nothing is to be done any more about a payment that has its order, or that left the cart as it was. */
  const noteEnd = (session: KpaySession): KpaySession => {
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
      const methods = await routes.listMethods(amount, currencyCode, of.locale ?? locale)
      const phone = cart?.billing_address?.phone ?? cart?.shipping_address?.phone ?? null
      return { methods, amount, currencyCode, phone }
    },

    start(request) {
      const { cartId, collectionId = "", ...choice } = request as Partial<Starts> & KpayChoice
      const key = cartId ?? collectionId
      const localized = { locale, ...choice }
      const running =
        starting.get(key) ??
        (cartId
          ? startCart(context, cartId, localized)
          : startCollection(context, collectionId, localized))
      starting.set(key, running)
      return running.finally(() => starting.delete(key))
    },

    async wait(session, { onChange, ...options } = {}) {
      const isKnown = typeof session !== "string"
      const id = isKnown ? session.session_id : session
      const noting = (changed: KpaySession): void => {
        noteEnd(changed)
        onChange?.(changed)
      }
      return waitForEnd((signal) => routes.readSession(id, signal), isKnown ? session : null, {
        ...options,
        onChange: noting,
      })
    },

    async resume({ cartId, collectionId, sessionId } = {}) {
      let id = sessionId ?? memory.recall(cartId ?? collectionId)
      try {
        if (!id && cartId)
          id = findSession((await routes.readCart(cartId)).payment_collection, providerId)
        if (!id) return null
        const session = noteEnd(await routes.readSession(id))
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
}
