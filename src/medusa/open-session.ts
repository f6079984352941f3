import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import {
  createOrderPaymentCollectionWorkflow,
  createPaymentSessionsWorkflow,
} from "@medusajs/medusa/core-flows"

/**
 * The mark of a session that no shopper chose: the provider sends no prompt for it by itself. It names the session or
 * collection that it was made for.
 */
interface Mark {
  readonly chosen_in: string
  readonly locale: string
}

/** Opens a payment collection of an order, in the currency's own unit. */
export async function openCollection(
  container: MedusaContainer,
  orderId: string,
  amount: number
): Promise<string> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({
    input: { order_id: orderId, amount },
  })
  const [collection] = result
  if (!collection)
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `Medusa opened no payment collection of the order ${orderId}.`
    )
  return collection.id
}

/** Opens a payment session beside those that a collection has. */
export async function openSession(
  container: MedusaContainer,
  session: {
    readonly collectionId: string
    readonly providerId: string
    readonly amount: number
    readonly currencyCode: string
    readonly mark: Mark
  }
): Promise<string> {
  const { collectionId, providerId, amount, currencyCode, mark } = session
  const { id } = await container.resolve(Modules.PAYMENT).createPaymentSession(collectionId, {
    provider_id: providerId,
    amount,
    currency_code: currencyCode,
    data: { ...mark },
  })
  return id
}

/**
 * Opens a session of a cart again, as choosing K-Pay does: core deletes a cart's session when the cart changes, and opens none
 * when it changes back.
 *
 * @returns `null` where Medusa refuses, e.g. because the region does not offer K-Pay any more.
 */
export async function openCartSession(
  container: MedusaContainer,
  collectionId: string,
  providerId: string,
  mark: Mark
): Promise<string | null> {
  const { result, errors } = await createPaymentSessionsWorkflow(container).run({
    throwOnError: false,
    input: { payment_collection_id: collectionId, provider_id: providerId, data: { ...mark } },
  })
  return errors.length === 0 ? result.id : null
}
