import { Modules } from "@medusajs/framework/utils"
import { createKpay, type Kpay, type KpayOutcome, type KpaySession } from "../../src/storefront"
import { callsOf, inShop, untilPaid } from "./test-shop"

function started(outcome: KpayOutcome): KpaySession {
  if (outcome.type !== "started") throw new Error(JSON.stringify(outcome))
  return outcome.session
}

inShop({ env: { KPAY_FLOW: "pay-first" } }, (shop) => {
  let publishableKey: string

  beforeEach(async () => {
    const [key] = await shop()
      .container.resolve(Modules.API_KEY)
      .listApiKeys({ type: "publishable" })
    publishableKey = key?.token ?? ""
  })

  const make = (flow: "order-first" | "pay-first"): Kpay =>
    createKpay({ baseUrl: shop().baseUrl, publishableKey, flow, storage: null })

  it.each(["pay-first", "order-first"] as const)(
    "choosing sends one prompt, and the order is there when it is paid, also where the storefront was told %s",
    async (flow) => {
      const kpay = make(flow)
      const { cartId, total } = await shop().shopper.fillCart()
      const session = started(await kpay.start({ cartId, method: "momo", phone: "0788 0000 01" }))
      const { status, order_id } = await kpay.wait(session)
      expect(status).toBe("paid")
      expect(await untilPaid(shop(), order_id ?? "")).toMatchObject({ booked: [total] })
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    }
  )

  it("a refusal at once is told, and another number pays", async () => {
    const kpay = make("pay-first")
    const { cartId } = await shop().shopper.fillCart()
    expect(await kpay.start({ cartId, method: "momo", phone: "0788 0000 02" })).toMatchObject({
      type: "refused",
      message: "There is not enough money on this account. Top up, or pay from another number.",
    })
    const session = started(await kpay.start({ cartId, method: "momo", phone: "0788 0000 01" }))
    expect(await kpay.wait(session)).toMatchObject({ status: "paid" })
  })
})
