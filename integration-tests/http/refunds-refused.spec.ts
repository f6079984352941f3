import refundCancelledOrdersJob from "../../src/jobs/refund-cancelled-orders"
import {
  asAdmin,
  eventually,
  inDatabase,
  inShop,
  listRefunds,
  order,
  readDatabase,
  readOrder,
  untilPaid,
  whileRefused,
} from "./test-shop"

const OPTIONS = {
  refunds: "refuse",
  messages: { rw: { approve_on_phone: "Emeza kuri {phone}, murakoze cyane." } },
}

inShop({ env: { KPAY_OPTIONS: JSON.stringify(OPTIONS) } }, (shop) => {
  /** An order of which Medusa and the plugin have booked the money. */
  const orderPaid = async () => {
    const placed = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), placed.orderId)
    await eventually(
      () => shop().kpay.listAttempts(),
      ([attempt]) => attempt?.status === "applied"
    )
    return placed
  }

  it("the shop's own words are said in place of ours, in their language only", async () => {
    const phone = "0788 0000 04"
    const [rw, fr] = [
      await order(shop(), { method: "momo", phone, locale: "rw" }),
      await order(shop(), { method: "momo", phone, locale: "fr" }),
    ]
    const { shopper } = shop()
    expect((await shopper.readSession(rw.sessionId)).message).toBe(
      "Emeza kuri 0788 ••• 004, murakoze cyane."
    )
    expect((await shopper.readSession(fr.sessionId)).message).toBe(
      "Confirmez le paiement sur 0788 ••• 004."
    )
  })

  it('with `refunds: "refuse"` a refund is refused with what to do, and nothing is recorded', async () => {
    const { container } = shop()
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
    expect(await listRefunds(shop())).toEqual([])
    expect(await readOrder(container, orderId)).toMatchObject({ booked: [total] })
  })

  it("a paid order that is cancelled all the same: the refund is due, because core ignores our refusal and books the refund", async () => {
    const { orderId, total } = await orderPaid()
    await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
    const owed = await eventually(
      () => listRefunds(shop()),
      (refunds) => refunds.length > 0
    )
    expect(owed).toEqual([
      expect.objectContaining({ status: "due", amount: total, order_id: orderId }),
    ])
  })

  it("a paid order that is cancelled before the plugin has recorded its money: the refund is due once, and once in core's books, though core's is refused", async () => {
    const { kpay } = shop()
    const { orderId, total } = await orderPaid()
    await inDatabase(shop(), "update kpay_attempt set status = 'paid', due_at = null")
    await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
    const owed = await eventually(
      () => listRefunds(shop()),
      (refunds) => refunds.length > 0
    )
    expect(owed).toMatchObject([{ status: "due", amount: total, order_id: orderId }])
    expect(await kpay.listAttempts()).toMatchObject([{ status: "applied" }])
    expect((await readOrder(shop().container, orderId)).booked.sort()).toEqual(
      [total, -total].sort()
    )
  })

  it("money that is booked only when its order is cancelled already: the refund is due, though core's is refused", async () => {
    const { orderId, total } = await orderPaid()
    // No event tells of it any more.
    await inDatabase(
      shop(),
      `update "order" set status = 'canceled', canceled_at = now();
       update kpay_attempt set status = 'paid', due_at = now()`
    )
    const owed = await eventually(
      () => listRefunds(shop()),
      (refunds) => refunds.length > 0
    )
    expect(owed).toMatchObject([{ status: "due", amount: total, order_id: orderId }])
  })

  it("a paid order that is cancelled while our record of it fails: the job finds it, and the refund is due once", async () => {
    const { container } = shop()
    const { orderId, total } = await orderPaid()
    // The first record fails, as when the database is away. A sequence is not rolled back.
    await inDatabase(
      shop(),
      `create sequence records;
       create function fail_once() returns trigger as
         'begin if nextval(''records'') = 1 then raise exception ''held up by the test itself''; end if; return new; end' language plpgsql;
       create trigger fail_once before insert on kpay_refund for each row execute function fail_once()`
    )
    await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
    await eventually(
      () => readDatabase<{ is_called: boolean }>(shop(), "select is_called from records"),
      ([records]) => records?.is_called === true
    )
    // The order may be being cancelled still.
    await refundCancelledOrdersJob(container)
    expect(await listRefunds(shop())).toEqual([])
    await inDatabase(shop(), `update "order" set canceled_at = canceled_at - interval '5 minutes'`)
    await Promise.all([refundCancelledOrdersJob(container), refundCancelledOrdersJob(container)])
    await refundCancelledOrdersJob(container)
    expect(await listRefunds(shop())).toEqual([
      expect.objectContaining({ status: "due", amount: total, order_id: orderId }),
    ])
  })

  it("a refund that the job cannot record is not left behind: its next look finds it", async () => {
    const { kpay, container } = shop()
    const { orderId, total } = await orderPaid()
    await inDatabase(shop(), "create sequence records; select nextval('records')")
    const untilRefused = (times: number) =>
      eventually(
        () => readDatabase<{ last_value: string }>(shop(), "select last_value from records"),
        ([records]) => Number(records?.last_value) > times
      )
    // Later than the job looks back at what it has seen.
    const later = new Date((await kpay.readNow()).getTime() + 20 * 60_000)
    const clock = jest.spyOn(kpay, "readNow").mockResolvedValue(later)
    await whileRefused(
      shop(),
      "kpay_refund",
      "insert on kpay_refund for each row when (nextval('records') > 0)",
      async () => {
        await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
        await untilRefused(1)
        await refundCancelledOrdersJob(container)
        await untilRefused(2)
      }
    )
    expect(await listRefunds(shop())).toEqual([])
    await refundCancelledOrdersJob(container)
    clock.mockRestore()
    expect(await listRefunds(shop())).toEqual([
      expect.objectContaining({ status: "due", amount: total, order_id: orderId }),
    ])
  })
})
