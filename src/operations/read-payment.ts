import type { MedusaContainer } from "@medusajs/framework/types"
import { isUnpaid, toCartBalance, toOrderBalance, toOwedRwf, type Balance } from "../domain/balance"
import { readCollection, readOrdersOfCollection, type Collection } from "../medusa/checkout"
import { readOrderKeys, readOrders, type Order } from "../medusa/orders"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { pickRelevantAttempt, type Attempt } from "../modules/kpay/attempts/attempt"
import type { KpaySettings } from "../modules/kpay/options/options"
import type KpayModuleService from "../modules/kpay/service"

/** What is paid for: the orders of a payment, or its cart, with what they owe. Every decision about money reads this. */
export interface Debt {
  /** Empty while the payment's cart is no order. */
  readonly orders: readonly Order[]
  readonly balance: Balance
  /** The balance as K-Pay can be asked for it, in whole francs; 0 when nothing. */
  readonly owedRwf: number
  /** Whether money is still missing. */
  readonly isUnpaid: boolean
}

/** What is paid for, and where it can be paid. */
export interface Payable extends Debt {
  /** Every payment collection of these orders, or the cart's one. */
  readonly collectionIds: readonly string[]
}

/** A payment: what is paid for, and every attempt at it. */
export interface Payment extends Payable {
  /** Newest first. */
  readonly attempts: readonly Attempt[]
  /** The attempt that answers where the payment is now. */
  readonly attempt: Attempt | null
}

/** What a payment collection is for, and what that owed when the collection was read. */
export function toDebt(container: MedusaContainer, collection: Collection): Debt {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (collection.orders.length > 0) return toDebtOfOrders(collection.orders, settings)
  const { amount, paid_amount, currency_code } = collection
  const balance = toCartBalance(amount, paid_amount, currency_code)
  return { orders: [], balance, ...toOwed(balance, settings) }
}

/** Reads what the orders of a payment collection owe by now. */
export async function readDebt(container: MedusaContainer, collection: Collection): Promise<Debt> {
  if (collection.orders.length === 0) return toDebt(container, collection)
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const orderIds = collection.orders.map(({ id }) => id)
  return toDebtOfOrders(await readOrders(resolveQuery(container), orderIds), settings)
}

/** What a payment collection is for, as it was read, with every payment collection of the same payment. */
export async function readPayable(
  container: MedusaContainer,
  collection: Collection
): Promise<Payable> {
  return toPayable(container, toDebt(container, collection), [collection.id])
}

/** Reads what an order or draft order owes; `null` when there is no order with this id. */
export async function readPayableOrder(
  container: MedusaContainer,
  orderId: string
): Promise<(Payable & { readonly order: Order }) | null> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const [order] = await readOrders(resolveQuery(container), [orderId])
  if (!order) return null
  return { ...(await toPayable(container, toDebtOfOrders([order], settings), [])), order }
}

/**
 * Reads what the payment with this collection owes, for what decides nothing about the collection itself: a page that polls.
 * `null` where neither the collection nor an order of it is left.
 */
export async function readPayableOfCollection(
  container: MedusaContainer,
  collectionId: string
): Promise<Payable | null> {
  const query = resolveQuery(container)
  const orders = await readOrdersOfCollection(query, collectionId)
  if (orders.length > 0) {
    const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
    return toPayable(container, toDebtOfOrders(orders, settings), [collectionId])
  }
  const collection = await readCollection(query, collectionId)
  return collection && readPayable(container, collection)
}

/** Reads every attempt at a payment, newest first; also those whose payment collection core has deleted. */
export async function listAttemptsAt(
  container: MedusaContainer,
  { collectionIds, orders }: Pick<Payable, "collectionIds" | "orders">
): Promise<Attempt[]> {
  return container.resolve<KpayModuleService>(KPAY_MODULE).listAttemptsOfCollections(
    collectionIds,
    orders.map(({ id }) => id)
  )
}

/** Reads a payment: every attempt at what is paid for. */
export async function readPayment(container: MedusaContainer, payable: Payable): Promise<Payment> {
  const attempts = await listAttemptsAt(container, payable)
  return { ...payable, attempts, attempt: pickRelevantAttempt(attempts, payable.isUnpaid) }
}

/** Reads a payment by its collection; `null` when there is no such collection. */
export async function readPaymentOfCollection(
  container: MedusaContainer,
  collectionId: string
): Promise<(Payment & { readonly collection: Collection }) | null> {
  const collection = await readCollection(resolveQuery(container), collectionId)
  if (!collection) return null
  const payable = await readPayable(container, collection)
  return { ...(await readPayment(container, payable)), collection }
}

async function toPayable(
  container: MedusaContainer,
  debt: Debt,
  collectionIds: readonly string[]
): Promise<Payable> {
  const { paymentCollectionIds } = await readOrderKeys(
    container,
    debt.orders.map(({ id }) => id)
  )
  return { ...debt, collectionIds: [...new Set([...paymentCollectionIds, ...collectionIds])] }
}

function toDebtOfOrders(orders: readonly Order[], settings: KpaySettings): Debt {
  const balance = toOrderBalance(
    orders.map(({ is_cancelled, pending_difference }) => ({
      isCancelled: is_cancelled,
      pendingDifference: pending_difference,
    })),
    orders[0]?.currency_code ?? "rwf"
  )
  return { orders, balance, ...toOwed(balance, settings) }
}

function toOwed(balance: Balance, { rounding }: Pick<KpaySettings, "rounding">) {
  return { owedRwf: toOwedRwf(balance, rounding), isUnpaid: isUnpaid(balance, rounding) }
}
