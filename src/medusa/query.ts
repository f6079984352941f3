import type { MedusaContainer, RemoteQueryFunction } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"

/** Core's links that the plugin reads, by their names in core's graph: module and key of both ends. */
const LINKS = {
  order_payment_collection: [Modules.ORDER, "order_id", Modules.PAYMENT, "payment_collection_id"],
  cart_payment_collection: [Modules.CART, "cart_id", Modules.PAYMENT, "payment_collection_id"],
  order_cart: [Modules.ORDER, "order_id", Modules.CART, "cart_id"],
  location_fulfillment_set: [
    Modules.STOCK_LOCATION,
    "stock_location_id",
    Modules.FULFILLMENT,
    "fulfillment_set_id",
  ],
} as const

type LinkName = keyof typeof LINKS
type LinkKey =
  "order_id" | "cart_id" | "payment_collection_id" | "stock_location_id" | "fulfillment_set_id"

/** How the plugin reads Medusa. */
export interface Query {
  /** Medusa's own way to read across its modules. */
  readonly graph: RemoteQueryFunction["graph"]
  /**
   * The ids, by `to`, that ids are linked to. A deleted payment collection leaves its links behind. The graph gives the same,
   * but costs twice as much, and a poll reads several links.
   */
  listLinked(
    link: LinkName,
    from: Readonly<Partial<Record<LinkKey, string | readonly string[]>>>,
    to: LinkKey
  ): Promise<string[]>
}

export function resolveQuery(container: MedusaContainer): Query {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  return {
    graph: query.graph.bind(query),
    listLinked: async (link, from, to) => {
      const [one, oneKey, other, otherKey] = LINKS[link]
      const all = container.resolve(ContainerRegistrationKeys.LINK)
      const links = all.getLinkModule(one, oneKey, other, otherKey)
      if (!links)
        throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `Medusa has no link ${link}.`)
      const rows = (await links.list(from, { select: [to] })) as Record<LinkKey, string>[]
      return rows.map((row) => row[to])
    },
  }
}

/** A number of Medusa's, which may come as number, text or BigNumber. */
export function toNumber(value: unknown): number {
  return Number(value ?? 0)
}
