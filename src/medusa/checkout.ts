import type { RemoteQueryFunction } from "@medusajs/framework/types"

/** What Medusa knows around a payment collection at this moment. Amounts in the currency's own unit. */
export interface Collection {
  readonly id: string
  readonly amount: number
  readonly currency_code: string
  /** What core has booked and not refunded, whoever paid it. */
  readonly paid_amount: number
  readonly sessions: readonly Session[]
  readonly cart: { readonly id: string } | null
  readonly order: {
    readonly id: string
    readonly display_id: number | null
    readonly is_cancelled: boolean
    /** What the order's own books show as paid, by the ids of core's captures. */
    readonly booked_capture_ids: readonly string[]
  } | null
}

export interface Session {
  readonly id: string
  readonly status: string
  readonly amount: number
  readonly currency_code: string
  readonly provider_id: string
  /** Whether core has taken money for this session; the order's books may lack it still. */
  readonly is_captured: boolean
  readonly captured_at: Date | null
  readonly capture_ids: readonly string[]
}

/** What Medusa knows around a payment session at this moment. */
export interface Checkout extends Collection {
  readonly session: Session
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
  readonly payment?: {
    readonly captured_at?: string | Date | null
    readonly captures?: readonly { readonly id: string }[] | null
  } | null
}

interface PaymentRow {
  readonly payment_session_id: string
  readonly amount: unknown
  readonly currency_code: string
  readonly provider_id: string
  readonly captured_at?: string | Date | null
  readonly captures?: readonly { readonly id: string }[] | null
}

interface CollectionRow {
  readonly id: string
  readonly amount: unknown
  readonly currency_code: string
  readonly captured_amount?: unknown
  readonly refunded_amount?: unknown
  readonly payment_sessions?: readonly SessionRow[] | null
  readonly payments?: readonly PaymentRow[] | null
}

interface OrderRow {
  readonly id: string
  readonly display_id: number | null
  readonly status: string
  readonly transactions?:
    readonly { readonly reference?: string | null; readonly reference_id?: string | null }[] | null
}

/** Whether a session, payment or provider entry is one of ours. */
export function isOurs({ provider_id }: Pick<Session, "provider_id">): boolean {
  return provider_id.startsWith("pp_kpay")
}

/**
 * Whether core has taken the money of a session, and has the order that it is for, and the order's books show it: a process
 * may die between any two of these, and core goes on from there when it is handed the money again.
 */
export function isBooked({ session, cart, order }: Checkout): boolean {
  if (!session.is_captured) return false
  if (order === null) return cart === null
  return session.capture_ids.every((id) => order.booked_capture_ids.includes(id))
}

/** Once core placed an order on a session it calls it `pending_authorization`, whatever becomes of the attempt. */
export function hasNoOrderYet({ session }: Pick<Checkout, "session">): boolean {
  return session.status === "pending"
}

/** Whether an order or cart cannot take money any more: it is cancelled, or paid by other money than this session's. */
export function isClosed(checkout: Checkout): boolean {
  return (
    checkout.order?.is_cancelled === true ||
    (!checkout.session.is_captured && (isPaidOff(checkout) || wouldOverpay(checkout)))
  )
}

/** Whether so much is booked already, by a session of another amount say, that this session's money would be too much. */
function wouldOverpay({ amount, paid_amount, session }: Checkout): boolean {
  return paid_amount > 0 && session.amount > amount - paid_amount
}

/** Whether core has booked all that is asked for, whoever paid it. */
export function isPaidOff({ amount, paid_amount }: Collection): boolean {
  return amount > 0 && paid_amount >= amount
}

/** Reads what Medusa knows around a payment session; `null` when core has deleted the session. */
export async function readCheckout(
  query: Query,
  paymentSessionId: string
): Promise<Checkout | null> {
  const { data } = await query.graph({
    entity: "payment_session",
    fields: ["payment_collection_id"],
    filters: { id: paymentSessionId },
  })
  const [row] = data as { payment_collection_id: string }[]
  const collection = row ? await readCollection(query, row.payment_collection_id) : null
  return collection && toCheckout(collection, paymentSessionId)
}

