import type { Query } from "./query"

/** How the shopper of an order can be reached, as Medusa knows it. */
export interface Contact {
  readonly email: string | null
  /** As they were entered, the one for the delivery first. */
  readonly phones: readonly string[]
  readonly customerId: string | null
}

interface ContactRow {
  readonly email?: string | null
  readonly customer_id?: string | null
  readonly shipping_address?: Phone | null
  readonly billing_address?: Phone | null
  readonly customer?: Phone | null
}

interface Phone {
  readonly phone?: string | null
}

/** Reads how the shopper of an order or draft order can be reached. */
export async function readContact(query: Query, orderId: string): Promise<Contact> {
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "email",
      "customer_id",
      "shipping_address.phone",
      "billing_address.phone",
      "customer.phone",
    ],
    filters: { id: orderId },
  })
  const [row] = data as ContactRow[]
  const people = [row?.shipping_address, row?.billing_address, row?.customer]
  return {
    email: row?.email ?? null,
    phones: people.flatMap((person) => person?.phone ?? []),
    customerId: row?.customer_id ?? null,
  }
}
