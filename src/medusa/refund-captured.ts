import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { refundPaymentsWorkflow } from "@medusajs/medusa/core-flows"
import { toNumber } from "./query"

interface Outcome {
  readonly errors: readonly { readonly error: unknown }[]
}

/**
 * Has core refund what it has captured for a session and not refunded yet, as it does itself when it cancels an order: it asks the
 * payment provider, and writes the refund into the order's books. Core logs what the provider refuses, and writes it all the same:
 * what the books show as refunded is refunded no second time.
 *
 * @returns what core reported as failed.
 */
export async function refundCaptured(
  container: MedusaContainer,
  paymentSessionId: string,
  orderId: string
): Promise<unknown[]> {
  const [payment] = await container
    .resolve(Modules.PAYMENT)
    .listPayments({ payment_session_id: paymentSessionId }, { relations: ["captures", "refunds"] })
  if (!payment) return []
  // A cancelled order's refund names the payment, an admin's the refund.
  const ids = [payment.id, ...(payment.refunds ?? []).map(({ id }) => id)]
  const booked = await container
    .resolve(Modules.ORDER)
    .listOrderTransactions({ order_id: orderId, reference: "refund", reference_id: ids })
  const left = sum(payment.captures) - Math.max(sum(payment.refunds), -sum(booked))
  if (left <= 0) return []
  const { errors } = (await refundPaymentsWorkflow(container).run({
    input: [{ payment_id: payment.id, amount: left }],
    throwOnError: false,
  })) as Outcome
  return errors.map(({ error }) => error)
}

function sum(rows: readonly { readonly amount?: unknown }[] = []): number {
  return rows.reduce((total, { amount }) => total + toNumber(amount), 0)
}
