import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { KpaySession } from "../http-types"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import { readCheckout, readCollection, type Collection } from "../medusa/checkout"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../modules/kpay/service"
import { toSessionView } from "./session-view"

/**
 * What was chosen in a payment session.
 *
 * @throws MedusaError (404) for an id that is no session of ours.
 */
export async function requireChoice(
  kpay: KpayModuleService,
  sessionId: string | undefined
): Promise<Choice> {
  const choice = await kpay.choices.find(sessionId ?? "")
  if (choice) return choice
  throw new MedusaError(
    MedusaError.Types.NOT_FOUND,
    "There is no K-Pay payment with this session id."
  )
}

/** The attempt that speaks for a session, and the payment collection, which outlives a session that core deletes. */
export async function readSession(
  container: MedusaContainer,
  { payment_session_id }: Choice
): Promise<{ attempt: Attempt | null; collection: Collection | null }> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const checkout = await readCheckout(query, payment_session_id)
  const attempt = await kpay.findAttemptOf(payment_session_id, checkout)
  const collection =
    checkout ?? (attempt && (await readCollection(query, attempt.payment_collection_id)))
  return { attempt, collection }
}

/** How a payment stands, as the shopper may see it. */
export async function viewSession(
  container: MedusaContainer,
  choice: Choice
): Promise<KpaySession> {
  const { attempt, collection } = await readSession(container, choice)
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  return toSessionView(choice.payment_session_id, choice, attempt, collection, settings)
}
