import { PaymentSessionStatus } from "@medusajs/framework/utils"
import type { AttemptStatus } from "../../domain/attempt-status"

/**
 * What Medusa is told of a session, by the status of its attempt.
 *
 * A failed or abandoned attempt leaves the session waiting: an order that is told `error` cannot be paid any more, and the
 * shopper may start a further attempt for it.
 */
export const SESSION_STATUS: Readonly<Record<AttemptStatus, PaymentSessionStatus>> = {
  starting: PaymentSessionStatus.PENDING_AUTHORIZATION,
  pending: PaymentSessionStatus.PENDING_AUTHORIZATION,
  failed: PaymentSessionStatus.PENDING_AUTHORIZATION,
  abandoned: PaymentSessionStatus.PENDING_AUTHORIZATION,
  paid: PaymentSessionStatus.CAPTURED,
  applied: PaymentSessionStatus.CAPTURED,
  unapplied: PaymentSessionStatus.PENDING_AUTHORIZATION,
  refund_due: PaymentSessionStatus.PENDING_AUTHORIZATION,
  refunded: PaymentSessionStatus.PENDING_AUTHORIZATION,
  dismissed: PaymentSessionStatus.PENDING_AUTHORIZATION,
}
