import { readCollectionId } from "../medusa/checkout"
import type { Query } from "../medusa/query"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../modules/kpay/service"

/**
 * Reads the id of the payment collection that a shopper chose in, which outlives a session that core deletes; `null` where Medusa
 * has it no more. Not the attempt's: an admin may have given its money to another shopper's order.
 */
export async function readChosenCollectionId(
  query: Query,
  choice: Pick<Choice, "payment_collection_id" | "payment_session_id">
): Promise<string | null> {
  return choice.payment_collection_id ?? readCollectionId(query, choice.payment_session_id)
}

/** The same for the shopper who started an attempt. */
export async function readStartedCollectionId(
  query: Query,
  kpay: KpayModuleService,
  { started_session_id }: Pick<Attempt, "started_session_id">
): Promise<string | null> {
  const choice = await kpay.findChoice(started_session_id)
  return choice
    ? readChosenCollectionId(query, choice)
    : readCollectionId(query, started_session_id)
}
