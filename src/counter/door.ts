import type { MedusaContainer } from "@medusajs/framework/types"
import { readCollection, type Collection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import type { PagePayment } from "../operations/pay-page-payment"

/** What the shop's books say of an order to a person who hands it over. */
export type Door =
  | {
      readonly state: "paid"
      /** The K-Pay payments that the order has; none where it was paid otherwise. */
      readonly payments: readonly Attempt[]
    }
  | {
      readonly state: "unpaid"
      /** Whole francs; 0 where no whole franc can be asked for. */
      readonly owedRwf: number
      /** What Medusa has captured for it and not refunded. */
      readonly receivedRwf: number
      /** `arriving`: K-Pay has the money, and Medusa is being told. `undecided`: no order takes money that came. */
      readonly money: "arriving" | "undecided" | null
    }
  | { readonly state: "cancelled" }
  /** It owes nothing, and its money was refunded. */
  | { readonly state: "sent_back" }

/** What Medusa has captured for a payment, over all its payment collections and by any provider. */
export interface Captured {
  readonly isAny: boolean
  /** Less what was refunded. */
  readonly netRwf: number
}

/** Reads what the shop's books say of a payment. K-Pay is not asked. */
export async function readDoor(container: MedusaContainer, payment: PagePayment): Promise<Door> {
  const kept = await readKept(container, payment.attempts)
  return toDoor(payment, kept, await readCaptured(container, payment))
}

type Facts = Pick<PagePayment, "balance" | "isUnpaid" | "owedRwf" | "attempts">

/** What the books say. Only the balance over the whole order makes it paid; a payment alone, or K-Pay's word, does not. */
export function toDoor(
  { balance, isUnpaid, owedRwf, attempts }: Facts,
  kept: readonly Attempt[],
  captured: Captured
): Door {
  if (balance.isCancelled) return { state: "cancelled" }
  if (isUnpaid) {
    const isArriving = attempts.some(({ status }) => status === "paid")
    const isUndecided = attempts.some(({ status }) => status === "unapplied")
    return {
      state: "unpaid",
      owedRwf,
      receivedRwf: Math.max(0, captured.netRwf),
      money: isArriving ? "arriving" : isUndecided ? "undecided" : null,
    }
  }
  // A refund whose money is not asked for again leaves an order that owes nothing and is not paid.
  if (captured.isAny && captured.netRwf <= 0) return { state: "sent_back" }
  return { state: "paid", payments: kept }
}

/** The payments of an order whose money it keeps, or keeps a part of. */
async function readKept(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<Attempt[]> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const kept: Attempt[] = []
  for (const attempt of attempts.filter(({ status }) => status === "applied")) {
    const { sentRwf, dueRwf } = await kpay.sumRefunds(attempt.id)
    if (sentRwf + dueRwf < attempt.amount) kept.push(attempt)
  }
  return kept
}

async function readCaptured(
  container: MedusaContainer,
  { collection, collectionIds }: PagePayment
): Promise<Captured> {
  const others = collectionIds.filter((id) => id !== collection.id)
  const query = resolveQuery(container)
  const read = await Promise.all(others.map((id) => readCollection(query, id)))
  const collections = [collection, ...read].filter((one): one is Collection => one !== null)
  return {
    isAny: collections.some(({ sessions }) => sessions.some(({ is_captured }) => is_captured)),
    netRwf: collections.reduce((sum, { paid_amount }) => sum + paid_amount, 0),
  }
}
