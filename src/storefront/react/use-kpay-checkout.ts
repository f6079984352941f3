import { useEffect, useRef, useState } from "react"
import type { KpaySession } from "../../http-types"
import type { Kpay, KpayOffer } from "../kpay"
import { KpayError } from "../kpay-error"
import type { KpayOutcome } from "../outcome"
import { pause } from "../pause"
import { checkPhone } from "../phone-check"
import type { KpayMethodId } from "../shop-routes"
import { isEnded } from "../wait"
import { NETWORKS } from "./badge"

export interface KpayCheckoutOptions {
  readonly kpay: Kpay
  /** What is paid: a cart, or a payment collection with its amount. */
  readonly cartId?: string | undefined
  readonly collectionId?: string | undefined
  readonly amount?: number | undefined
  readonly currencyCode?: string | undefined
  /** `session_id` from the address that the card page sent the browser back to. */
  readonly sessionId?: string | null | undefined
  readonly locale: string
  /** The order exists, unpaid perhaps: the shop may forget its cart, and stays on this page. */
  readonly onOrder?: ((orderId: string, session: KpaySession) => void) | undefined
  /** The money is there: time for the thank-you page. */
  readonly onPaid?: ((session: KpaySession) => void) | undefined
  /** Leaves for the card page; by `location.assign` when not given. */
  readonly onRedirect?: ((url: string) => void) | undefined
}

/** What of the form is asked for: everything, or only the number, of the shopper or of somebody else. */
export type KpayForm = "way" | "number" | "somebody_else"

/** Everything that a checkout page shows and does; `KpayCheckout` is this with the parts around it. */
export interface KpayCheckoutState {
  /** `nothing` where there is neither something to pay nor a payment. */
  readonly screen: "loading" | "nothing" | "form" | "waiting" | "result"
  readonly form: KpayForm
  readonly offer: KpayOffer | null
  readonly session: KpaySession | null
  readonly method: KpayMethodId | null
  readonly phone: string
  /** What the shopper must be told, e.g. why nothing was sent. */
  readonly notice: string | null
  readonly isOffline: boolean
  readonly chooseMethod: (method: KpayMethodId) => void
  readonly setPhone: (phone: string) => void
  /** Asks for the money with what the form holds. */
  readonly pay: () => Promise<void>
  /** Asks again as the last time. */
  readonly payAgain: () => Promise<void>
  readonly openForm: (form: KpayForm) => void
  /** Back from the form to the payment; `null` when there is none. */
  readonly closeForm: (() => void) | null
}

const LOAD_AGAIN_MS = 3_000

