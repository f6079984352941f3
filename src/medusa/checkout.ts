import { readOrders, type Order } from "./orders"
import { isOurs } from "./provider-id"
import { toNumber, type Query } from "./query"

/** A payment collection with what Medusa has around it at this moment. Amounts in the currency's own unit. */
export interface Collection {
  readonly id: string
  readonly amount: number
  readonly currency_code: string
  /** What core has captured and not refunded, by any provider. */
  readonly paid_amount: number
  /** What core has refunded of what it had captured, by any provider. */
  readonly refunded_amount: number
  /** Core closes the collection of what an order owes no more. */
  readonly is_cancelled: boolean
  readonly created_at: Date
  readonly sessions: readonly Session[]
  readonly cart: { readonly id: string } | null
  /** The first order that stands, or the first one where all are cancelled. */
  readonly order: Order | null
  /** Every order that this collection pays for. A marketplace makes several orders of one cart. */
  readonly orders: readonly Order[]
}

export interface Session {
  readonly id: string
  readonly payment_collection_id: string
  readonly status: string
  readonly amount: number
  readonly currency_code: string
  readonly provider_id: string
  /** Whether core has captured money for this session and has it still; the order's books may not show it yet. */
  readonly is_captured: boolean
  /**
   * Whether core has given up all that it had captured before any order had it: it refunds a cart that it cannot complete. The
   * session takes no money any more, and core would place an order on it as if it were paid.
   */
  readonly is_given_up: boolean
  /** Whether core has deleted the session and kept its payment. */
  readonly is_deleted: boolean
  readonly captured_at: Date | null
  readonly capture_ids: readonly string[]
}

/** A payment session with its collection. */
export interface Checkout extends Collection {
  readonly session: Session
}

/** A row as Medusa gives it; an amount may be anything that stands for a number. */
interface SessionRow {
  readonly id: string
  readonly status: string
  readonly amount: unknown
  readonly currency_code: string
  readonly provider_id: string
  readonly payment?: CapturedRow | null
}

interface CapturedRow {
  readonly captured_at?: string | Date | null
  readonly captures?: readonly { readonly id: string; readonly amount: unknown }[] | null
  readonly refunds?: readonly { readonly amount: unknown }[] | null
}

interface PaymentRow extends CapturedRow {
  readonly payment_session_id: string
  readonly amount: unknown
  readonly currency_code: string
  readonly provider_id: string
}

interface CollectionRow {
  readonly id: string
  readonly status: string
  readonly amount: unknown
  readonly currency_code: string
  readonly created_at: string | Date
  readonly captured_amount?: unknown
  readonly refunded_amount?: unknown
  readonly payment_sessions?: readonly SessionRow[] | null
  readonly payments?: readonly PaymentRow[] | null
}

const CAPTURED_FIELDS = ["captured_at", "captures.id", "captures.amount", "refunds.amount"]

const SESSION_FIELDS = [
  ...["id", "status", "amount", "currency_code", "provider_id"],
  ...CAPTURED_FIELDS.map((field) => `payment.${field}`),
]

/**
 * Whether core has captured the money of a session, has its order, and the order's books show it. A process may die between
 * any two of these; core goes on from there when it is handed the money again.
 */
export function isBooked({ session, cart, orders }: Checkout): boolean {
  if (!session.is_captured) return false
  if (orders.length === 0) return cart === null
  // Which of several orders' books show it is up to the workflow that split the cart.
  if (orders.length > 1) return true
  const booked = orders.flatMap(({ booked_capture_ids }) => booked_capture_ids)
  return session.capture_ids.every((id) => booked.includes(id))
}

/** Whether core has placed no order on a session. It calls it `pending_authorization` afterwards. */
export function isUnauthorized({ session }: Pick<Checkout, "session">): boolean {
  return session.status === "pending"
}

/** Whether core has captured all that a collection asks for. */
export function isPaidOff({
  amount,
  paid_amount,
}: Pick<Collection, "amount" | "paid_amount">): boolean {
  return amount > 0 && paid_amount >= amount
}

/**
 * Whether a session asks for what its cart costs now. Choosing a payment while the cart changes can leave a session of the amount of
 * before, on which core would place the order all the same. Sessions of other providers may take a part of the cart.
 */
export function isOfCartNow({ cart, amount, sessions, session }: Checkout): boolean {
  if (cart === null) return true
  const ofOthers = sessions
    .filter((one) => !isOurs(one) && !isEnded(one))
    .reduce((sum, one) => sum + one.amount, 0)
  // Less than a franc apart is rounding.
  return [amount, amount - ofOthers].some((asked) => Math.abs(asked - session.amount) < 1)
}

