import type { MedusaContainer } from "@medusajs/framework/types"
import { readCollection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toPayPageAddress } from "../modules/kpay/options/own-address"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { readPayToken, toPayToken, toPayTokenKey, type PayLink } from "../pay-page/pay-token"
import { readStartedCollectionId } from "./chosen-collection"
import { findPayObstacle, findProvider, openCollectionToPay } from "./collection-to-pay"
import { readPayable, readPaymentOfCollection, type Payment } from "./read-payment"
import type { Refused } from "./refused"
import { readShopSecrets } from "./shop-secrets"

/** A link to the pay page, for one order. */
export interface MadePayLink {
  readonly type: "done"
  readonly url: string
  /** The secret part of the link, which opens the slip and the courier's page too. */
  readonly token: string
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
  const opened = await openCollectionToPay(container, orderId)
  if (opened.type === "refused") return opened
  const { collectionId, payable } = opened
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { token, expiresAt } = await sealPayLink(container, collectionId)
  return {
    type: "done",
    url: toPayPageAddress(settings.backendUrl, token),
    token,
    expiresAt,
    amountRwf: payable.owedRwf,
    collectionId,
    displayId: payable.order.display_id,
  }
}

/** Makes the secret part of a new link for a payment collection. Whether anything can be paid in it is not looked at. */
export async function sealPayLink(
  container: MedusaContainer,
  collectionId: string
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const now = await readNow(container)
  // Whole seconds, since the link itself has no more.
  const expiresAt = new Date(Math.floor((now.getTime() + settings.payLinkValidFor) / 1000) * 1000)
  return { token: makeToken(container, collectionId, expiresAt), expiresAt }
}

/** Whether a pay link can be made for an order now. */
export async function canMakePayLink(
  container: MedusaContainer,
  payment: Payment
): Promise<boolean> {
  return (await findPayObstacle(container, payment)) === null
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
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { settings } = kpay
  const collectionId = await readStartedCollectionId(resolveQuery(container), kpay, attempt)
  const payment =
    collectionId === null ? null : await readPaymentOfCollection(container, collectionId)
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
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const token = makeToken(container, collectionId, expiresAt)
  return { type: "open", url: toPayPageAddress(settings.backendUrl, token) }
}

function makeToken(container: MedusaContainer, collectionId: string, expiresAt: Date): string {
  const [secret] = readShopSecrets(container)
  return toPayToken({ collectionId, expiresAt }, toPayTokenKey(secret))
}

async function readNow(container: MedusaContainer): Promise<Date> {
  return container.resolve<KpayModuleService>(KPAY_MODULE).readNow()
}
