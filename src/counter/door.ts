import type { MedusaContainer } from "@medusajs/framework/types"
import { readCollection, type Collection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import type { PagePayment } from "../operations/pay-page-payment"

/** A K-Pay payment of an order. */
interface KeptPayment {
  readonly attempt: Attempt
  /** Its francs less what was sent back of it, or is to be sent back. */
  readonly keptRwf: number
}

/** What the shop's books say of an order to a person who hands it over. */
export type Door =
  | {
      readonly state: "paid"
      /** The K-Pay payments that the order has; none where it was paid otherwise. */
      readonly payments: readonly KeptPayment[]
      /** Whether any money was captured for it; not for what is free, or paid by store credit. */
      readonly hasMoney: boolean
    }
  /** It owes nothing, and a part of its money was refunded: which goods that was for is not known here. */
  | {
      readonly state: "partly_refunded"
      /** The K-Pay payments of which something is left. */
      readonly payments: readonly KeptPayment[]
      readonly paidRwf: number
      /** What was sent back of it, or is to be sent back. */
      readonly refundedRwf: number
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
  readonly capturedRwf: number
  /** What it has refunded of that. */
  readonly refundedRwf: number
}

/** A K-Pay payment that is applied, and what was sent back of it, or is to be sent back. */
export interface AppliedPayment {
  readonly attempt: Attempt
  readonly refundedRwf: number
}

/** Reads what the shop's books say of a payment. K-Pay is not asked. */
export async function readDoor(container: MedusaContainer, payment: PagePayment): Promise<Door> {
  const applied = await readApplied(container, payment.attempts)
  return toDoor(payment, applied, await readCaptured(container, payment))
}

type Facts = Pick<PagePayment, "balance" | "isUnpaid" | "owedRwf" | "attempts">

/** What the books say. Only the balance over the whole order makes it paid; a payment alone, or K-Pay's word, does not. */
export function toDoor(
  { balance, isUnpaid, owedRwf, attempts }: Facts,
  applied: readonly AppliedPayment[],
  captured: Captured
): Door {
  if (balance.isCancelled) return { state: "cancelled" }
  const paidRwf = captured.capturedRwf
  // Each of the two books may know of a refund before the other does.
  const byKpay = applied.reduce((sum, payment) => sum + payment.refundedRwf, 0)
  const refundedRwf = Math.max(captured.refundedRwf, byKpay)
  if (isUnpaid) {
    const isArriving = attempts.some(({ status }) => status === "paid")
    const isUndecided = attempts.some(({ status }) => status === "unapplied")
    return {
      state: "unpaid",
      owedRwf,
      receivedRwf: Math.max(0, paidRwf - refundedRwf),
      money: isArriving ? "arriving" : isUndecided ? "undecided" : null,
    }
  }
  const payments = applied
    .map((one) => ({ attempt: one.attempt, keptRwf: one.attempt.amount - one.refundedRwf }))
    .filter(({ keptRwf }) => keptRwf > 0)
  if (refundedRwf === 0) return { state: "paid", payments, hasMoney: paidRwf > 0 }
  // A refund whose money is not asked for again leaves an order that owes nothing and is not paid.
  return refundedRwf < paidRwf
    ? { state: "partly_refunded", payments, paidRwf, refundedRwf }
    : { state: "sent_back" }
}

async function readApplied(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<AppliedPayment[]> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const applied = attempts.filter(({ status }) => status === "applied")
  return Promise.all(
    applied.map(async (attempt) => {
      const { sentRwf, dueRwf } = await kpay.sumRefunds(attempt.id)
      return { attempt, refundedRwf: sentRwf + dueRwf }
    })
  )
}

async function readCaptured(
  container: MedusaContainer,
  { collection, collectionIds }: PagePayment
): Promise<Captured> {
  const others = collectionIds.filter((id) => id !== collection.id)
  const query = resolveQuery(container)
  const read = await Promise.all(others.map((id) => readCollection(query, id)))
  const collections = [collection, ...read].filter((one): one is Collection => one !== null)
  const refundedRwf = collections.reduce((sum, one) => sum + one.refunded_amount, 0)
  const keptRwf = collections.reduce((sum, one) => sum + one.paid_amount, 0)
  return { capturedRwf: keptRwf + refundedRwf, refundedRwf }
}
