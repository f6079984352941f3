import type { KpaySession } from "../http-types"
import { isUnderWay } from "./actions"
import { KpayError } from "./kpay-error"
import type { Memory } from "./memory"
import type { KpayOutcome } from "./outcome"
import { pause } from "./pause"
import { placeFreeOrder, placeOrder } from "./place-order"
import {
  findSession,
  type KpayCart,
  type KpayChoice,
  type KpayMethodId,
  type ShopRoutes,
} from "./shop-routes"
import type { KpayTexts } from "./texts/texts"

/** How the shopper wants to pay. A cart that costs nothing needs no method. */
export type StartChoice = Omit<KpayChoice, "method"> & { readonly method?: KpayMethodId }

/** What `start` pays, and how. */
export type KpayStart = (
  ({ readonly cartId: string } & StartChoice) | ({ readonly collectionId: string } & KpayChoice)
) & {
  /** Of the payer, where it is not the customer or the address of the cart. */
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

/** Pauses before each check of a request whose answer was lost. */
const CHECK_AFTER_MS = [1_000, 2_000, 4_000, 8_000]

/**
 * Starts the payment of a cart: opens a K-Pay session and places the order. A payment that is under way is returned and not
 * started again. A cart that costs nothing is placed without a payment. After a lost answer nothing is sent again; the kit
 * reads the session instead.
 */
export async function startCart(
  context: StartContext,
  cartId: string,
  choice: StartChoice
): Promise<KpayOutcome> {
  const { routes, memory, texts, providerId } = context
  const readSession = async (): Promise<KpaySession | null> => {
    const id = findSession((await routes.readCart(cartId)).payment_collection, providerId)
    if (id) memory.remember(cartId, id)
    return id ? routes.readSession(id) : null
  }
  return toSafeOutcome(context, readSession, async (noteBefore) => {
    const cart = await routes.readCart(cartId)
    let id = findSession(cart.payment_collection, providerId)
    const known = id ? await routes.readSession(id) : null
    if (known?.order_id && isUnderWay(known)) return toOutcome(known)
    if (!known?.order_id && cart.total <= 0) return placeFreeOrder(context, cartId)
    if (!hasMethod(choice)) {
      const message = texts.method_missing
      return { type: "refused", message, detail: message, session: known }
    }
    if (known?.order_id) return retry(context, known, choice)
    if (!known || !isUnderWay(known) || !matchesCart(known, cart)) {
      noteBefore(known)
      const collectionId = cart.payment_collection?.id ?? (await routes.openCollection(cartId))
      id = await routes.choose(collectionId, choice)
      memory.remember(cartId, id)
    }
    const placed = context.isPayFirst ? null : await placeOrder(context, cartId)
    const refusal = placed && "message" in placed ? placed : null
    const own = id ? await routes.readSession(id) : null
    // Another tab may have replaced this session by its own.
    const session = own && isStarted(own) ? own : await readSession()
    const isPaying = !refusal || (session && isUnderWay(session) && matchesCart(session, cart))
    return isPaying ? toOutcome(session) : { type: "refused", ...refusal, session }
  })
}

/** Starts the payment of a collection without a cart, e.g. of an unpaid order. */
export async function startCollection(
  context: StartContext,
  collectionId: string,
  choice: KpayChoice
): Promise<KpayOutcome> {
  const { routes, memory } = context
  let id = memory.recall(collectionId)
  const readSession = async (): Promise<KpaySession | null> => (id ? routes.readSession(id) : null)
  return toSafeOutcome(context, readSession, async (noteBefore) => {
    const known = await readSession()
    if (known && isUnderWay(known)) return toOutcome(known)
    noteBefore(known)
    id = await routes.choose(collectionId, choice)
    memory.remember(collectionId, id)
    const chosen = await routes.readSession(id)
    return isUnderWay(chosen) ? toOutcome(chosen) : retry(context, chosen, choice)
  })
}

/** Starts a further attempt: the prompt again, another phone, another method. */
export async function retry(
  context: StartContext,
  session: KpaySession,
  choice: KpayChoice
): Promise<KpayOutcome> {
  const { routes } = context
  const readSession = (): Promise<KpaySession> => routes.readSession(session.session_id)
  return toSafeOutcome(context, readSession, async (noteBefore) => {
    noteBefore(session)
    try {
      return toOutcome(await routes.startFurther(session.session_id, choice))
    } catch (error) {
      // 409 while a prompt is waiting, 429 after too many.
      if (!(error instanceof KpayError) || ![409, 429].includes(error.status ?? 0)) throw error
      // The errors of Medusa's client do not carry the body of the answer.
      const answer = error.body as { kpay?: KpaySession; retry_after_s?: number } | null
      const found = answer?.kpay ?? (await readSession())
      if (found.status !== "pending" && isUnderWay(found)) return toOutcome(found)
      const { message } = error
      const retryAfterS = answer?.retry_after_s ?? found.retry_after_s
      return { type: "too_early", message, retryAfterS, session: found }
    }
  })
}

/**
 * Runs `act` and turns a thrown error into an outcome. After a lost answer it sends nothing again. It reads the session until
 * it finds an attempt that is newer than the one noted before, or, where none was noted, a payment that is under way.
 */
async function toSafeOutcome(
  { texts }: StartContext,
  readSession: () => Promise<KpaySession | null>,
  act: (noteBefore: (session: KpaySession | null) => void) => Promise<KpayOutcome>
): Promise<KpayOutcome> {
  let before: { readonly startedAt: string | null } | null = null
  try {
    return await act((session) => {
      before = { startedAt: session?.started_at ?? null }
    })
  } catch (error) {
    if (!(error instanceof KpayError)) throw error
    if (error.kind === "rejected") {
      // The plugin answers 400 with a message for the shopper. Any other message is for a developer.
      const message = error.status === 400 ? error.message : texts.not_possible
      return { type: "refused", message, detail: error.message, session: null }
    }
  }
  let session: KpaySession | null = null
  for (const delayMs of CHECK_AFTER_MS) {
    await pause(delayMs)
    try {
      session = await readSession()
      if (session && isNew(session, before)) return toOutcome(session)
    } catch (error) {
      if (!(error instanceof KpayError)) throw error
    }
  }
  return { type: "no_answer", message: texts.no_answer, session }
}

function isNew(
  session: KpaySession,
  before: { readonly startedAt: string | null } | null
): boolean {
  return before
    ? isStarted(session) && session.started_at !== before.startedAt
    : isUnderWay(session)
}

/** @throws KpayError (`no_answer`) without a session: Medusa is replacing it, so the kit must read it again. */
function toOutcome(session: KpaySession | null): KpayOutcome {
  if (!session) throw new KpayError("no_answer", "The payment session was not found.", null)
  const { status, message } = session
  return status === "failed"
    ? { type: "refused", message, detail: message, session }
    : { type: "started", session }
}

function hasMethod(choice: StartChoice): choice is KpayChoice {
  return choice.method !== undefined
}

/** Whether the session has an attempt. */
function isStarted({ status }: KpaySession): boolean {
  return status !== "not_started"
}

/** Whether a payment is for the cart's present total. The server rounds a fraction of a franc. */
function matchesCart(session: KpaySession, cart: KpayCart): boolean {
  return Math.abs(session.amount - cart.total) < 1
}
