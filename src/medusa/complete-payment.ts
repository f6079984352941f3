import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Checkout } from "./checkout"
import { undoEmptyCapture } from "./empty-capture"

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
 * The only caller of the workflows that complete a cart or process a payment.
 *
 * @returns what core reported as failed.
 */
export async function completePayment(
  container: MedusaContainer,
  { session, cart, order }: Checkout,
  cartCompletion: CartCompletion | undefined
): Promise<unknown[]> {
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
