import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules, PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { readCollectionId, type Checkout } from "./checkout"
import { undoEmptyCapture } from "./empty-capture"
import { resolveQuery } from "./query"

/** A shop's own workflow that completes a cart, e.g. of a marketplace. It gets `{ id, cart_id }`, both the cart's id. */
export interface CartCompletion {
  readonly workflowId: string
}

interface Outcome {
  readonly errors: readonly { readonly error: unknown }[]
}

/**
 * Has core capture the money of a session and book it: for its order, or by completing its cart, which then becomes an order.
 * Core may return without an error where it did nothing, so read the collection again afterwards.
 *
 * Nothing is run for a session that is gone: core would look for its cart without an id, find the carts of all shoppers, and
 * complete the first of them.
 *
 * The only caller of the workflows that complete a cart or process a payment.
 *
 * @returns what core reported as failed.
 */
export async function completePayment(
  container: MedusaContainer,
  { session, cart, order }: Checkout,
  cartCompletion: CartCompletion | undefined
): Promise<unknown[]> {
  if ((await readCollectionId(resolveQuery(container), session.id)) === null)
    return [
      new MedusaError(
        MedusaError.Types.NOT_FOUND,
        `The payment session ${session.id} does not exist any more.`
      ),
    ]
  await undoEmptyCapture(container, session.id)
  if (cartCompletion && cart && !order) {
    const { errors } = (await container
      .resolve(Modules.WORKFLOW_ENGINE)
      .run(cartCompletion.workflowId, {
        input: { id: cart.id, cart_id: cart.id },
        throwOnError: false,
      })) as Outcome
    return errors.map(({ error }) => error)
  }
  const { errors } = (await processPaymentWorkflow(container).run({
    input: {
      action: PaymentActions.SUCCESSFUL,
      data: { session_id: session.id, amount: session.amount },
    },
    throwOnError: false,
  })) as Outcome
  return errors.map(({ error }) => error)
}
