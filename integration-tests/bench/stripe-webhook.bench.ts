import { join } from "node:path"
import { Modules } from "@medusajs/framework/utils"
import { inShop, type TestShop } from "../http/test-shop"
import { timeCallback } from "./approved-order"
import { offerBeside } from "./offer-beside"
import { print, toMedian } from "./report"
import { StripeStub } from "./stripe-stub/stripe"

const ROUNDS = 12
const WARM_UP = 2

/** How much sooner than by core's own webhook the order is to be paid. */
const RATIO_MIN = 10

/** How long K-Pay and Stripe each take to answer. */
const ANSWER_MS = 20

const SECRET = "whsec_bench"
const PORT = 10_000 + Math.floor(Math.random() * 20_000)
const PROVIDER = "pp_stripe_stripe"

const stripe = new StripeStub(ANSWER_MS)

inShop(
  {
    sandbox: { statusMs: ANSWER_MS },
    env: {
      PAYMENT_PROVIDERS: JSON.stringify([
        {
          resolve: join(__dirname, "stripe-stub"),
          id: "stripe",
          options: { apiKey: "sk_bench", webhookSecret: SECRET, port: PORT },
        },
      ]),
    },
  },
  (shop) => {
    beforeAll(() => stripe.listen(PORT))
    afterAll(() => {
      stripe.close()
    })

    it("from the callback to the paid order, beside the webhook of Medusa's own Stripe provider", async () => {
      await offerBeside(shop(), PROVIDER)
      const ours: number[] = []
      const stripes: number[] = []
      for (let round = 0; round < WARM_UP + ROUNDS; round++) {
        ours.push(await timeCallback(shop()))
        stripes.push(await timeWebhook(shop()))
      }
      const mine = toMedian(ours.slice(WARM_UP))
      const theirs = toMedian(stripes.slice(WARM_UP))
      print(`K-Pay's callback to paid order: ${mine.toFixed(0)} ms (median of ${ROUNDS})`)
      print(`Stripe's webhook to paid order: ${theirs.toFixed(0)} ms`)
      print(`ratio: ${(theirs / mine).toFixed(1)}`)
      expect(theirs / mine).toBeGreaterThan(RATIO_MIN)
    })
  }
)

/** From Stripe's webhook to the captured payment of an order that was placed before, in milliseconds. */
async function timeWebhook({ baseUrl, container, shopper }: TestShop): Promise<number> {
  const { cartId, collectionId } = await shopper.fillCart()
  const sessionId = await shopper.choose(collectionId, {}, PROVIDER)
  const completion = await shopper.placeOrder(cartId)
  expect(completion.type).toBe("order")
  const captured = new Promise<void>((resolve) => {
    const bus = container.resolve(Modules.EVENT_BUS)
    bus.subscribe("payment.captured", async ({ data }) => {
      const { id } = data as { id: string }
      const payment = await container
        .resolve(Modules.PAYMENT)
        .retrievePayment(id, { relations: ["payment_session"] })
      if (payment.payment_session?.id === sessionId) resolve()
    })
  })
  const startedAt = performance.now()
  const answer = await fetch(`${baseUrl}/hooks/payment/stripe_stripe`, {
    method: "POST",
    ...stripe.toWebhook(sessionId, SECRET),
  })
  expect(answer.status).toBe(200)
  await captured
  return performance.now() - startedAt
}
