import type { RemoteQueryFunction } from "@medusajs/framework/types"

/** What Medusa knows around a payment session at this moment. */
export interface Checkout {
  readonly session: {
    readonly id: string
    readonly status: string
    readonly amount: number
    readonly currency_code: string
    /** Whether core has booked money for this session. */
    readonly is_captured: boolean
  }
  readonly payment_collection_id: string
  readonly cart: { readonly id: string } | null
  readonly order: {
    readonly id: string
    readonly display_id: number | null
    readonly is_cancelled: boolean
  } | null
}

/** Who pays, as far as Medusa knows. */
export interface Payer {
  readonly name: string | null
  readonly email: string | null
  readonly phones: readonly string[]
}

/** Medusa's own way to read across its modules. */
export type Query = Omit<RemoteQueryFunction, symbol>

/** A row as Medusa gives it; amounts are whatever stands for a number. */
interface SessionRow {
  readonly id: string
  readonly status: string
  readonly amount: unknown
  readonly currency_code: string
  readonly provider_id: string
  readonly payment_collection_id: string
  readonly payment?: { readonly captured_at?: unknown } | null
}

/** Reads what Medusa knows around a payment session; `null` when core has deleted the session. */
export async function readCheckout(
  query: Query,
  paymentSessionId: string
): Promise<Checkout | null> {
  const { data } = await query.graph({
    entity: "payment_session",
    fields: [
      "id",
      "status",
      "amount",
      "currency_code",
      "payment_collection_id",
      "payment.captured_at",
    ],
    filters: { id: paymentSessionId },
  })
  const [session] = data as SessionRow[]
  if (!session) return null

  const byCollection = { payment_collection_id: session.payment_collection_id }
  const [{ data: carts }, { data: orders }] = await Promise.all([
    query.graph({ entity: "cart_payment_collection", fields: ["cart_id"], filters: byCollection }),
    query.graph({
      entity: "order_payment_collection",
      fields: ["order.id", "order.display_id", "order.status"],
      filters: byCollection,
    }),
  ])
  const cartId = (carts as { cart_id: string }[])[0]?.cart_id
  const order = (
    orders as { order?: { id: string; display_id: number | null; status: string } | null }[]
  )[0]?.order
  return {
    session: {
      id: session.id,
      status: session.status,
      amount: Number(session.amount),
      currency_code: session.currency_code,
      is_captured: Boolean(session.payment?.captured_at),
    },
    payment_collection_id: session.payment_collection_id,
    cart: cartId ? { id: cartId } : null,
    order: order
      ? { id: order.id, display_id: order.display_id, is_cancelled: order.status === "canceled" }
      : null,
  }
}

/** The id of a session of K-Pay in a payment collection that asks for the amount and has no money yet. */
export async function findSessionOfAmount(
  query: Query,
  paymentCollectionId: string,
  isAmount: (total: number, currencyCode: string) => boolean
): Promise<string | null> {
  const { data } = await query.graph({
    entity: "payment_session",
    fields: ["id", "amount", "currency_code", "provider_id", "payment.captured_at"],
    filters: { payment_collection_id: paymentCollectionId },
  })
  const session = (data as SessionRow[]).find(
    ({ provider_id, amount, currency_code, payment }) =>
      provider_id.startsWith("pp_kpay") &&
      !payment?.captured_at &&
      isAmount(Number(amount), currency_code)
  )
  return session?.id ?? null
}

/** Reads who pays for a cart: the customer, then what was typed at the checkout. */
export async function readPayer(query: Query, cartId: string): Promise<Payer> {
  const { data: carts } = await query.graph({
    entity: "cart",
    fields: [
      "email",
      ...["billing_address", "shipping_address", "customer"].flatMap((person) => [
        `${person}.first_name`,
        `${person}.last_name`,
        `${person}.phone`,
      ]),
      "customer.email",
    ],
    filters: { id: cartId },
  })
  const cart = carts[0] as
    | ({ email?: string | null } & Partial<
        Record<"billing_address" | "shipping_address" | "customer", Person | null>
      >)
    | undefined
  const people = [cart?.customer, cart?.billing_address, cart?.shipping_address]
  return {
    name: people.map(toName).find((name) => name !== null) ?? null,
    email: cart?.customer?.email ?? cart?.email ?? null,
    phones: people.map((person) => person?.phone ?? "").filter((phone) => phone !== ""),
  }
}

interface Person {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly phone?: string | null
  readonly email?: string | null
}

function toName(person: Person | null | undefined): string | null {
  return [person?.first_name, person?.last_name].filter(Boolean).join(" ") || null
}
