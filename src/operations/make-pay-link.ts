import type { MedusaContainer } from "@medusajs/framework/types"
import { InvalidAmountError, matchesAmount, toAmountRwf } from "../domain/amount"
import { readCollection, readCollectionsOfOrder } from "../medusa/checkout"
import { openCollection } from "../medusa/open-session"
import { findProviderOfRegion, isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toPayPageAddress } from "../modules/kpay/options/own-address"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { readPayToken, toPayToken, toPayTokenKey, type PayLink } from "../pay-page/pay-token"
import { toPaymentKeys } from "./payment-session"
import { readShopSecrets } from "./shop-secrets"
import {
  readPayable,
  readPayableOrder,
  readPayment,
  readPaymentOfCollection,
  type Payable,
  type Payment,
} from "./read-payment"
import { refused, unknown, type Refused } from "./refused"

/** How long a caller waits for another that is making the same link. */
const LEASE_WAIT_MS = 10_000

/** A link to the pay page, for one order. */
export interface MadePayLink {
  readonly type: "done"
  readonly url: string
  readonly expiresAt: Date
  /** What the order owes, as K-Pay is asked for it. */
  readonly amountRwf: number
  readonly collectionId: string
  readonly displayId: number | null
}

/**
 * Makes a link by which what an order or draft order owes can be paid. It sends no prompt. Making another is harmless: all
 * links of an order lead to the same balance.
 */
export async function makePayLink(
  container: MedusaContainer,
  orderId: string
): Promise<MadePayLink | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return unknown(`There is no order ${orderId}.`)
  const made = await kpay.withLease(toPaymentKeys(payable), LEASE_WAIT_MS, () =>
    makeHeld(container, orderId)
  )
  return made.isHeld
    ? made.value
    : refused("Money is being applied to this order. Try again in a moment.")
}

/** Whether a pay link can be made for an order now. */
export async function canMakePayLink(
  container: MedusaContainer,
  payment: Payment
): Promise<boolean> {
  return (await findObstacle(container, payment)) === null
}

/** What an address that never changes leads to: the pay page, or the reason why not. */
export type FoundPayPage =
  | { readonly type: "open"; readonly url: string }
  | { readonly type: "too_old" | "nothing_to_pay" | "unknown" }

/** How long a payer who comes back from the card page can see the receipt. */
const RECEIPT_FOR_MS = 24 * 60 * 60_000

/**
 * The pay page of a payment collection whose id a stranger may know. It leads to the page of an unpaid order in francs that
 * K-Pay may serve, until the payment is as old as a link may become.
 */
export async function findPayPage(
  container: MedusaContainer,
  collectionId: string
): Promise<FoundPayPage> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const collection = await readCollection(resolveQuery(container), collectionId)
  if (collection?.currency_code !== "rwf" || !collection.order) return { type: "unknown" }
  const payable = await readPayable(container, collection)
  if ((await findProvider(container, payable)) === null) return { type: "unknown" }
  if (!payable.isUnpaid) return { type: "nothing_to_pay" }
  return openUntil(container, collectionId, collection.created_at, settings.payLinkValidFor)
}

/** The pay page for a payer who comes back from the card page, until the attempt is as old as a link may become. */
export async function findPayPageOfAttempt(
  container: MedusaContainer,
  attempt: Attempt
): Promise<FoundPayPage> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payment = await readPaymentOfCollection(container, attempt.payment_collection_id)
  if (!payment) return { type: "unknown" }
  const validFor = payment.isUnpaid
    ? settings.payLinkValidFor
    : Math.min(RECEIPT_FOR_MS, settings.payLinkValidFor)
  return openUntil(container, payment.collection.id, attempt.created_at, validFor)
}

/** What a pay page's address is for. See {@link readPayToken}. */
export async function openPayLink(
  container: MedusaContainer,
  token: string
): Promise<PayLink | "expired" | null> {
  const keys = readShopSecrets(container).map(toPayTokenKey)
  return readPayToken(token, keys, await readNow(container))
}

