import type { MedusaContainer } from "@medusajs/framework/types"
import { readOrderKeys } from "./orders"
import { resolveQuery } from "./query"

/** By what a customer's payments are found. */
export interface CustomerKeys {
  readonly orderIds: readonly string[]
  readonly cartIds: readonly string[]
  readonly paymentCollectionIds: readonly string[]
}

/**
 * Reads the orders and carts of a customer with their payment collections. Orders and carts keep the customer's id after core
 * has deleted the customer; deleted ones, such as draft orders, are read too. A guest has a customer id of their own.
 */
export async function readCustomerKeys(
  container: MedusaContainer,
  customerId: string
): Promise<CustomerKeys> {
  const query = resolveQuery(container)
  const ofCustomer = { fields: ["id"], filters: { customer_id: customerId }, withDeleted: true }
  const [orders, carts] = await Promise.all([
    query.graph({ entity: "order", ...ofCustomer }),
    query.graph({ entity: "cart", ...ofCustomer }),
  ])
  const orderIds = toIds(orders.data)
  const cartIds = toIds(carts.data)
  const [ofOrders, ofCarts] = await Promise.all([
    readOrderKeys(container, orderIds),
    cartIds.length === 0
      ? []
      : query.listLinked("cart_payment_collection", { cart_id: cartIds }, "payment_collection_id"),
  ])
  return {
    orderIds,
    cartIds,
    paymentCollectionIds: [...new Set([...ofOrders.paymentCollectionIds, ...ofCarts])],
  }
}

function toIds(rows: readonly unknown[]): string[] {
  return (rows as { id: string }[]).map(({ id }) => id)
}
