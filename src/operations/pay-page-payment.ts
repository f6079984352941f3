import type { MedusaContainer } from "@medusajs/framework/types"
import type { MethodId } from "../domain/methods"
import type { Msisdn } from "../domain/msisdn"
import type { Collection } from "../medusa/checkout"
import type { Order } from "../medusa/orders"
import { isOurs } from "../medusa/provider-id"
import { KPAY_MODULE } from "../modules/kpay"
import { findSecondMoney, toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { readPaymentOfCollection, type Payment } from "./read-payment"
import { readReceiptOf, toReceiptUrl, type ReceiptFacts } from "./receipt"
import { isSameTransfer } from "./recorded-by-hand"
import { startPayment } from "./start-payment"
import type { StartPaymentResult } from "./start-result"

/** A payment as the pay page shows it. */
export interface PagePayment extends Payment {
  readonly collection: Collection
  readonly order: Order
  /** The newest attempt. A form that follows another one was sent twice or is old. */
  readonly newest: Attempt | null
  /** Money that came beside the applied money, and that no order takes; `null` where there is none. */
  readonly second: Attempt | null
  /** The language that was chosen at the checkout. */
  readonly locale: string | null
  /** Whether the attempt's money is unapplied because the same transfer was recorded by hand. */
  readonly isRecordedByHand: boolean
  /** What the books say of the money; `null` while there is none. */
  readonly receipt: ReceiptFacts | null
  /** Where the receipt can be checked; `null` while there is none. */
  readonly receiptUrl: string | null
}

/** What the shopper entered on the pay page. */
export interface PageWish {
  readonly method: MethodId | null
  /** Left out, the phone of the last prompt. */
  readonly msisdn: Msisdn | null
  readonly locale: string
  /** The newest attempt's id when the page was shown; empty when there was none. */
  readonly follows: string
  /** The francs that the page showed. */
  readonly amountRwf: number
}

/** What the browser does next: show how the payment is now, go to the card page, or show the form with what to correct. */
export type PageOutcome =
  /** `chosen`: what the shopper chose, where another method was asked. */
  | { readonly next: "show"; readonly chosen?: MethodId | undefined }
  | { readonly next: "card_page"; readonly url: string }
  | {
      readonly next: "correct"
      readonly reason: Refusal["reason"] | "amount_changed"
      readonly details: Refusal["details"]
    }

type Refusal = Extract<StartPaymentResult, { type: "refused" }>

/** Reads the payment of a payment collection; `null` when it belongs to no order any more. */
export async function readPagePayment(
  container: MedusaContainer,
  collectionId: string
): Promise<PagePayment | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payment = await readPaymentOfCollection(container, collectionId)
  if (!payment?.collection.order) return null
  const { collection, attempt, attempts } = payment
  const session = collection.sessions.find(isOurs)
  const choice = session && (await kpay.findChoice(session.id))
  return {
    ...payment,
    order: payment.collection.order,
    newest: attempts[0] ?? null,
    second: findSecondMoney(attempts, attempt),
    locale: attempt?.locale ?? choice?.locale ?? null,
    isRecordedByHand: attempt !== null && (await isSameTransfer(container, attempt)),
    receipt: attempt && (await readReceiptOf(container, attempt)),
    receiptUrl: attempt && toReceiptUrl(container, attempt),
  }
}

/**
 * Starts the first attempt or a further one from the pay page. A form that was sent twice, an old page and a second page
 * make no second prompt.
 */
export async function payFromPage(
  container: MedusaContainer,
  payment: PagePayment,
  wish: PageWish
): Promise<PageOutcome> {
  const { owedRwf, isUnpaid, newest, collection } = payment
  if (!isUnpaid || wish.follows !== (newest?.id ?? "")) return { next: "show" }
  if (wish.amountRwf !== owedRwf) return { next: "correct", reason: "amount_changed", details: {} }
  const result = await startPayment(container, {
    collection,
    sessionId: collection.sessions.find((one) => isOurs(one) && !one.is_captured)?.id ?? null,
    method: wish.method,
    msisdn: wish.msisdn ?? (newest && toPromptedMsisdn(newest)),
    locale: wish.locale,
    kind: "further",
    returnTo: "pay_page",
  })
  if (result.type === "started") {
    const { status, redirect_url, method } = result.attempt
    if (status === "pending" && redirect_url !== null)
      return { next: "card_page", url: redirect_url }
    return { next: "show", ...(wish.method && wish.method !== method && { chosen: wish.method }) }
  }
  const { reason, details } = result
  // The page says by itself that a prompt is waiting or that the money is there.
  const isShown = reason === "already_waiting" || reason === "nothing_to_pay"
  return isShown ? { next: "show" } : { next: "correct", reason, details }
}