/** The state of a checkout: finds a payment that is under way, else offers the ways of paying; starts, waits, asks again. */
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
  const isAsking = useRef(false)
  const [cardPage, setCardPage] = useState<string | null>(null)

  /** What was started is shown, and waited for from now on. */
  const follow = (started: KpaySession): void => {
    setSession(started)
    setAwaited(started)
  }

  useEffect(
    () =>
      running(async (signal) => {
        setNothing(false)
        const found = await again(signal, setOffline, () =>
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
          setForm("way")
        } else setNothing(true)
      }, setNothing),
    [kpay, cartId, collectionId, sessionId]
  )

  // In another language the reasons are other words.
  const needsOffer = form === "way" && offered?.locale !== locale
  const due = amount ?? session?.amount
  useEffect(() => {
    if (!needsOffer) return
    return running(async (signal) => {
      const of = cartId ? { cartId } : { amount: due ?? 0, currencyCode: currencyCode ?? "rwf" }
      const ask = (): Promise<KpayOffer> => kpay.listMethods({ ...of, locale })
      setOffered({ offer: await again(signal, setOffline, ask), locale })
    }, setNothing)
  }, [kpay, needsOffer, cartId, due, currencyCode, locale])

  useEffect(() => {
    if (!awaited || isEnded(awaited)) return
    return running(async (signal) => {
      await kpay.wait(awaited, { signal, onChange: setSession, onTrouble: setOffline })
    })
  }, [kpay, awaited])

  useTelling(session, options)

  // After the shop was told of its order: whatever page it turns to then, the card page comes last.
  useEffect(() => {
    if (cardPage === null) return
    setCardPage(null)
    if (onRedirect) onRedirect(cardPage)
    else location.assign(cardPage)
  }, [cardPage, onRedirect])

  const offer = offered?.offer ?? null
  const phone = typed ?? toFitting(offer?.phone, method)

  /** Once something was started that can still be paid, the server goes on from there and knows the number. */
  const further = session && (session.order_id || session.status === "pending" || !cartId)

  const ask = async (wanted: KpayMethodId, number: string): Promise<void> => {
    if (isAsking.current) return
    isAsking.current = true
    setNotice(null)
    const choice = { method: wanted, locale, ...(number !== "" && { phone: number }) }
    const target = cartId ? { cartId } : { collectionId: collectionId ?? "" }
    try {
      show(await (further ? kpay.retry(session, choice) : kpay.start({ ...target, ...choice })))
    } finally {
      isAsking.current = false
    }
  }

  const show = (outcome: KpayOutcome): void => {
    const { session: found } = outcome
    if (outcome.type !== "started") setNotice(found?.status === "failed" ? null : outcome.message)
    if (!found || found.status === "not_started") return
    setForm(null)
    follow(found)
    if (outcome.type === "started") setCardPage(found.redirect_url)
  }

  const openForm = (wanted: KpayForm): void => {
    setNotice(null)
    if (session) setMethod(session.method)
    if (wanted !== "way") setTyped("")
    setForm(wanted)
  }

  return {
    // A shop that forgets its cart while it is paid does not end that.
    screen: isNothing && !session ? "nothing" : toScreen(form, offer, session),
    form: form ?? "way",
    offer,
    session,
    method,
    phone,
    notice,
    isOffline,
    chooseMethod: setMethod,
    setPhone: setTyped,
    pay: async () => {
      if (method) await ask(method, phone)
    },
    payAgain: async () => {
      const wanted = session?.method ?? method
      const isNumberMissing = !further && session?.phone_masked && phone === ""
      if (wanted && !isNumberMissing) await ask(wanted, further ? "" : phone)
      else openForm("way")
    },
    openForm,
    closeForm: session && form ? () => setForm(null) : null,
  }
}

function toScreen(
  form: KpayForm | null,
  offer: KpayOffer | null,
  session: KpaySession | null
): KpayCheckoutState["screen"] {
  // Money that comes while the form is open ends it.
  const isAtEnd = session?.status === "paid" || session?.status === "unapplied"
  if (form && !isAtEnd) return form === "way" && !offer ? "loading" : "form"
  if (!session) return "loading"
  return session.status === "pending" || session.status === "not_started" ? "waiting" : "result"
}

/** The phone of the address, where it can be asked by the way that was chosen. */
function toFitting(phone: string | null | undefined, method: KpayMethodId | null): string {
  const { state, network, display } = checkPhone(phone ?? "")
  const isWallet = method === "momo" || method === "airtel"
  const fits = !isWallet || network === null || NETWORKS[network].method === method
  return state === "valid" && fits ? display : ""
}

/** Tells the shop of each thing once. */
function useTelling(
  session: KpaySession | null,
  { onOrder, onPaid }: Pick<KpayCheckoutOptions, "onOrder" | "onPaid">
): void {
  const told = useRef("")
  useEffect(() => {
    if (!session?.order_id && !(session?.status === "paid" && isEnded(session))) return
    const isPaid = session.status === "paid"
    const before = told.current
    told.current = `${session.order_id ?? ""} ${String(isPaid)}`
    if (session.order_id && !before.startsWith(session.order_id))
      onOrder?.(session.order_id, session)
    if (isPaid && !before.endsWith("true")) onPaid?.(session)
  }, [session, onOrder, onPaid])
}

/** Runs something until the page goes on. A fault of the shop's setup belongs in front of its developer. */
function running(
  run: (signal: AbortSignal) => Promise<void>,
  onFault?: (isFault: boolean) => void
): () => void {
  const abort = new AbortController()
  run(abort.signal).catch((error: unknown) => {
    if (abort.signal.aborted) return
    onFault?.(true)
    reportError(error)
  })
  return () => abort.abort()
}

/** Asks until there is an answer; a poor line is no reason to give up. */
async function again<T>(
  signal: AbortSignal,
  onTrouble: (isTrouble: boolean) => void,
  ask: () => Promise<T>
): Promise<T> {
  for (;;) {
    try {
      const answer = await ask()
      if (signal.aborted) throw signal.reason
      onTrouble(false)
      return answer
    } catch (error) {
      if (signal.aborted || !(error instanceof KpayError) || error.kind === "rejected") throw error
      onTrouble(true)
      await pause(LOAD_AGAIN_MS, signal)
    }
  }
}
