import { PaymentSessionStatus } from "@medusajs/framework/utils"
import type { AttemptState } from "../../modules/kpay/attempts/attempt"

/**
 * What Medusa is told of a session, by the state of its attempt. K-Pay's codes become states in the gateway, states become
 * Medusa's words here.
 *
 * A failed or abandoned attempt leaves the session waiting: an order that is told `error` has no way on, and the shopper
 * may start a further attempt for it.
 */
export const SESSION_STATUS: Readonly<Record<AttemptState, PaymentSessionStatus>> = {
  starting: PaymentSessionStatus.PENDING_AUTHORIZATION,
  pending: PaymentSessionStatus.PENDING_AUTHORIZATION,
  paid: PaymentSessionStatus.CAPTURED,
  failed: PaymentSessionStatus.PENDING_AUTHORIZATION,
  abandoned: PaymentSessionStatus.PENDING_AUTHORIZATION,
}