/** Whether core has taken the money of a session, which may be deleted by now. */
export function isCaptured(collection: Collection, paymentSessionId: string): boolean {
  return toCheckout(collection, paymentSessionId)?.session.is_captured === true
}

/** A session with all that is around it; `null` when the collection has it no more. */
export function toCheckout(collection: Collection, paymentSessionId: string): Checkout | null {
  const session = collection.sessions.find(({ id }) => id === paymentSessionId)
  return session ? { ...collection, session } : null
}

/** Reads what Medusa knows around a payment collection; `null` when there is none with this id. */
export async function readCollection(query: Query, id: string): Promise<Collection | null> {
  const byCollection = { payment_collection_id: id }
  const [{ data: collections }, { data: carts }, { data: orders }] = await Promise.all([
    query.graph({
      entity: "payment_collection",
      fields: [
        "id",
        "amount",
        "currency_code",
        "captured_amount",
        "refunded_amount",
        ...[
          "id",
          "status",
          "amount",
          "currency_code",
          "provider_id",
          "payment.captured_at",
          "payment.captures.id",
        ].map((field) => `payment_sessions.${field}`),
        ...[
          "payment_session_id",
          "amount",
          "currency_code",
          "provider_id",
          "captured_at",
          "captures.id",
        ].map((field) => `payments.${field}`),
      ],
      filters: { id },
    }),
    query.graph({ entity: "cart_payment_collection", fields: ["cart_id"], filters: byCollection }),
    query.graph({
      entity: "order_payment_collection",
      fields: [
        ...[
          "id",
          "display_id",
          "status",
          "transactions.reference",
          "transactions.reference_id",
        ].map((field) => `order.${field}`),
      ],
      filters: byCollection,
    }),
  ])
  const [collection] = collections as CollectionRow[]
  if (!collection) return null
  const cartId = (carts as { cart_id: string }[])[0]?.cart_id
  const order = (orders as { order?: OrderRow | null }[])[0]?.order
  return {
    id: collection.id,
    amount: Number(collection.amount),
    currency_code: collection.currency_code,
    paid_amount: Number(collection.captured_amount ?? 0) - Number(collection.refunded_amount ?? 0),
    sessions: toSessions(collection),
    cart: cartId ? { id: cartId } : null,
    order: order ? toOrder(order) : null,
  }
}

function toOrder({ id, display_id, status, transactions }: OrderRow): Collection["order"] {
  return {
    id,
    display_id,
    is_cancelled: status === "canceled",
    booked_capture_ids: (transactions ?? []).flatMap(({ reference, reference_id }) =>
      reference === "capture" && reference_id ? [reference_id] : []
    ),
  }
}

/**
 * The sessions, and those that core took money for and has deleted since: it deletes them all when the shopper chooses again.
 * The payment stays, and knows whose it was.
 */
function toSessions({ payment_sessions, payments }: CollectionRow): Session[] {
  const sessions = (payment_sessions ?? []).map(toSession)
  const ofDeleted = (payments ?? []).filter(
    ({ captured_at, payment_session_id }) =>
      captured_at && !sessions.some(({ id }) => id === payment_session_id)
  )
  return [
    ...sessions,
    ...ofDeleted.map((payment) =>
      toSession({ ...payment, id: payment.payment_session_id, status: "captured", payment })
    ),
  ]
}

function toSession(row: SessionRow): Session {
  const { id, status, amount, currency_code, provider_id, payment } = row
  return {
    id,
    status,
    amount: Number(amount),
    currency_code,
    provider_id,
    is_captured: Boolean(payment?.captured_at),
    captured_at: payment?.captured_at ? new Date(payment.captured_at) : null,
    capture_ids: (payment?.captures ?? []).map((capture) => capture.id),
  }
}

/** Reads who pays: the customer, then what was typed at the checkout, or by whoever made the order without one. */
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

interface Person {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly phone?: string | null
  readonly email?: string | null
}

function toName(person: Person | null | undefined): string | null {
  return [person?.first_name, person?.last_name].filter(Boolean).join(" ") || null
}
