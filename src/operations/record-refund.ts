import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { KPAY_MODULE } from "../modules/kpay"
import { isWaitingForPerson, type Attempt } from "../modules/kpay/attempts/attempt"
import { isBooked, readCheckout } from "../medusa/checkout"
import type { GiveBack } from "../modules/kpay/refunds/refund-store"
import type KpayModuleService from "../modules/kpay/service"
import { emitEvents } from "./emit-events"

/**
 * Decides that unplaced money is given back to the shopper, all of it: what were kept would be forgotten. K-Pay has no refund
 * call: it is due until somebody has sent it.
 *
 * @throws MedusaError that says why it cannot be decided.
 */
export async function giveBack(
  container: MedusaContainer,
  decision: {
    readonly attempt_id: string
    readonly note: string | null
    /** Medusa's id of the user. */
    readonly actor: string
  }
): Promise<{ due: GiveBack; attempt: Attempt }> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await kpay.attempts.find({ id: decision.attempt_id })
  if (!attempt) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `There is no attempt ${decision.attempt_id}.`
    )
  }
  await requireNotBooked(container, attempt)
  const due = await kpay.giveBacks.recordDueOfUnplaced(attempt, decision)
  if (due) {
    await emitEvents(container)
    return { due, attempt }
  }
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    attempt.placed_at
      ? "This money is placed. Refund the order in Medusa, and it will be due here."
      : "This money does not wait for a decision: it is not paid, was given back or was dismissed."
  )
}

/**
 * Notes what a cancelled order owes beyond the refunds that were recorded: core swallows a refund that was refused or failed
 * when it cancels, and its books show it all the same.
 */
export async function giveBackOfCancelled(
  container: MedusaContainer,
  orderId: string
): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (const attempt of await kpay.attempts.list({ order_id: orderId, state: "paid" }))
    if (attempt.placed_at) await kpay.giveBacks.recordDueOfCancelled(attempt, orderId)
  await emitEvents(container)
}

/**
 * Notes that money was sent to the shopper by hand.
 *
 * @throws MedusaError when it was noted before, or there is no such give-back.
 */
export async function finishGiveBack(
  container: MedusaContainer,
  sent: {
    readonly id: string
    readonly reference: string
    readonly note: string | null
    readonly actor: string
  }
): Promise<{ done: GiveBack; attempt: Attempt | null }> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const done = await kpay.giveBacks.recordDone(sent.id, sent)
  if (done) {
    await emitEvents(container)
    return { done, attempt: await kpay.attempts.find({ id: done.attempt_id }) }
  }
  const known = await kpay.giveBacks.find(sent.id)
  throw new MedusaError(
    known ? MedusaError.Types.NOT_ALLOWED : MedusaError.Types.NOT_FOUND,
    known
      ? `This money was sent already, with the reference ${known.reference ?? ""}.`
      : "There is no give-back with this id."
  )
}

/** Core may have gone on with what it was about when the money was put in front of a person. */
async function requireNotBooked(container: MedusaContainer, attempt: Attempt): Promise<void> {
  if (!isWaitingForPerson(attempt) || attempt.unplaced_reason !== "completion_failed") return
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const checkout = await readCheckout(query, attempt.payment_session_id)
  if (!checkout?.order || checkout.order.is_cancelled || !isBooked(checkout)) return
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "The order has this money by now. Apply it, and refund the order if the money is to go back."
  )
}