/** The session of ours that has no money yet and asks for what its cart costs now, in an amount that fits. */
export function findFreeSession(
  collection: Collection,
  fits: (session: Session) => boolean
): Session | undefined {
  return collection.sessions.find(
    (session) =>
      isOurs(session) &&
      !session.is_captured &&
      !session.is_given_up &&
      fits(session) &&
      isOfCartNow({ ...collection, session })
  )
}

/** Whether core takes no money for a session any more. */
export function isEnded({ status, is_given_up }: Pick<Session, "status" | "is_given_up">): boolean {
  return status === "canceled" || status === "error" || is_given_up
}

/** Whether core has the captured money of a session, which may be deleted by now. */
export function isCaptured(collection: Collection, paymentSessionId: string): boolean {
  return toCheckout(collection, paymentSessionId)?.session.is_captured === true
}

/** A session with its collection; `null` when the collection does not have it any more. */
export function toCheckout(collection: Collection, paymentSessionId: string): Checkout | null {
  const session = collection.sessions.find(({ id }) => id === paymentSessionId)
  return session ? { ...collection, session } : null
}

/** Reads a payment session with its collection; `null` when core has deleted the session. */
export async function readCheckout(
  query: Query,
  paymentSessionId: string
): Promise<Checkout | null> {
  const collectionId = await readCollectionId(query, paymentSessionId)
  return collectionId === null ? null : readCheckoutIn(query, collectionId, paymentSessionId)
}

async function readCheckoutIn(
  query: Query,
  collectionId: string,
  paymentSessionId: string
): Promise<Checkout | null> {
  const collection = await readCollection(query, collectionId)
  return collection && toCheckout(collection, paymentSessionId)
}

/** Reads the id of a payment session's collection; `null` when core has deleted the session. */
export async function readCollectionId(
  query: Query,
  paymentSessionId: string
): Promise<string | null> {
  const { data } = await query.graph({
    entity: "payment_session",
    fields: ["payment_collection_id"],
    filters: { id: paymentSessionId },
  })
  const [row] = data as { payment_collection_id: string }[]
  return row?.payment_collection_id ?? null
}

/** Reads a payment collection; `null` when there is none with this id. */
export async function readCollection(query: Query, id: string): Promise<Collection | null> {
  const [row, { cartId, orders }] = await Promise.all([
    readCollectionRow(query, id),
    readPayees(query, id),
  ])
  return row && toCollection(row, cartId, orders)
}

/** Reads every order that a payment collection pays for, without the collection itself, which costs core far more. */
export async function readOrdersOfCollection(query: Query, id: string): Promise<readonly Order[]> {
  return (await readPayees(query, id)).orders
}

/** Reads what a payment collection is linked to. */
async function readPayees(
  query: Query,
  id: string
): Promise<{ readonly cartId: string | null; readonly orders: readonly Order[] }> {
  const from = { payment_collection_id: id }
  const [[cartId], linked] = await Promise.all([
    query.listLinked("cart_payment_collection", from, "cart_id"),
    query.listLinked("order_payment_collection", from, "order_id"),
  ])
  // A marketplace's own completion links the collection to one of its orders, or to none.
  const ofCart = cartId ? await query.listLinked("order_cart", { cart_id: cartId }, "order_id") : []
  const orders = await readOrders(query, [...new Set([...linked, ...ofCart])])
  return { cartId: cartId ?? null, orders }
}

/** Reads a payment collection again; where it is gone, its orders as they are now. `null` where nothing of it is left. */
export async function readCollectionAgain(
  query: Query,
  before: Collection
): Promise<Collection | null> {
  const again = await readCollection(query, before.id)
  if (again) return again
  const orders = await readOrders(
    query,
    before.orders.map(({ id }) => id)
  )
  return orders.length === 0 ? null : { ...before, ...withFirstStanding(orders) }
}

/** Reads the payment collections of an order that core has not cancelled. */
export async function readCollectionsOfOrder(query: Query, orderId: string): Promise<Collection[]> {
  const ids = await query.listLinked(
    "order_payment_collection",
    { order_id: orderId },
    "payment_collection_id"
  )
  const collections = await Promise.all(ids.map((id) => readCollection(query, id)))
  // A deleted payment collection leaves its link behind.
  return collections.flatMap((one) => (one && !one.is_cancelled ? [one] : []))
}

function toCollection(
  row: CollectionRow,
  cartId: string | null,
  orders: readonly Order[]
): Collection {
  return {
    id: row.id,
    amount: toNumber(row.amount),
    currency_code: row.currency_code,
    paid_amount: toNumber(row.captured_amount) - toNumber(row.refunded_amount),
    refunded_amount: toNumber(row.refunded_amount),
    is_cancelled: row.status === "canceled",
    created_at: new Date(row.created_at),
    sessions: toSessions(row, orders),
    cart: cartId === null ? null : { id: cartId },
    ...withFirstStanding(orders),
  }
}

