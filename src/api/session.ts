import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { isMoney, isOpen } from "../domain/attempt-status"
import { toLocale } from "../domain/locales"
import type { KpaySession } from "../http-types"
import { findFirstStanding, readCollection, type Collection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { toMessage } from "../messages/message"
import { KPAY_MODULE } from "../modules/kpay"
import {
  findSecondMoney,
  isCurrent,
  pickRelevantAttempt,
  type Attempt,
} from "../modules/kpay/attempts/attempt"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../modules/kpay/service"
import { readChosenCollectionId } from "../operations/chosen-collection"
import { readPayableOfCollection, type Payable } from "../operations/read-payment"
import { isSameTransfer } from "../operations/recorded-by-hand"
import { refreshIfStale } from "../operations/refresh"
import { RecentPayables } from "./recent-payables"
import { toSessionView, type SessionFacts } from "./session-view"

/** A shopper's payment, by the session that they chose in. */
interface ShopperPayment {
  readonly choice: Choice
  /** The attempt that the shopper's page shows. */
  readonly attempt: Attempt | null
  readonly second: SessionFacts["second"]
  /** Whether any attempt at it has brought money. */
  readonly hasMoney: boolean
  /** `null` where Medusa has neither the session nor a payment of it any more. */
  readonly payable: Payable | null
}

/**
 * What was chosen in a payment session.
 *
 * @throws MedusaError (404) for an id that is no session of ours.
 */
export async function requireChoice(
  kpay: KpayModuleService,
  sessionId: string | undefined
): Promise<Choice> {
  const choice = await kpay.findChoice(sessionId ?? "")
  if (choice) return choice
  throw new MedusaError(
    MedusaError.Types.NOT_FOUND,
    "There is no K-Pay payment with this session id."
  )
}

/** Reads the payment collection that a shopper chose in; `null` where Medusa has it no more. */
export async function readChosenCollection(
  container: MedusaContainer,
  choice: Choice
): Promise<Collection | null> {
  const query = resolveQuery(container)
  const id = await readChosenCollectionId(query, choice)
  return id === null ? null : readCollection(query, id)
}

async function readShopperPayment(
  container: MedusaContainer,
  choice: Choice
): Promise<ShopperPayment> {
  const collectionId = await readChosenCollectionId(resolveQuery(container), choice)
  const payable =
    collectionId === null ? null : await readPayableOfCollection(container, collectionId)
  const read = await withAttempts(container, choice, payable)
  // A cart may be an order at any moment.
  if (payable && payable.orders.length > 0 && isWaiting(read))
    recentPayables.keep(choice.payment_session_id, payable)
  return read
}

/** The same for a page that polls: what its order owes may be some seconds old while its prompt waits for the payer. */
async function readPolledPayment(
  container: MedusaContainer,
  choice: Choice
): Promise<ShopperPayment> {
  const known = recentPayables.find(choice.payment_session_id)
  const recent = known && (await withAttempts(container, choice, known))
  return recent && isWaiting(recent) ? recent : readShopperPayment(container, choice)
}

/** A prompt is out, and no other one of the same payment has brought money that may have paid the order. */
function isWaiting({ attempt, hasMoney }: ShopperPayment): boolean {
  return attempt !== null && isOpen(attempt.status) && !hasMoney
}

const recentPayables = new RecentPayables()

async function withAttempts(
  container: MedusaContainer,
  choice: Choice,
  payable: Payable | null
): Promise<ShopperPayment> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { payment_session_id } = choice
  const collectionIds = payable?.collectionIds ?? []
  const attempts = await kpay.listAttemptsOfSession(payment_session_id, collectionIds)
  const hasMoney = attempts.some(({ status }) => isMoney(status))
  if (!payable) return { choice, attempt: attempts[0] ?? null, second: null, hasMoney, payable }
  const isHere = ({ payment_collection_id }: Attempt): boolean =>
    collectionIds.includes(payment_collection_id)
  const shown = attempts.filter((attempt) => isShownTo(payment_session_id, attempt))
  // An attempt that was moved into another order is still this session's, and says less than those that are here.
  const inOrder = [...shown.filter(isHere), ...shown.filter((attempt) => !isHere(attempt))]
  const attempt = pickRelevantAttempt(inOrder, payable.isUnpaid)
  const second = findSecondMoney(inOrder.filter(isHere), attempt)
  return { choice, attempt, second, hasMoney, payable }
}

/** The session's own attempts, and what another tab or page has under way or has paid for the same order or cart. */
function isShownTo(sessionId: string, attempt: Attempt): boolean {
  const isOwn = attempt.payment_session_id === sessionId || attempt.started_session_id === sessionId
  return isOwn || isCurrent(attempt) || ["paid", "applied", "unapplied"].includes(attempt.status)
}

/** How a payment is now, for a page that polls: K-Pay is asked first where there may be news. */
export async function pollSession(
  container: MedusaContainer,
  choice: Choice
): Promise<KpaySession> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  // Reading the payment costs far more than its attempts, so it is read once, after the question.
  const all = await kpay.listAttemptsOfSession(choice.payment_session_id)
  const own = pickRelevantAttempt(all, !all.some(({ status }) => status === "applied"))
  await refreshIfStale(container, own)
  const payment = await readPolledPayment(container, choice)
  // Another tab or page may have a prompt under way for the same order or cart.
  const isOther = payment.attempt?.id !== own?.id
  const hasChanged = isOther && (await refreshIfStale(container, payment.attempt))
  return hasChanged ? viewSession(container, choice) : toView(container, payment)
}

/** How a payment is now, as the shopper may see it. */
export async function viewSession(
  container: MedusaContainer,
  choice: Choice
): Promise<KpaySession> {
  return toView(container, await readShopperPayment(container, choice))
}

/** A payment that was read, as the shopper may see it. */
async function toView(
  container: MedusaContainer,
  { choice, attempt, second, payable }: ShopperPayment
): Promise<KpaySession> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  return toSessionView(
    {
      sessionId: choice.payment_session_id,
      choice,
      attempt,
      second,
      order: (payable && findFirstStanding(payable.orders)) ?? toOwnOrder(choice, attempt),
      isUnpaid: payable?.isUnpaid ?? false,
      isPaid: payable !== null && isPaid(payable),
      isCancelled: payable?.balance.isCancelled ?? false,
      isRecordedByHand: attempt !== null && (await isSameTransfer(container, attempt)),
      owedRwf: payable && payable.orders.length > 0 ? payable.owedRwf : null,
    },
    settings
  )
}

function isPaid({ orders, balance, isUnpaid }: Payable): boolean {
  return orders.length > 0 && !balance.isCancelled && !isUnpaid
}

/** The order that has the attempt's money, unless an admin gave the money to another shopper's order. */
function toOwnOrder(choice: Choice, attempt: Attempt | null): SessionFacts["order"] {
  const isOwn = attempt?.payment_collection_id === choice.payment_collection_id
  return isOwn && attempt.order_id ? { id: attempt.order_id, display_id: null } : null
}

/** @returns an error (404) that the shopper reads. */
export function sessionGone(choice: Choice): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_FOUND,
    toMessage(toLocale(choice.locale), "session_gone")
  )
}
