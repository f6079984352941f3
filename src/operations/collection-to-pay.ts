import type { MedusaContainer } from "@medusajs/framework/types"
import { InvalidAmountError, toAmountRwf, withoutDust, type AmountFault } from "../domain/amount"
import { readCollection, readCollectionsOfOrder } from "../medusa/checkout"
import { openCollection } from "../medusa/open-session"
import type { Order } from "../medusa/orders"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { toPaymentKeys } from "./payment-session"
import { findProviderOfRegion } from "./provider-of-region"
import { readPayableOrder, readPayment, type Payable, type Payment } from "./read-payment"
import { refusedAs, unknownAs, type Refused } from "./refused"
import { isTestMoney } from "./test-money"

/** How long a caller waits for another that is opening the same collection. */
const LEASE_WAIT_MS = 10_000

/** An order with the payment collection in which its balance can be paid. */
export interface CollectionToPay {
  readonly type: "done"
  readonly collectionId: string
  readonly payable: OrderPayable
}

type OrderPayable = Payable & { readonly order: Order }

/**
 * Finds or opens the payment collection in which what an order or draft order owes can be paid, or says why nothing can be
 * paid. It sends no prompt.
 */
export async function openCollectionToPay(
  container: MedusaContainer,
  orderId: string
): Promise<CollectionToPay | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return unknownAs("no_order", { order: orderId })
  const opened = await kpay.withLease(toPaymentKeys(payable), LEASE_WAIT_MS, () =>
    openHeld(container, orderId)
  )
  return opened.isHeld ? opened.value : refusedAs("money_arriving")
}

async function openHeld(
  container: MedusaContainer,
  orderId: string
): Promise<CollectionToPay | Refused> {
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return unknownAs("no_order", { order: orderId })
  const obstacle = await findPayObstacle(container, await readPayment(container, payable))
  if (obstacle !== null) return obstacle
  const collectionId =
    (await findOpenCollection(container, payable)) ??
    (await openCollection(container, orderId, payable.balance.owed))
  return { type: "done", collectionId, payable }
}

/** Why nothing can be paid for an order now; `null` when it can. */
export async function findPayObstacle(
  container: MedusaContainer,
  payment: Payment
): Promise<Refused | null> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { balance, isUnpaid, attempts } = payment
  if (balance.isCancelled) return refusedAs("cancelled_owes_nothing")
  if (balance.currencyCode.toLowerCase() === "rwf" && !isUnpaid) return refusedAs("order_is_paid")
  if ((await findProvider(container, payment)) === null) return refusedAs("not_in_region")
  try {
    toAmountRwf(balance.owed, balance.currencyCode, settings.rounding)
  } catch (error) {
    if (error instanceof InvalidAmountError) return refuseAmount(error.fault, balance)
    throw error
  }
  const isThere = attempts.some(
    (attempt) =>
      attempt.status === "paid" ||
      (attempt.status === "unapplied" && !isTestMoney(attempt, settings))
  )
  return isThere ? refusedAs("money_undecided") : null
}

function refuseAmount(fault: AmountFault, { owed, currencyCode }: Payment["balance"]): Refused {
  const total = String(withoutDust(owed))
  switch (fault) {
    case "currency":
      return refusedAs("only_francs", { currency: currencyCode.toUpperCase() })
    case "size":
      return refusedAs("below_one_franc", { total })
    case "fraction":
      return refusedAs("no_whole_francs", { total })
  }
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

/** A payment collection that asks for all that is owed and has no other provider's money; `null` where none does. */
async function findOpenCollection(
  container: MedusaContainer,
  { order, balance }: OrderPayable
): Promise<string | null> {
  const collections = await readCollectionsOfOrder(resolveQuery(container), order.id)
  const open = collections.find(
    (collection) =>
      collection.sessions.every((session) => isOurs(session) && !session.is_captured) &&
      collection.amount - collection.paid_amount >= balance.owed
  )
  return open?.id ?? null
}
