import { asAdmin, inShop, order, readOrder, untilPaid } from "./test-shop"

inShop({ env: { KPAY_OPTIONS: JSON.stringify({ refunds: "refuse" }) } }, (shop) => {
  it('with `refunds: "refuse"` a refund is a clear error, and nothing is written down', async () => {
    const { kpay, container } = shop()
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), orderId)
    const { body } = await asAdmin<{
      order: { payment_collections: { payments: { id: string }[] }[] }
    }>(shop(), "GET", `/orders/${orderId}?fields=*payment_collections.payments`)
    const paymentId = body.order.payment_collections[0]?.payments[0]?.id ?? ""
    expect(
      await asAdmin(shop(), "POST", `/payments/${paymentId}/refund`, { amount: 100 })
    ).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("K-Pay cannot refund") as string },
    })
    expect(await kpay.listKpayGiveBacks({})).toEqual([])
    expect(await readOrder(container, orderId)).toMatchObject({ booked: [total] })
  })
})
