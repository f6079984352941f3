import { useEffect, useRef, useState } from "react"
import type { KpaySession } from "../../http-types"
import type { Kpay, KpayOffer } from "../kpay"
import type { KpayOutcome } from "../outcome"
import { checkPhone } from "../phone-check"
import type { KpayMethodId } from "../shop-routes"
import { isEnded } from "../wait"
import { runEffect, untilAnswered } from "./effects"
import { findMethodOfPhone } from "./method-of-phone"
import { useOrderEvents, type OrderEvents } from "./use-order-events"

export interface KpayCheckoutOptions extends OrderEvents {
  readonly kpay: Kpay
  /** What is paid: a cart, or a payment collection with its amount. */
  readonly cartId?: string | undefined
  readonly collectionId?: string | undefined
  readonly amount?: number | undefined
  readonly currencyCode?: string | undefined
  /** `session_id` of the address to which the card page returned the browser. */
  readonly sessionId?: string | null | undefined
  readonly locale: string
  /** Opens the card page. Default: `location.assign`. */
  readonly onRedirect?: ((url: string) => void) | undefined
}

/** What the form asks for: method and phone, or only a number, of the shopper or of another payer. */
export type KpayForm = "method" | "number" | "other_payer"

/** Everything that a checkout page shows and does. `KpayCheckout` is this state with the components around it. */
export interface KpayCheckoutState {
  /**
   * `nothing`: no payment, and nothing that could be paid. `free`: the cart costs nothing and can be ordered. `placed`: its
   * order is placed.
   */
  readonly screen: "loading" | "nothing" | "free" | "placed" | "form" | "waiting" | "result"
  readonly form: KpayForm
  readonly offer: KpayOffer | null
  readonly session: KpaySession | null
  readonly method: KpayMethodId | null
  readonly phone: string
  /** A message for the shopper, e.g. why nothing was sent. */
  readonly notice: string | null
  readonly isOffline: boolean
  readonly chooseMethod: (method: KpayMethodId) => void
  readonly setPhone: (phone: string) => void
  /** Starts a payment with the method and phone of the form. */
  readonly pay: () => Promise<void>
  /** Starts a further attempt like the last one. */
  readonly payAgain: () => Promise<void>
  /** Places the order of a cart that costs nothing. */
  readonly placeOrder: () => Promise<void>
  readonly openForm: (form: KpayForm) => void
  /** Returns from the form to the payment; `null` when there is none. */
  readonly closeForm: (() => void) | null
}

