import type { Collection } from "./checkout"
import type { Query } from "./query"

/** Who pays, as far as Medusa knows. */
export interface Payer {
  readonly name: string | null
  readonly email: string | null
  readonly phones: readonly string[]
}

interface Person {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly phone?: string | null
  readonly email?: string | null
}

/** Reads who pays: the customer first, then the addresses of the checkout. */
export async function readPayer(
  query: Query,
  { cart, order }: Pick<Collection, "cart" | "order">
): Promise<Payer> {
  const id = cart?.id ?? order?.id
  if (id === undefined) return { name: null, email: null, phones: [] }
  const { data } = await query.graph({
    entity: cart ? "cart" : "order",
    fields: [
      "email",
      ...["billing_address", "shipping_address", "customer"].flatMap((person) => [
        `${person}.first_name`,
        `${person}.last_name`,
        `${person}.phone`,
      ]),
      "customer.email",
    ],
    filters: { id },
  })
  const found = data[0] as
    | ({ email?: string | null } & Partial<
        Record<"billing_address" | "shipping_address" | "customer", Person | null>
      >)
    | undefined
  const people = [found?.customer, found?.billing_address, found?.shipping_address]
  return {
    name: people.map(toName).find((name) => name !== null) ?? null,
    email: found?.customer?.email ?? found?.email ?? null,
    phones: people.map((person) => person?.phone ?? "").filter((phone) => phone !== ""),
  }
}

/** First and last name; `null` where both are blank. */
export function toName(
  person: Pick<Person, "first_name" | "last_name"> | null | undefined
): string | null {
  const names = [person?.first_name, person?.last_name].map((name) => name?.trim())
  return names.filter(Boolean).join(" ") || null
}
