import { setTimeout as sleep } from "node:timers/promises"
import { Modules } from "@medusajs/framework/utils"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  order,
  readOrder,
  untilPaid,
} from "./test-shop"

const PHONE = "0788 300 000"

inShop({}, (shop) => {
  it("a dead server's lock on a cart holds up neither other shoppers' money nor this money for ever", async () => {
    const { sandbox, container, kpay } = shop()
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
      () => kpay.listKpayJournalEntries({ event: "locked" }),
      (entries) => entries.length === 1
    )
    await sleep(6_000)
    expect(await readOrder(container, stuck.orderId)).toMatchObject({ isPaid: false, booked: [] })
    expect(await kpay.listKpayJournalEntries({ event: "locked" })).toHaveLength(1)

    // Core holds no lock for longer than two minutes.
    await inDatabase(
      shop(),
      "update kpay_journal_entry set created_at = created_at - interval '3 minutes' where event = 'locked'"
    )
    expect(await untilPaid(shop(), stuck.orderId)).toMatchObject({ booked: [stuck.total] })
  })

  it("money that Medusa could not take for a quarter of an hour is put in front of a person, who has it tried again", async () => {
    const { sandbox, container, kpay } = shop()
    const locking = container.resolve(Modules.LOCKING)
    const stuck = await order(shop(), { method: "momo", phone: PHONE })
    await locking.acquire(stuck.cartId, { expire: 100_000 })
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    await eventually(
      () => kpay.listKpayJournalEntries({ event: "locked" }),
      (entries) => entries.length === 1
    )
    await inDatabase(shop(), "update kpay_attempt set paid_at = paid_at - interval '16 minutes'")
    const [waiting] = await eventually(
      () => kpay.listKpayAttempts({}),
      ([attempt]) => attempt?.unplaced_reason === "completion_failed"
    )
    expect(waiting).toMatchObject({ order_id: stuck.orderId })

    await locking.release(stuck.cartId)
    const path = `/kpay/attempts/${waiting?.id ?? ""}/apply`
    expect((await asAdmin(shop(), "POST", path, {})).body).toMatchObject({
      attempt: { placed: true, order_id: stuck.orderId },
    })
    expect(await readOrder(container, stuck.orderId)).toMatchObject({ booked: [stuck.total] })
  })
})
