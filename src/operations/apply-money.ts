import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow } from "@medusajs/medusa/core-flows"
import { KPAY_MODULE } from "../modules/kpay"
import { isWaitingForPerson, type Attempt } from "../modules/kpay/attempts/attempt"
import { isOurs, isPaidOff, readCollection, type Collection } from "../medusa/checkout"
import type KpayModuleService from "../modules/kpay/service"
import { findSession } from "./find-home"
import { refresh } from "./refresh"

/** Money that waits for a person, and what the person wants done with it. */
export interface ApplyMoneyInput {
  readonly attempt_id: string
  /** The order to apply it to; left out, the one that it was paid for, or the cart, which then becomes an order. */
  readonly order_id?: string | null
  /** Medusa's id of the user. */
  readonly actor: string
}

/**
 * Applies unplaced money to an order or cart, and has it placed by the one path.
 *
 * @returns the attempt as it stands then: placed, or unplaced with a new reason.
 * @throws MedusaError that says why the money cannot be applied; it waits on.
 */
export async function applyMoney(
  container: MedusaContainer,
  { attempt_id, order_id, actor }: ApplyMoneyInput
): Promise<Attempt> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await kpay.attempts.find({ id: attempt_id })
  if (!attempt)
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no attempt ${attempt_id}.`)
  if (!isWaitingForPerson(attempt)) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This money does not wait for a decision: it is placed, was given back or was dismissed."
    )
  }
  const home = await findTarget(attempt, order_id ?? null, container)
  const applied = await kpay.attempts.recordApplied(attempt.id, home, actor)
  if (applied) await refresh(container, { id: applied.id })
  const after = await kpay.attempts.find({ id: attempt_id })
  return after ?? attempt
}

async function findTarget(
  attempt: Attempt,
  orderId: string | null,
  container: MedusaContainer
): Promise<Pick<Attempt, "payment_session_id" | "payment_collection_id">> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const collection = await readCollection(query, attempt.payment_collection_id)
  const ownOrderId = collection?.order?.id ?? attempt.order_id
  const isOwn = orderId === null || orderId === ownOrderId
  if (collection && wasTakenByCore(collection, attempt)) {
    if (isOwn) return attempt
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "Medusa has this money for the cart that it was paid for. Apply it there, or give it back."
    )
  }
  if (collection && isOwn && !collection.order?.is_cancelled && !isPaidOff(collection)) {
    const sessionId = await findSession(collection, attempt, container)
    if (sessionId) return { payment_session_id: sessionId, payment_collection_id: collection.id }
  }
  const targetId = orderId ?? ownOrderId
  if (targetId === null) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "The cart does not ask for this amount any more. Name the order to apply the money to, or give it back."
    )
  }
  return openSession(targetId, attempt, container)
}

/** Core took the money for the attempt's own session, and failed at what comes after: it goes on from there. */
function wasTakenByCore(collection: Collection, attempt: Attempt): boolean {
  const own = collection.sessions.find(({ id }) => id === attempt.payment_session_id)
  const isTaken = own?.is_captured === true && isPaidOff(collection)
  return isTaken && attempt.unplaced_reason === "completion_failed"
}

/** A payment session of the order's for the very amount, in a collection that still lacks as much. */
async function openSession(orderId: string, attempt: Attempt, container: MedusaContainer) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status", "summary.pending_difference", "payment_collections.id"],
    filters: { id: orderId },
  })
  const order = data[0] as OrderRow | undefined
  if (!order) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId}.`)
  const lacking = Number(order.summary?.pending_difference ?? 0)
  if (order.status === "canceled" || lacking < attempt.amount) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      order.status === "canceled"
        ? "The order is cancelled. Name another order, or give the money back."
        : `The order lacks RWF ${lacking}, less than the RWF ${attempt.amount} that were paid. Name another order, or give the money back.`
    )
  }
  const collections = await Promise.all(
    order.payment_collections.map(({ id }) => readCollection(query, id))
  )
  const open = collections.find((collection) => collection !== null && canTake(collection, attempt))
  const collectionId = open?.id ?? (await openCollection(orderId, attempt, container))
  const session = await container.resolve(Modules.PAYMENT).createPaymentSession(collectionId, {
    provider_id: attempt.provider_id,
    amount: attempt.amount,
    currency_code: attempt.currency_code,
    // The mark of a session that no shopper made, so that no phone rings for it.
    data: { chosen_in: attempt.payment_session_id, locale: attempt.locale },
  })
  return { payment_session_id: session.id, payment_collection_id: collectionId }
}

interface OrderRow {
  readonly status: string
  readonly summary?: { readonly pending_difference?: unknown } | null
  readonly payment_collections: readonly { readonly id: string }[]
}

function canTake(collection: Collection, attempt: Attempt): boolean {
  const isFree = collection.sessions.every((session) => isOurs(session) && !session.is_captured)
  return isFree && collection.amount - collection.paid_amount >= attempt.amount
}

async function openCollection(
  orderId: string,
  attempt: Attempt,
  container: MedusaContainer
): Promise<string> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({
    input: { order_id: orderId, amount: attempt.amount },
  })
  return result[0]?.id ?? ""
}
