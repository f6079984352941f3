import { KpayError } from "./kpay-error"
import type { KpayOutcome } from "./outcome"
import { pause } from "./pause"
import type { ShopRoutes } from "./shop-routes"
import type { KpayTexts } from "./texts/texts"

interface PlaceOrderContext {
  readonly routes: ShopRoutes
  readonly texts: KpayTexts
}

/** Why Medusa did not place an order. */
export interface OrderRefusal {
  /** For the shopper. */
  readonly message: string
  /** Medusa's own message, for a developer. */
  readonly detail: string
}

/** Pauses before each repeated try to place an order without a payment. */
const REPEAT_AFTER_MS = [1_000, 2_000, 4_000, 8_000]

/**
 * Completes a cart.
 *
 * @returns the order's id, or why Medusa did not place the order.
 * @throws KpayError (`no_answer`)
 */
export async function placeOrder(
  { routes, texts }: PlaceOrderContext,
  cartId: string
): Promise<{ orderId: string } | OrderRefusal> {
  try {
    const completion = await routes.complete(cartId)
    if (completion.type === "order") return { orderId: completion.order.id }
    const { type, message: detail } = completion.error
    // The plugin's message is for the shopper. Any other message is Medusa's own, for a developer.
    const message = type === "payment_authorization_error" ? detail : texts.not_possible
    return { message, detail }
  } catch (error) {
    if (!(error instanceof KpayError) || error.kind === "no_answer") throw error
    // Another tab is completing the cart at this moment.
    if (error.status === 409) throw new KpayError("no_answer", error.message, 409)
    return { message: texts.not_possible, detail: error.message }
  }
}

/**
 * Places the order of a cart that costs nothing. Medusa completes such a cart without a payment collection. After a lost
 * answer it asks again, which is safe: no money moves, and Medusa gives the same order.
 */
export async function placeFreeOrder(
  context: PlaceOrderContext,
  cartId: string
): Promise<KpayOutcome> {
  for (let tries = 0; ; tries++) {
    try {
      const placed = await placeOrder(context, cartId)
      return "orderId" in placed
        ? { type: "placed", ...placed }
        : { type: "refused", ...placed, session: null }
    } catch (error) {
      if (!(error instanceof KpayError)) throw error
      const delayMs = REPEAT_AFTER_MS[tries]
      if (delayMs === undefined)
        return { type: "no_answer", message: context.texts.no_answer, session: null }
      await pause(delayMs)
    }
  }
}
