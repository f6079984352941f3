import { toTextDetail, type TextDetail } from "../../domain/sentences"
import { MANUAL_PAYMENT_REFUSALS } from "./refusals"

type Order = { readonly id: string; readonly display_id: number | null }

/** How a refusal names an order in one of its details. */
export function toOrderDetail<Name extends string>(
  name: Name,
  order: Order | undefined
): TextDetail<Name> {
  if (!order) return toTextDetail(name, MANUAL_PAYMENT_REFUSALS, "manual_order_deleted")
  const number = String(order.display_id ?? order.id)
  return toTextDetail(name, MANUAL_PAYMENT_REFUSALS, "manual_order", { number })
}

/** The same for several orders, at least one. */
export function toOrdersDetail<Name extends string>(
  name: Name,
  orders: readonly (Order | undefined)[]
): TextDetail<Name> {
  const last = orders.at(-1)
  if (orders.length < 2) return toOrderDetail(name, last)
  return toTextDetail(name, MANUAL_PAYMENT_REFUSALS, "manual_orders", {
    ...toOrdersDetail("first", orders.slice(0, -1)),
    ...toOrderDetail("second", last),
  })
}