function withFirstStanding(orders: readonly Order[]): Pick<Collection, "order" | "orders"> {
  return { order: findFirstStanding(orders), orders }
}

/** The first order that stands, or the first one where all are cancelled. */
export function findFirstStanding(orders: readonly Order[]): Order | null {
  return orders.find(({ is_cancelled }) => !is_cancelled) ?? orders[0] ?? null
}

/** Reads again what core's books say of a checkout: its session's money, and what its orders show of it. */
export async function readCheckoutAgain(query: Query, before: Checkout): Promise<Checkout | null> {
  // Its cart may be an order by now.
  if (before.orders.length === 0) return readCheckoutIn(query, before.id, before.session.id)
  const [sessions, orders] = await Promise.all([
    query.graph({
      entity: "payment_session",
      fields: SESSION_FIELDS,
      filters: { id: before.session.id },
    }),
    readOrders(
      query,
      before.orders.map(({ id }) => id)
    ),
  ])
  const [row] = sessions.data as SessionRow[]
  // Core may have deleted the session and kept its payment.
  if (!row) return readCheckoutIn(query, before.id, before.session.id)
  return {
    ...before,
    ...withFirstStanding(orders),
    session: toSession(before.id, row, orders),
  }
}

async function readCollectionRow(query: Query, id: string): Promise<CollectionRow | null> {
  const ofPayment = ["payment_session_id", "amount", "currency_code", "provider_id"]
  const { data } = await query.graph({
    entity: "payment_collection",
    fields: [
      ...[
        "id",
        "status",
        "amount",
        "currency_code",
        "captured_amount",
        "refunded_amount",
        "created_at",
      ],
      ...SESSION_FIELDS.map((field) => `payment_sessions.${field}`),
      ...[...ofPayment, ...CAPTURED_FIELDS].map((field) => `payments.${field}`),
    ],
    filters: { id },
  })
  return (data[0] as CollectionRow | undefined) ?? null
}

/**
 * The sessions, and those whose captured money core has and that it has deleted since: it deletes all sessions when the shopper
 * chooses again. The payment stays and names its session.
 */
function toSessions(
  { id, payment_sessions, payments }: CollectionRow,
  orders: readonly Order[]
): Session[] {
  const sessions = (payment_sessions ?? []).map((row) => toSession(id, row, orders))
  const ofDeleted = (payments ?? [])
    .filter(
      ({ payment_session_id }) => !sessions.some((session) => session.id === payment_session_id)
    )
    .filter(
      (payment) => findCapturedAt(payment) && (!isRefunded(payment) || isInBooks(payment, orders))
    )
    .map((payment) => {
      const row = { ...payment, id: payment.payment_session_id, status: "captured", payment }
      return { ...toSession(id, row, orders), is_deleted: true }
    })
  return [...sessions, ...ofDeleted]
}

/** Core can call a payment captured and have no capture of it: see `undoEmptyCapture`. Then its books have nothing. */
function findCapturedAt({ captured_at, captures }: CapturedRow): string | Date | null {
  return captures && captures.length > 0 ? (captured_at ?? null) : null
}

function toSession(collectionId: string, row: SessionRow, orders: readonly Order[]): Session {
  const { id, status, amount, currency_code, provider_id, payment } = row
  const capturedAt = payment && findCapturedAt(payment)
  const isCaptured = Boolean(capturedAt)
  // A refund of an order is the order's: its money was not given up.
  const is_given_up = isCaptured && orders.length === 0 && isRefunded(payment ?? {})
  return {
    id,
    payment_collection_id: collectionId,
    status,
    amount: toNumber(amount),
    currency_code,
    provider_id,
    is_captured: isCaptured && !is_given_up,
    is_given_up,
    is_deleted: false,
    captured_at: capturedAt ? new Date(capturedAt) : null,
    capture_ids: (payment?.captures ?? []).map((capture) => capture.id),
  }
}

/** Whether core has refunded all that it had captured of a payment. */
function isRefunded({ captures, refunds }: CapturedRow): boolean {
  const toSum = (rows: readonly { readonly amount: unknown }[]): number =>
    rows.reduce((sum, { amount }) => sum + toNumber(amount), 0)
  const captured = toSum(captures ?? [])
  return captured > 0 && toSum(refunds ?? []) >= captured
}

/** Whether an order's books show that it was paid by a payment, whatever was refunded since. */
function isInBooks({ captures }: CapturedRow, orders: readonly Order[]): boolean {
  const booked = orders.flatMap(({ booked_capture_ids }) => booked_capture_ids)
  return (captures ?? []).some(({ id }) => booked.includes(id))
}
