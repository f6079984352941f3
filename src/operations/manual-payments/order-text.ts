/** How a refusal names an order. */
export function toOrderText(
  order: { readonly id: string; readonly display_id: number | null } | undefined
): string {
  return order ? `the order #${order.display_id ?? order.id}` : "an order that is deleted"
}
