import { eventually, inShop, readOrder, type TestShop } from "./test-shop"

inShop({}, (shop) => {
  describe("A shopper pays an order", () => {
    it("by MTN MoMo: approves on the phone, and the callback makes the order paid", async () => {
      await payByPhone(shop(), "momo", "0788 0000 01", { pmethod: "momo", bankid: "63510" })
    })
  })
})

async function payByPhone(shop: TestShop, method: string, phone: string, wire: { pmethod: string; bankid: string }) {
  const { shopper, sandbox, container } = shop
  const { cartId, collectionId, total } = await shopper.fillCart()
  const sessionId = await shopper.choose(collectionId, { method, phone })
  expect(sandbox.transactions()).toHaveLength(0)

  const completion = await shopper.placeOrder(cartId)
  if (completion.type !== "order") throw new Error(completion.error.message)
  expect(sandbox.transactions()).toEqual([expect.objectContaining({ amount: total, method: wire.pmethod, bankid: wire.bankid })])

  const order = await eventually(() => readOrder(container, completion.order.id), ({ isPaid, booked }) => isPaid && booked.length > 0)
  expect(order).toEqual({ total, isPaid: true, payments: 1, booked: [total] })
  const session = await shopper.readSession(sessionId)
  expect(session).toMatchObject({ status: "paid", order_id: completion.order.id, amount: total })
}