async function openUntil(
  container: MedusaContainer,
  collectionId: string,
  since: Date,
  validForMs: number
): Promise<FoundPayPage> {
  const expiresAt = new Date(since.getTime() + validForMs)
  if (expiresAt <= (await readNow(container))) return { type: "too_old" }
  return { type: "open", url: toPayUrl(container, collectionId, expiresAt) }
}

function toPayUrl(container: MedusaContainer, collectionId: string, expiresAt: Date): string {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const [secret] = readShopSecrets(container)
  const token = toPayToken({ collectionId, expiresAt }, toPayTokenKey(secret))
  return toPayPageAddress(settings.backendUrl, token)
}

async function readNow(container: MedusaContainer): Promise<Date> {
  return container.resolve<KpayModuleService>(KPAY_MODULE).readNow()
}

/** The provider entry of ours that an order was to be paid through, else one of its region; `null` where there is none. */
export async function findProvider(
  container: MedusaContainer,
  { orders, collectionIds }: Payable
): Promise<string | null> {
  const query = resolveQuery(container)
  for (const id of collectionIds) {
    const own = (await readCollection(query, id))?.sessions.find(isOurs)
    if (own) return own.provider_id
  }
  return findProviderOfRegion(container, orders[0]?.region_id ?? null)
}

async function makeHeld(
  container: MedusaContainer,
  orderId: string
): Promise<MadePayLink | Refused> {
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return unknown(`There is no order ${orderId}.`)
  const obstacle = await findObstacle(container, await readPayment(container, payable))
  if (obstacle !== null) return refused(obstacle)
  const collectionId =
    (await findOpenCollection(container, payable)) ??
    (await openCollection(container, orderId, payable.balance.owed))
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const now = await readNow(container)
  // Whole seconds, since the link itself has no more.
  const expiresAt = new Date(Math.floor((now.getTime() + settings.payLinkValidFor) / 1000) * 1000)
  return {
    type: "done",
    url: toPayUrl(container, collectionId, expiresAt),
    expiresAt,
    amountRwf: payable.owedRwf,
    collectionId,
    displayId: payable.order.display_id,
  }
}

/** Why nothing can be paid by a link; `null` when it can. */
async function findObstacle(container: MedusaContainer, payment: Payment): Promise<string | null> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { balance, isUnpaid, attempts } = payment
  if (balance.isCancelled) return "The order is cancelled, so there is nothing to pay."
  if (balance.currencyCode.toLowerCase() === "rwf" && !isUnpaid)
    return "The order is paid: nothing is left to pay."
  if ((await findProvider(container, payment)) === null)
    return "K-Pay is not enabled in the region of this order. Enable it in the region's settings."
  try {
    const amount = toAmountRwf(balance.owed, balance.currencyCode, settings.rounding)
    const isThere = attempts.some(
      (attempt) =>
        attempt.status === "paid" ||
        (attempt.status === "unapplied" &&
          matchesAmount({ amount, currency_code: "rwf" }, attempt.amount, settings.rounding))
    )
    return isThere
      ? "The money for this order has arrived and is not applied yet. Decide about it first."
      : null
  } catch (error) {
    if (error instanceof InvalidAmountError) return error.message
    throw error
  }
}

/** A payment collection that asks for all that is owed and has no other provider's money; `null` where none does. */
async function findOpenCollection(
  container: MedusaContainer,
  { order, balance }: NonNullable<Awaited<ReturnType<typeof readPayableOrder>>>
): Promise<string | null> {
  const collections = await readCollectionsOfOrder(resolveQuery(container), order.id)
  const open = collections.find(
    (collection) =>
      collection.sessions.every((session) => isOurs(session) && !session.is_captured) &&
      collection.amount - collection.paid_amount >= balance.owed
  )
  return open?.id ?? null
}
