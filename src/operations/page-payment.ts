import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { InvalidAmountError, toAmountRwf, type AmountRwf } from "../domain/amount"
import { METHODS, type MethodId } from "../domain/methods"
import type { Msisdn } from "../domain/msisdn"
import { KPAY_MODULE } from "../modules/kpay"
import { toAskedMsisdn, toSpokesman, type Attempt } from "../modules/kpay/attempts/attempt"
import { CannotStartError, type CannotStart } from "../modules/kpay/attempts/cannot-start"
import {
  isOurs,
  readCollection,
  readPayer,
  toCheckout,
  type Checkout,
  type Collection,
} from "../medusa/checkout"
import { isAmount } from "../modules/kpay/attempts/is-amount"
import type KpayModuleService from "../modules/kpay/service"
import { readOrderDue } from "./order-due"

/** How long a second tap waits for the first one's session. */
const LOCK_WAIT_S = 10

/** A payment as the pay page knows it. */
export interface PagePayment {
  readonly collection: Collection
  readonly order: NonNullable<Collection["order"]>
  /** The attempt that speaks for it. */
  readonly attempt: Attempt | null
  /** The newest attempt; what is sent on a page that does not know it was sent twice, or too late. */
  readonly newest: Attempt | null
  /** What is to be paid now, in the currency's own unit, and as K-Pay is asked for it; `null` when nothing is. */
  readonly due: { readonly total: number; readonly amountRwf: AmountRwf } | null
  /** The language that was chosen at the checkout. */
  readonly locale: string | null
  readonly providerId: string | null
}

/** What somebody entered on the pay page. */
export interface PageWish {
  readonly method: MethodId | null
  /** Left out, the phone that was asked last. */
  readonly msisdn: Msisdn | null
  readonly locale: string
  /** The newest attempt's id when the page was shown; empty when there was none. */
  readonly follows: string
  /** The francs that the page showed. */
  readonly amountRwf: number
}

/** What came of it: the page shows how it stands now, the browser goes to the card page, or something is to be mended. */
export type PageOutcome =
  | { readonly next: "look" }
  | { readonly next: "card_page"; readonly url: string }
  | {
      readonly next: "mend"
      readonly why: CannotStart | "amount_changed"
      readonly about: CannotStartError["about"]
    }

/** Reads the payment of a payment collection; `null` when it is no order's any more. */
export async function readPagePayment(
  container: MedusaContainer,
  collectionId: string
): Promise<PagePayment | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const collection = await readCollection(query, collectionId)
  const orderDue = collection?.order && (await readOrderDue(container, collection.order.id))
  if (!collection?.order || !orderDue) return null
  const attempts = await kpay.attempts.list({ payment_collection_id: collection.id })
  const attempt = toSpokesman(attempts)
  const ownSession = collection.sessions.find(isOurs)
  const choice = ownSession && (await kpay.choices.find(ownSession.id))
  // An order that was paid otherwise in the meantime lacks less than its payment collection does.
  const total = Math.min(collection.amount - collection.paid_amount, orderDue.lacking)
  const isDue = total > 0 && !orderDue.is_cancelled
  return {
    collection,
    order: collection.order,
    attempt,
    newest: attempts[0] ?? null,
    due: isDue
      ? {
          total,
          amountRwf: toAmountRwf(total, collection.currency_code, kpay.settings.rounding),
        }
      : null,
    locale: attempt?.locale ?? choice?.locale ?? null,
    providerId: orderDue.provider_id,
  }
}

/**
 * Starts the first attempt or a further one, by the rules of every other: a page sent twice, an old page and one beside it
 * make no second prompt. The money is placed by the one path, like any other's.
 */
export async function payFromPage(
  container: MedusaContainer,
  payment: PagePayment,
  wish: PageWish
): Promise<PageOutcome> {
  const { due, newest } = payment
  if (due === null || wish.follows !== (newest?.id ?? "")) return { next: "look" }
  if (wish.amountRwf !== due.amountRwf) return { next: "mend", why: "amount_changed", about: {} }
  if (wish.method === null) return { next: "mend", why: "choose_method", about: {} }
  const phone = wish.msisdn ?? (newest && toAskedMsisdn(newest))
  if (METHODS[wish.method].needsPhone && phone === null)
    return { next: "mend", why: "enter_phone", about: { method: wish.method } }
  try {
    const started = await start(container, payment, { ...wish, msisdn: phone })
    return started.state === "pending" && started.redirect_url !== null
      ? { next: "card_page", url: started.redirect_url }
      : { next: "look" }
  } catch (error) {
    if (error instanceof InvalidAmountError) return { next: "mend", why: "unavailable", about: {} }
    if (!(error instanceof CannotStartError)) throw error
    const { why, about } = error
    // Somebody was faster, or has paid: the page says so by itself.
    const isSeen = why === "already_waiting" || why === "nothing_to_pay"
    return isSeen ? { next: "look" } : { next: "mend", why, about }
  }
}

async function start(
  container: MedusaContainer,
  payment: PagePayment,
  { method, msisdn, locale }: PageWish
): Promise<Attempt> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const checkout = await openCheckout(container, payment, locale)
  const known = await kpay.choices.find(checkout.session.id)
  if (!known) throw new CannotStartError("unavailable")
  const choice = { ...known, method, msisdn: msisdn ?? known.msisdn, locale }
  const started = await kpay.startAttempt({
    choice,
    checkout,
    payer: await readPayer(query, checkout),
    isFurther: true,
    returnTo: "pay_page",
  })
  await kpay.choices.save(choice)
  return started
}

/** The order's own session, or where the order asks for another amount now, or has none, a new one. It sends no prompt. */
async function openCheckout(
  container: MedusaContainer,
  { collection, due, providerId }: PagePayment,
  locale: string
): Promise<Checkout> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  if (due === null || providerId === null) throw new CannotStartError("unavailable")
  const open = async () => {
    const fresh = (await readCollection(query, collection.id)) ?? collection
    const session = fresh.sessions.find(
      (one) =>
        isOurs(one) &&
        !one.is_captured &&
        !ENDED.includes(one.status) &&
        isAmount(one, { amount: due.amountRwf }, settings)
    )
    if (session) return { ...fresh, session }
    const { id } = await container.resolve(Modules.PAYMENT).createPaymentSession(collection.id, {
      provider_id: providerId,
      amount: due.total,
      currency_code: collection.currency_code,
      // The mark of a session that no checkout made, so that no phone rings for it by itself.
      data: { chosen_in: collection.id, locale },
    })
    const changed = await readCollection(query, collection.id)
    return changed && toCheckout(changed, id)
  }
  const checkout = await container
    .resolve(Modules.LOCKING)
    .execute(`kpay-pay-page-${collection.id}`, open, { timeout: LOCK_WAIT_S })
  if (!checkout) throw new CannotStartError("unavailable")
  return checkout
}

/** Sessions that core takes no money for any more. */
const ENDED: readonly string[] = ["canceled", "error"]