/** The state of a checkout: finds a payment that is under way or offers the methods, starts attempts, and waits for the end. */
export function useKpayCheckout(options: KpayCheckoutOptions): KpayCheckoutState {
  const { kpay, cartId, collectionId, sessionId, amount, currencyCode, locale, onRedirect } =
    options
  const [offered, setOffered] = useState<{ offer: KpayOffer; locale: string } | null>(null)
  const [session, setSession] = useState<KpaySession | null>(null)
  const [awaited, setAwaited] = useState<KpaySession | null>(null)
  const [form, setForm] = useState<KpayForm | null>(null)
  const [method, setMethod] = useState<KpayMethodId | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const [isOffline, setOffline] = useState(false)
  const [isNothing, setNothing] = useState(false)
  const [placedCartId, setPlacedCartId] = useState<string | null>(null)
  const isAsking = useRef(false)
  const [cardPage, setCardPage] = useState<string | null>(null)

  /** Shows a payment and waits for its end. */
  const follow = (started: KpaySession): void => {
    setSession(started)
    setAwaited(started)
  }

  useEffect(
    () =>
      runEffect(async (signal) => {
        setNothing(false)
        const found = await untilAnswered(signal, setOffline, () =>
          kpay.resume({
            ...(cartId && { cartId }),
            ...(collectionId && { collectionId }),
            sessionId: sessionId ?? null,
          })
        )
        if (found) follow(found)
        else if (cartId || collectionId) {
          setSession(null)
          setAwaited(null)
          setForm("method")
        } else setNothing(true)
      }, setNothing),
    [kpay, cartId, collectionId, sessionId]
  )

  // The reasons of unavailable methods depend on the language.
  const needsOffer = form === "method" && offered?.locale !== locale
  const due = amount ?? session?.amount
  useEffect(() => {
    if (!needsOffer) return
    return runEffect(async (signal) => {
      const of = cartId ? { cartId } : { amount: due ?? 0, currencyCode: currencyCode ?? "rwf" }
      const ask = (): Promise<KpayOffer> => kpay.listMethods({ ...of, locale })
      setOffered({ offer: await untilAnswered(signal, setOffline, ask), locale })
    }, setNothing)
  }, [kpay, needsOffer, cartId, due, currencyCode, locale])

  useEffect(() => {
    if (!awaited || isEnded(awaited)) return
    return runEffect(async (signal) => {
      await kpay.wait(awaited, { signal, onChange: setSession, onTrouble: setOffline })
    })
  }, [kpay, awaited])

  useOrderEvents(session, options)

  // After `onOrder`: the shop may open another page then, and the card page must come last.
  useEffect(() => {
    if (cardPage === null) return
    setCardPage(null)
    if (onRedirect) onRedirect(cardPage)
    else location.assign(cardPage)
  }, [cardPage, onRedirect])

  const offer = offered?.offer ?? null
  const phone = typed ?? toFittingPhone(offer?.phone, method)

  /** The session in which a further attempt can be started. The server knows its phone number. */
  const further = session && (session.order_id || session.status === "pending" || !cartId)

  /** Runs one call at a time. */
  const ask = async (call: () => Promise<KpayOutcome>): Promise<void> => {
    if (isAsking.current) return
    isAsking.current = true
    setNotice(null)
    try {
      show(await call())
    } finally {
      isAsking.current = false
    }
  }

  const askToPay = (wanted: KpayMethodId, number: string): Promise<void> => {
    const choice = { method: wanted, locale, ...(number !== "" && { phone: number }) }
    const target = cartId ? { cartId } : { collectionId: collectionId ?? "" }
    return ask(() => (further ? kpay.retry(session, choice) : kpay.start({ ...target, ...choice })))
  }

  const show = (outcome: KpayOutcome): void => {
    if (outcome.type === "placed") {
      setPlacedCartId(cartId ?? null)
      options.onOrder?.(outcome.orderId, null)
      return
    }
    const { session: found } = outcome
    if (outcome.type !== "started") setNotice(found?.status === "failed" ? null : outcome.message)
    // The cart that cost nothing has a price now.
    if (outcome.type === "refused" && offer?.nothingToPay) setOffered(null)
    if (!found || found.status === "not_started") return
    setForm(null)
    follow(found)
    if (outcome.type === "started") setCardPage(found.redirect_url)
  }

  const openForm = (wanted: KpayForm): void => {
    setNotice(null)
    // A shopper who wants another way has not chosen it yet.
    if (session) setMethod(wanted === "method" ? null : session.method)
    if (wanted !== "method") setTyped("")
    setForm(wanted)
  }

  // A shop that forgets its cart once the order is placed still shows the placed order.
  const isPlaced =
    placedCartId !== null &&
    placedCartId === (cartId ?? placedCartId) &&
    !collectionId &&
    !sessionId

  return {
    screen: toScreen({ form, offer, session, isNothing, isPlaced, isCart: Boolean(cartId) }),
    form: form ?? "method",
    offer,
    session,
    method,
    phone,
    notice,
    isOffline,
    chooseMethod: setMethod,
    setPhone: setTyped,
    pay: async () => {
      if (method) await askToPay(method, phone)
    },
    payAgain: async () => {
      const wanted = session?.method ?? method
      const isNumberMissing = !further && session?.phone_masked && phone === ""
      if (wanted && !isNumberMissing) await askToPay(wanted, further ? "" : phone)
      else {
        openForm("method")
        setMethod(wanted)
      }
    },
    placeOrder: async () => {
      if (cartId) await ask(() => kpay.start({ cartId, locale }))
    },
    openForm,
    closeForm: session && form ? () => setForm(null) : null,
  }
}

function toScreen(state: {
  readonly form: KpayForm | null
  readonly offer: KpayOffer | null
  readonly session: KpaySession | null
  readonly isNothing: boolean
  readonly isPlaced: boolean
  readonly isCart: boolean
}): KpayCheckoutState["screen"] {
  const { form, offer, session, isNothing, isPlaced, isCart } = state
  if (isPlaced) return "placed"
  // A shop that forgets its cart during a payment still shows the payment.
  if (isNothing && !session) return "nothing"
  // Money that arrives while the form is open closes the form.
  const hasMoney = session?.status === "paid" || session?.status === "unapplied"
  if (form && !hasMoney) {
    if (form !== "method") return "form"
    if (!offer) return "loading"
    if (!offer.nothingToPay) return "form"
    return isCart ? "free" : "nothing"
  }
  if (!session) return "loading"
  return session.status === "pending" || session.status === "not_started" ? "waiting" : "result"
}

/** The phone of the address, where the chosen method can reach it. */
function toFittingPhone(phone: string | null | undefined, method: KpayMethodId | null): string {
  const { state, network, display } = checkPhone(phone ?? "")
  const methodOfPhone = method && findMethodOfPhone(network, method)
  return state === "valid" && (methodOfPhone ?? method) === method ? display : ""
}
