import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { OrderKeys } from "../modules/kpay/listing/attempt-filters"

/** The orders that an admin may mean by a text: the one with this number, e.g. `1234` or `#1234`, or with this id. */
export async function findOrders(container: MedusaContainer, text: string): Promise<OrderKeys> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  if (!number) return readOrderKeys(container, text.startsWith("order_") ? [text] : [])
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id"],
    filters: { display_id: Number(number) },
  })
  return readOrderKeys(
    container,
    (data as { id: string }[]).map(({ id }) => id)
  )
}

/** By what attempts know orders: one that did not pay knows the payment collection, and not the order. */
export async function readOrderKeys(
  container: MedusaContainer,
  orderIds: readonly string[]
): Promise<OrderKeys> {
  if (orderIds.length === 0) return { orderIds, paymentCollectionIds: [] }
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id"],
    filters: { order_id: [...orderIds] },
  })
  const links = data as { payment_collection_id: string }[]
  return { orderIds, paymentCollectionIds: links.map((link) => link.payment_collection_id) }
}

/** An order as a list names it. */
export interface OrderName {
  readonly id: string
  readonly display_id: number | null
}

/** The orders of payment collections, by the collections' ids. */
export async function readOrdersOfCollections(
  container: MedusaContainer,
  collectionIds: readonly string[]
): Promise<ReadonlyMap<string, OrderName>> {
  if (collectionIds.length === 0) return new Map()
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id", "order.id", "order.display_id"],
    filters: { payment_collection_id: [...new Set(collectionIds)] },
  })
  const links = data as { payment_collection_id: string; order?: OrderName | null }[]
  return new Map(
    links.flatMap(({ payment_collection_id, order }) =>
      order ? [[payment_collection_id, order] as const] : []
    )
  )
}
