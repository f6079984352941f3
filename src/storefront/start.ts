import type { KpaySession } from "../http-types"
import { KpayError } from "./kpay-error"
import type { Memory } from "./memory"
import type { KpayOutcome } from "./outcome"
import { pause } from "./pause"
import { findSession, type KpayCart, type KpayChoice, type ShopRoutes } from "./shop-routes"
import type { KpayTexts } from "./texts/texts"

/** What is to be paid, and how. */
export type KpayStart = KpayChoice &
  ({ readonly cartId: string } | { readonly collectionId: string }) & {
    /** Of who pays, where it is not the customer or the address of the cart. */
    readonly name?: string
    readonly email?: string
  }

export interface StartContext {
  readonly routes: ShopRoutes
  readonly memory: Memory
  readonly texts: KpayTexts
  readonly providerId: string
  readonly isPayFirst: boolean
}

/** How long to wait before each look at what became of a request whose answer was lost. */
const LOOK_AFTER_MS = [1_000, 2_000, 4_000, 8_000]

/**
 * Starts paying a cart: chooses K-Pay and places the order, unless a payment of this cart is under way already, which is
 * then given. When an answer is lost nothing is sent again: the payment is looked for.
 */
export async function startCart(
  context: StartContext,
  cartId: string,
  choice: KpayChoice
): Promise<KpayOutcome> {
  const { routes, memory, providerId } = context
  const look = async (): Promise<KpaySession | null> => {
    const id = findSession((await routes.readCart(cartId)).payment_collection, providerId)
    if (id) memory.remember(cartId, id)
    return id ? routes.readSession(id) : null
  }
  return telling(context, look, async (note) => {
    const cart = await routes.readCart(cartId)
    let id = findSession(cart.payment_collection, providerId)
    const known = id ? await routes.readSession(id) : null
    if (known?.order_id) return isUnderWay(known) ? toOutcome(known) : retry(context, known, choice)
    if (!known || !isUnderWay(known) || !isOfCart(known, cart)) {
      note(known)
      const collectionId = cart.payment_collection?.id ?? (await routes.openCollection(cartId))
      id = await routes.choose(collectionId, choice)
      memory.remember(cartId, id)
    }
    const refusal = context.isPayFirst ? null : await placeOrder(context, cartId)
    const own = id ? await routes.readSession(id) : null
    // Another tab has put its session in the place of ours.
    const session = own && isKnown(own) ? own : await look()
    const isStarted = !refusal || (session && isUnderWay(session) && isOfCart(session, cart))
    return isStarted ? toOutcome(session) : { type: "refused", ...refusal, session }
  })
}

/** Starts paying a collection that has no cart any more, e.g. of an unpaid order. */
export async function startCollection(
  context: StartContext,
  collectionId: string,
  choice: KpayChoice
): Promise<KpayOutcome> {
  const { routes, memory } = context
  let id = memory.recall(collectionId)
  const look = async (): Promise<KpaySession | null> => (id ? routes.readSession(id) : null)
  return telling(context, look, async (note) => {
    const known = await look()
    if (known && isUnderWay(known)) return toOutcome(known)
    note(known)
    id = await routes.choose(collectionId, choice)
    memory.remember(collectionId, id)
    const chosen = await routes.readSession(id)
    return isUnderWay(chosen) ? toOutcome(chosen) : retry(context, chosen, choice)
  })
}

/** Asks for a further attempt: the prompt again, another phone, another way. */
export async function retry(
  context: StartContext,
  session: KpaySession,
  choice: KpayChoice
): Promise<KpayOutcome> {
  const { routes } = context
  const look = (): Promise<KpaySession> => routes.readSession(session.session_id)
  return telling(context, look, async (note) => {
    note(session)
    try {
      return toOutcome(await routes.startFurther(session.session_id, choice))
    } catch (error) {
      if (!(error instanceof KpayError) || error.status !== 409) throw error
      // A client that throws keeps the answer's body to itself.
      const told = error.body as { kpay?: KpaySession } | null
      const found = told?.kpay ?? (await routes.readSession(session.session_id))
      if (found.status !== "pending" && isUnderWay(found)) return toOutcome(found)
      const { message } = error
      return { type: "too_early", message, retryAfterS: found.retry_after_s, session: found }
    }
  })
}

/**
 * The server sends the prompt while it places the order; told twice, it finds the order or the open attempt. Gives what
 * kept the order from being placed, if anything did.
 */
async function placeOrder(
  { routes, texts }: StartContext,
  cartId: string
): Promise<{ message: string; detail: string } | null> {
  try {
    const completion = await routes.complete(cartId)
    if (completion.type === "order") return null
    const { type, message: detail } = completion.error
    // Of the plugin, for the shopper; everything else is core's, for a developer.
    const message = type === "payment_authorization_error" ? detail : texts.not_possible
    return { message, detail }
  } catch (error) {
    if (!(error instanceof KpayError) || error.kind === "no_answer") throw error
    // Another tab is completing the cart at this moment.
    if (error.status === 409) throw new KpayError("no_answer", error.message, 409)
    return { message: texts.not_possible, detail: error.message }
  }
}

/**
 * Turns what is thrown on the way into a result. A lost answer is no reason to ask again, but to look: for what has begun
 * since `act` noted what there was, or for what is under way where it noted nothing.
 */
async function telling(
  { texts }: StartContext,
  look: () => Promise<KpaySession | null>,
  act: (note: (before: KpaySession | null) => void) => Promise<KpayOutcome>
): Promise<KpayOutcome> {
  let noted: { readonly startedAt: string | null } | null = null
  try {
    return await act((before) => {
      noted = { startedAt: before?.started_at ?? null }
    })
  } catch (error) {
    if (!(error instanceof KpayError)) throw error
    if (error.kind === "rejected") {
      // 400 is the plugin's, about what the shopper chose; everything else is for a developer.
      const message = error.status === 400 ? error.message : texts.not_possible
      return { type: "refused", message, detail: error.message, session: null }
    }
  }
  let session: KpaySession | null = null
  for (const delayMs of LOOK_AFTER_MS) {
    await pause(delayMs)
    try {
      session = await look()
      if (session && isNews(session, noted)) return toOutcome(session)
    } catch (error) {
      if (!(error instanceof KpayError)) throw error
    }
  }
  return { type: "no_answer", message: texts.no_answer, session }
}

function isNews(
  session: KpaySession,
  noted: { readonly startedAt: string | null } | null
): boolean {
  return noted ? isKnown(session) && session.started_at !== noted.startedAt : isUnderWay(session)
}

function toOutcome(session: KpaySession | null): KpayOutcome {
  if (!session) throw new KpayError("no_answer", "The payment session was not found.", null)
  const { status, message } = session
  return status === "failed"
    ? { type: "refused", message, detail: message, session }
    : { type: "started", session }
}

/** Whether money is asked for or taken, so that nobody must be asked again. */
function isUnderWay({ status }: KpaySession): boolean {
  return status === "pending" || status === "paid" || status === "unapplied"
}

/** Whether anything was started in the session. */
function isKnown({ status }: KpaySession): boolean {
  return status !== "not_started"
}

/** Whether a payment is of what the cart costs now; a fraction of a franc is rounded by the server. */
function isOfCart(session: KpaySession, cart: KpayCart): boolean {
  return Math.abs(session.amount - cart.total) < 1
}
