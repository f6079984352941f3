import type { ReactNode } from "react"
import { formatAmount } from "../../src/storefront"
import type { PageProps } from "./app"
import { toProductTitle } from "./products"
import type { Cart, Order } from "./store"

/** The items and costs of a cart or order. */
export function Lines({
  of,
  t,
  locale,
  action,
}: Pick<PageProps, "t" | "locale"> & {
  readonly of: Cart | Order
  readonly action?: (itemId: string) => ReactNode
}) {
  return (
    <table>
      <tbody>
        {of.items?.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {item.quantity} × {toProductTitle(item, locale)}
            </th>
            <td>{formatAmount(item.unit_price * item.quantity)}</td>
            {action && <td>{action(item.id)}</td>}
          </tr>
        ))}
        {of.shipping_total > 0 && (
          <tr>
            <th scope="row">{t.delivery}</th>
            <td>{formatAmount(of.shipping_total)}</td>
            {action && <td />}
          </tr>
        )}
        <tr className="total">
          <th scope="row">{t.total}</th>
          <td>{formatAmount(of.total)}</td>
          {action && <td />}
        </tr>
      </tbody>
    </table>
  )
}
