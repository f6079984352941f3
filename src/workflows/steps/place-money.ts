import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, PaymentActions } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { toAmountRwf } from "../../gateway/amount"
import { KPAY_MODULE } from "../../modules/kpay"
import { isToBePlaced, type Attempt, type UnplacedReason } from "../../modules/kpay/attempt"
import {
  findSessionOfAmount,
  readCheckout,
  type Checkout,
  type Query,
} from "../../modules/kpay/checkout"
import type KpayModuleService from "../../modules/kpay/service"

/**
 * Gives paid money its home: has core book it for the payment session, or puts it in front of a person with the reason.
 * Done once, however many try. When core could not do it now, the attempt stays due.
 */
export const placeMoneyStep = createStep(
  "kpay-place-money",
  async (asked: Attempt | null, { container }) => {
    if (!asked || !isToBePlaced(asked)) return new StepResponse(asked)
    const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
    const attempt = await kpay.renewClaim(asked)
    return new StepResponse(attempt && (await placeMoney(attempt, kpay, container)))
  }
)

async function placeMoney(
  attempt: Attempt,
  kpay: KpayModuleService,
  container: MedusaContainer
): Promise<Attempt> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const home = await findHome(attempt, kpay, query)
  if (home === null) return attempt
  if ("reason" in home)
    return (await kpay.attempts.recordUnplaced(attempt.id, home.reason, home.orderId)) ?? attempt

  const { session } = home
  if (!isBooked(home)) {
    const { errors } = await processPaymentWorkflow(container).run({
      input: {
        action: PaymentActions.SUCCESSFUL,
        data: { session_id: session.id, amount: session.amount },
      },
      throwOnError: false,
    })
    for (const { error } of errors) {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.warn(
        `kpay: Medusa could not book refid ${attempt.refid} now and will be asked again. ${String(error)}`
      )
    }
  }
  // Core returns without an error where it did nothing, so only its own books count.
  const after = await readCheckout(query, session.id)
  if (!after || !isBooked(after)) return attempt
  return (await kpay.attempts.recordPlaced(attempt.id, after.order?.id ?? null)) ?? attempt
}

/** Core has the money, and the order that it is for. */
function isBooked({ session, cart, order }: Checkout): boolean {
  return session.is_captured && (cart === null || order !== null)
}

interface NoHome {
  readonly reason: UnplacedReason
  readonly orderId: string | null
}

/** `null` when another worker moved the attempt in between. */
async function findHome(
  attempt: Attempt,
  kpay: KpayModuleService,
  query: Query
): Promise<Checkout | NoHome | null> {
  const checkout = await readCheckout(query, attempt.payment_session_id)
  if (!checkout) return findOtherHome(attempt, kpay, query)
  const orderId = checkout.order?.id ?? null
  if (
    toAmountRwf(checkout.session.amount, checkout.session.currency_code, kpay.settings.rounding) !==
    attempt.amount
  ) {
    return { reason: "amount_differs", orderId }
  }
  if (checkout.order?.is_cancelled) return { reason: "order_cancelled", orderId }
  return checkout
}

/** Core deletes a session when the cart changes or is paid another way; the same cart may ask for the same amount again. */
async function findOtherHome(
  attempt: Attempt,
  kpay: KpayModuleService,
  query: Query
): Promise<Checkout | NoHome | null> {
  const other = await findSessionOfAmount(
    query,
    attempt.payment_collection_id,
    (total, currencyCode) => {
      return toAmountRwf(total, currencyCode, kpay.settings.rounding) === attempt.amount
    }
  )
  if (!other) return { reason: "session_gone", orderId: null }
  const moved = await kpay.attempts.moveTo(attempt, other)
  return moved && findHome(moved, kpay, query)
}
