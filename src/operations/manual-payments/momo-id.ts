/** A MoMo transaction's id as it is kept. Operators print one with spaces or small letters at times. */
export function toMomoId(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase()
}

/** How a refusal names an order. */
export function toOrderText(
  order: { readonly id: string; readonly display_id: number | null } | undefined
): string {
  return order ? `the order #${order.display_id ?? order.id}` : "an order that is deleted"
}
