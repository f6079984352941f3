import type { ReactNode } from "react"
import { formatAmount } from "../../src/storefront"
import type { Cart, Order } from "./store"
import type { ShopTexts } from "./texts"

/** The items and costs of a cart or order. */
export function Lines({
  of,
  t,
  action,
}: {
  readonly of: Cart | Order
  readonly t: ShopTexts
  readonly action?: (itemId: string) => ReactNode
}) {
  return (
    <table>
      <tbody>
        {of.items?.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {item.quantity} × {item.product_title}
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
