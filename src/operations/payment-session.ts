import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { matchesAmount, type Rounding } from "../domain/amount"
import {
  isEnded,
  readCollection,
  readCollectionsOfOrder,
  toCheckout,
  type Checkout,
  type Collection,
} from "../medusa/checkout"
import { openCollection, openSession } from "../medusa/open-session"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"

/** An amount that an order owes, for which a payment session is wanted. */
export interface Wanted {
  readonly orderId: string
  /** A payment collection that is looked at first, whether it is linked to the order or not. */
  readonly firstCollectionId: string | null
  /** In the currency's own unit. */
  readonly amount: number
  readonly amountRwf: number
  readonly currencyCode: string
  readonly providerId: string
  readonly locale: string
  /** The session that is preferred where it fits. */
  readonly preferredSessionId: string | null
  /** The session of money that is to be booked: it is the answer where core has captured it by now. `null` to ask for money. */
  readonly moneyOfSessionId: string | null
}

/**
 * Finds a K-Pay session of an order for the very amount, or opens one. Call it while the order's lease is held, or two
 * callers open one each. It sends no prompt.
 */
export async function openSessionForOrder(
  container: MedusaContainer,
  wanted: Wanted
): Promise<Checkout> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = resolveQuery(container)
  const first =
    wanted.firstCollectionId === null ? null : await readCollection(query, wanted.firstCollectionId)
  const ofOrder = await readCollectionsOfOrder(query, wanted.orderId)
  const collections = [...(first ? [first] : []), ...ofOrder.filter(({ id }) => id !== first?.id)]
  const captured = collections
    .map((collection) => toCheckout(collection, wanted.moneyOfSessionId ?? ""))
    .find((checkout) => checkout?.session.is_captured)
  if (captured) return captured
  const fitting = collections
    .flatMap((collection) => collection.sessions.map((session) => ({ ...collection, session })))
    .filter((checkout) => isFitting(checkout, wanted, settings.rounding))
  const known =
    fitting.find(({ session }) => session.id === wanted.preferredSessionId) ?? fitting[0]
  if (known) return known

  const collectionId =
    collections.find((collection) => canAsk(collection, wanted) && isFree(collection))?.id ??
    (await openCollection(container, wanted.orderId, wanted.amount))
  const sessionId = await openSession(container, {
    collectionId,
    providerId: wanted.providerId,
    amount: wanted.amount,
    currencyCode: wanted.currencyCode,
    mark: { chosen_in: wanted.preferredSessionId ?? collectionId, locale: wanted.locale },
  })
  const collection = await readCollection(query, collectionId)
  const checkout = collection && toCheckout(collection, sessionId)
  if (!checkout)
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `The payment session ${sessionId} was deleted at once.`
    )
  return checkout
}

/** Whether a K-Pay session takes the very amount, in a collection that still asks for as much. */
export function isFitting(
  checkout: Checkout,
  wanted: Pick<Wanted, "amount" | "amountRwf">,
  rounding: Rounding
): boolean {
  const { session } = checkout
  return (
    canAsk(checkout, wanted) &&
    isOurs(session) &&
    !session.is_captured &&
    !isEnded(session) &&
    matchesAmount(session, wanted.amountRwf, rounding)
  )
}

/** Whether a collection still asks for as much. An edit that was taken back leaves one that does not. */
function canAsk(
  { amount, paid_amount }: Pick<Collection, "amount" | "paid_amount">,
  wanted: Pick<Wanted, "amount">
): boolean {
  // A session of a total with a fraction may stand in a collection of the rounded one.
  return Math.ceil(amount - paid_amount) >= Math.floor(wanted.amount)
}

/** Whether no other provider and no captured money is in a collection. */
function isFree({ sessions }: Collection): boolean {
  return sessions.every((session) => isOurs(session) && !session.is_captured)
}

/**
 * What must not be worked on by two callers at once: the collections of a payment and its orders. Callers that know more of
 * the same payment overlap in at least one key.
 */
export function toPaymentKeys(payable: {
  readonly orders: readonly { readonly id: string }[]
  readonly collectionIds: readonly string[]
}): string[] {
  return [...payable.collectionIds, ...payable.orders.map(({ id }) => id)]
}
