import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** The ids of the orders with the number that an admin typed, e.g. `1234` or `#1234`. */
export async function findOrdersByNumber(
  container: MedusaContainer,
  text: string | undefined
): Promise<string[]> {
  const number = /^#?(\d{1,9})$/.exec(text ?? "")?.[1]
  if (!number) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id"],
    filters: { display_id: Number(number) },
  })
  return (data as { id: string }[]).map(({ id }) => id)
}

/** The payment collections of an order: an attempt that did not pay knows them, and not the order. */
export async function listCollectionsOfOrder(
  container: MedusaContainer,
  orderId: string | undefined
): Promise<string[]> {
  if (orderId === undefined) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id"],
    filters: { order_id: orderId },
  })
  return (data as { payment_collection_id: string }[]).map((row) => row.payment_collection_id)
}

/** The numbers of orders, by their ids. */
export async function readOrderNumbers(
  container: MedusaContainer,
  orderIds: readonly string[]
): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map()
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "display_id"],
    filters: { id: [...new Set(orderIds)] },
  })
  return new Map(
    (data as { id: string; display_id: number }[]).map(({ id, display_id }) => [id, display_id])
  )
}
