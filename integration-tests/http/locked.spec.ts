import { Modules } from "@medusajs/framework/utils"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  order,
  readJournals,
  readOrder,
  untilIdle,
  untilPaid,
} from "./test-shop"

const PHONE = "0788 300 000"

inShop({ env: { LOCKING: "postgres" } }, (shop) => {
  it("a dead server's lock on a cart holds up neither other shoppers' money nor this money for ever", async () => {
    const { sandbox, container } = shop()
    const locking = container.resolve(Modules.LOCKING)
    const stuck = await order(shop(), { method: "momo", phone: PHONE })
    const others = [
      await order(shop(), { method: "momo", phone: "0788 300 001" }),
      await order(shop(), { method: "momo", phone: "0788 300 002" }),
    ]
    // As core takes it, and never lets go.
    await locking.acquire(stuck.cartId, { expire: 100_000 })
    for (const { refid } of callsOf(sandbox, "pay")) sandbox.decide(String(refid), "pays")
    for (const { orderId } of others) await untilPaid(shop(), orderId)
    await eventually(
      () => readJournals(shop(), "cart_locked"),
      (entries) => entries.length === 1
    )
    // The job tries again, with as little success.
    await untilIdle(shop())
    await inDatabase(shop(), "update kpay_attempt set due_at = now() where status = 'paid'")
    await untilIdle(shop())
    expect(await readOrder(container, stuck.orderId)).toMatchObject({ isPaid: false, booked: [] })
    expect(await readJournals(shop(), "cart_locked")).toHaveLength(1)

    // Core holds no lock for longer than two minutes.
    await inDatabase(
      shop(),
      "update kpay_attempt set cart_locked_since = cart_locked_since - interval '3 minutes'"
    )
    expect(await untilPaid(shop(), stuck.orderId)).toMatchObject({ booked: [stuck.total] })
    const attempts = await shop().kpay.listAttempts()
    expect(attempts.map(({ cart_locked_since }) => cart_locked_since)).toEqual([null, null, null])
  })

  it("money that an admin applies to another order waits while core has that order's cart", async () => {
    const { sandbox, container, kpay } = shop()
    const locking = container.resolve(Modules.LOCKING)
    const cancelled = await order(shop(), { method: "momo", phone: PHONE })
    await asAdmin(shop(), "POST", `/orders/${cancelled.orderId}/cancel`)
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    const [unapplied] = await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "unapplied"
    )
    const other = await order(shop(), { method: "momo", phone: "0788 300 001" })
    await locking.acquire(other.cartId, { expire: 100_000 })
    await asAdmin(shop(), "POST", `/kpay/attempts/${unapplied?.id ?? ""}/apply`, {
      order_id: other.orderId,
    })
    await eventually(
      () => readJournals(shop(), "cart_locked"),
      (entries) => entries.length === 1
    )
    expect((await readOrder(container, other.orderId)).booked).toEqual([])
    await locking.release(other.cartId)
    expect(await untilPaid(shop(), other.orderId)).toMatchObject({ booked: [other.total] })
  })
})
