import type { Query } from "./query"

/** How the shopper of an order can be reached, as Medusa knows it. */
export interface Contact {
  readonly email: string | null
  /** The one for the delivery first. */
  readonly phones: readonly ContactPhone[]
  readonly customerId: string | null
}

interface ContactPhone {
  /** As it was entered. */
  readonly number: string
  /** Of its address, `rw`; `null` where none is known. A customer has no address of their own here, so the payer's is taken. */
  readonly country: string | null
}

interface ContactRow {
  readonly email?: string | null
  readonly customer_id?: string | null
  readonly shipping_address?: Address | null
  readonly billing_address?: Address | null
  readonly customer?: Pick<Address, "phone"> | null
}

interface Address {
  readonly phone?: string | null
  readonly country_code?: string | null
}

/** Reads how the shopper of an order or draft order can be reached. */
export async function readContact(query: Query, orderId: string): Promise<Contact> {
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "email",
      "customer_id",
      ...["shipping_address.phone", "shipping_address.country_code"],
      ...["billing_address.phone", "billing_address.country_code"],
      "customer.phone",
    ],
    filters: { id: orderId },
  })
  const [row] = data as ContactRow[]
  const { shipping_address: shipping, billing_address: billing } = row ?? {}
  const country_code = billing?.country_code ?? shipping?.country_code ?? null
  const people: (Address | null | undefined)[] = [
    shipping,
    billing,
    { phone: row?.customer?.phone ?? null, country_code },
  ]
  return {
    email: row?.email ?? null,
    phones: people.flatMap((person) =>
      person?.phone ? [{ number: person.phone, country: person.country_code ?? null }] : []
    ),
    customerId: row?.customer_id ?? null,
  }
}
