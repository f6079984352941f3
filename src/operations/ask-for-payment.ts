import type { MedusaContainer } from "@medusajs/framework/types"
import { formatRwf } from "../domain/amount"
import { METHODS, type MethodId } from "../domain/methods"
import { toMaskedMsisdn, type Msisdn } from "../domain/msisdn"
import type { Order } from "../medusa/orders"
import { readPayer } from "../medusa/payer"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { openCollectionToPay } from "./collection-to-pay"
import { readPagePayment } from "./pay-page-payment"
import { toMsisdnOrNull } from "./payment-wish"
import { toPromptRefusal } from "./prompt-refusal"
import { readPayableOrder, readPayment } from "./read-payment"
import { refusedAs, unknownAs, type Refused } from "./refused"
import { startPayment } from "./start-payment"

/** An admin asks for what an order owes, on the phone of the person who pays. */
export interface AskForPaymentInput {
  readonly order_id: string
  readonly method: MethodId
  /** The number that the admin entered; `null` for the one that the shop knows. */
  readonly msisdn: Msisdn | null
  /** That number as the admin saw it, masked. A number with another mask is not prompted. */
  readonly phone_masked: string | null
  /** What the admin saw that the order owes, in whole francs; another amount is not asked for. `null` for the balance of now. */
  readonly amount: number | null
  /** Left out, the language that the shopper chose at the checkout. */
  readonly locale: string | null
  /** Medusa's id of the user. */
  readonly actor: string
}

/**
 * Sends the first prompt or a further one for an order or draft order, in the shopper's place. It asks what is owed now. An
 * order without a payment collection for it gets one.
 */
export async function askForPayment(
  container: MedusaContainer,
  { order_id, method, msisdn, phone_masked, amount, locale, actor }: AskForPaymentInput
): Promise<{ readonly type: "done"; readonly attempt: Attempt } | Refused> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (METHODS[method].redirects) return refusedAs("card_by_pay_link")
  const known =
    msisdn === null && phone_masked !== null ? await readKnown(container, order_id) : null
  if (known !== null && known.phoneMasked !== phone_masked) return refusedAs("phone_changed")
  const opened = await openCollectionToPay(container, order_id)
  if (opened.type === "refused") return opened
  const payment = await readPagePayment(container, opened.collectionId)
  if (!payment) return unknownAs("no_order", { order: order_id })
  const { collection, owedRwf } = payment
  if (amount !== null && amount !== owedRwf)
    return refusedAs("amount_changed", { owed: formatRwf(owedRwf), amount: formatRwf(amount) })
  const result = await startPayment(container, {
    collection,
    sessionId: collection.sessions.find((one) => isOurs(one) && !one.is_captured)?.id ?? null,
    method,
    msisdn: msisdn ?? known?.msisdn ?? null,
    locale: locale ?? payment.locale ?? "en",
    kind: "further",
    actor,
  })
  return result.type === "started"
    ? { type: "done", attempt: result.attempt }
    : toPromptRefusal(result, method, settings)
}

/** What an order can be asked for on a phone, and on which one. */
export interface PromptOffer {
  /** What is owed, as K-Pay is asked for it; 0 when nothing. */
  readonly amountRwf: number
  /** The number of the newest prompt, else of the order, masked; `null` where the shop knows none. */
  readonly phoneMasked: string | null
}

/** Reads what an order can be asked for on a phone; `null` when there is no order with this id. */
export async function readPromptOffer(
  container: MedusaContainer,
  orderId: string
): Promise<PromptOffer | null> {
  const known = await readKnown(container, orderId)
  return known && { amountRwf: known.amountRwf, phoneMasked: known.phoneMasked }
}

async function readKnown(
  container: MedusaContainer,
  orderId: string
): Promise<(PromptOffer & { readonly msisdn: Msisdn | null }) | null> {
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return null
  const { attempts, owedRwf } = await readPayment(container, payable)
  const prompted = attempts.map(toPromptedMsisdn).find((one) => one !== null)
  const msisdn = prompted ?? (await readOrderMsisdn(container, payable.order))
  return { amountRwf: owedRwf, phoneMasked: msisdn && toMaskedMsisdn(msisdn), msisdn }
}

async function readOrderMsisdn(container: MedusaContainer, order: Order): Promise<Msisdn | null> {
  const { phones } = await readPayer(resolveQuery(container), { cart: null, order })
  return phones.map(toMsisdnOrNull).find((one) => one !== null) ?? null
}
