import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptStatus } from "../domain/attempt-status"
import { readOrdersOfCollections } from "../medusa/orders"
import { readReceiptOrder, type ReceiptOrder } from "../medusa/receipt-order"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import { toReceiptAddress } from "../modules/kpay/options/own-address"
import type KpayModuleService from "../modules/kpay/service"
import { readReceiptToken, toReceiptToken, toReceiptTokenKey } from "../pay-page/receipt-token"
import { readShopSecrets } from "./shop-secrets"

/** What became of the money of a receipt. */
export type ReceiptState = "paid" | "refund_due" | "refunded" | "unapplied"

/** What the shop's books say of a payment that has a receipt. */
export interface ReceiptFacts {
  readonly attempt: Attempt
  readonly state: ReceiptState
  /** What was sent back of it, and what is still to be sent back, in francs. */
  readonly sentRwf: number
  readonly dueRwf: number
  /** The order that has the money; `null` where none has. */
  readonly order: ReceiptOrder | null
}

/**
 * Where a paid attempt's receipt can be checked by anybody who holds it, for `receiptValidFor` from the payment; `null` for
 * an attempt that has no receipt, or none any more. Each call makes another token of the same receipt.
 */
export function toReceiptUrl(container: MedusaContainer, attempt: Attempt): string | null {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (toKind(attempt.status) === null) return null
  const paidAt = attempt.paid_at ?? attempt.created_at
  const expiresAt = new Date(paidAt.getTime() + settings.receiptValidFor)
  if (expiresAt <= attempt.read_at) return null
  const [secret] = readShopSecrets(container)
  const token = toReceiptToken({ attemptId: attempt.id, expiresAt }, toReceiptTokenKey(secret))
  return toReceiptAddress(settings.backendUrl, token)
}

/**
 * Reads what a receipt's address is for: `"expired"` for a genuine token that is too old, `null` where there is no such
 * receipt. K-Pay is not asked.
 */
export async function readReceipt(
  container: MedusaContainer,
  token: string
): Promise<ReceiptFacts | "expired" | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const keys = readShopSecrets(container).map(toReceiptTokenKey)
  const link = readReceiptToken(token, keys, await kpay.readNow())
  if (link === null || link === "expired") return link
  const attempt = await kpay.findAttempt(link.attemptId)
  return attempt && readReceiptOf(container, attempt)
}

/** What the shop's books say of an attempt's money; `null` where K-Pay is not known to have it. K-Pay is not asked. */
export async function readReceiptOf(
  container: MedusaContainer,
  attempt: Attempt
): Promise<ReceiptFacts | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const kind = toKind(attempt.status)
  if (!kind) return null
  const { sentRwf, dueRwf } = await kpay.sumRefunds(attempt.id)
  const state = kind === "applied" ? toStateOfApplied(attempt, sentRwf, dueRwf) : kind
  const order = kind === "applied" ? await readOrderOf(container, attempt) : null
  return { attempt, state, sentRwf, dueRwf, order }
}

/** What the status alone tells; `null` where K-Pay is not known to have the money. */
function toKind(status: AttemptStatus): Exclude<ReceiptState, "paid"> | "applied" | null {
  switch (status) {
    case "starting":
    case "pending":
    case "failed":
    case "abandoned":
      return null
    case "paid":
    case "applied":
      return "applied"
    case "unapplied":
    case "dismissed":
      return "unapplied"
    case "refund_due":
      return "refund_due"
    case "refunded":
      return "refunded"
  }
}

/** The money of an order that is sent back stays `applied`; its refunds say the rest. */
function toStateOfApplied({ amount }: Attempt, sentRwf: number, dueRwf: number): ReceiptState {
  if (sentRwf >= amount) return "refunded"
  return sentRwf + dueRwf >= amount ? "refund_due" : "paid"
}

async function readOrderOf(
  container: MedusaContainer,
  { order_id, payment_collection_id }: Attempt
): Promise<ReceiptOrder | null> {
  if (order_id !== null) return readReceiptOrder(resolveQuery(container), order_id)
  // Core has not told yet which order it booked the money for.
  const orders = await readOrdersOfCollections(container, [payment_collection_id])
  const order = orders.get(payment_collection_id)
  return order ? readReceiptOrder(resolveQuery(container), order.id) : null
}
