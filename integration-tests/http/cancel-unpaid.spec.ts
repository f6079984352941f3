import { Modules } from "@medusajs/framework/utils"
import { AdminShop } from "./admin-shop"
import {
  callsOf,
  eventually,
  inDatabase,
  inShop,
  listenTo,
  order,
  readDatabase,
  readOrder,
  untilPaid,
  whileWaiting,
} from "./test-shop"

const PHONE = "0788 300 000"
const OPTIONS = { resendAfter: "50s", cancelUnpaidAfter: "2h" }

inShop({ env: { KPAY_OPTIONS: JSON.stringify(OPTIONS) } }, (shop) => {
  const orderStatus = async (orderId: string) =>
    (await shop().container.resolve(Modules.ORDER).retrieveOrder(orderId)).status
  const reserved = async () => {
    const items = await shop().container.resolve(Modules.INVENTORY).listReservationItems({})
    return items.length
  }
  /** The clock goes on, and the job looks at what is due. */
  const pass = async (time: string) =>
    inDatabase(
      shop(),
      `update kpay_attempt set created_at = created_at - interval '${time}', unpaid_due_at = unpaid_due_at - interval '${time}'`
    )
  const reminded = async () =>
    eventually(
      () => shop().kpay.listAttempts(),
      (attempts) => attempts.every(({ reminded_at }) => reminded_at !== null)
    )
  const lookedAt = async () =>
    eventually(
      () => shop().kpay.listAttempts(),
      (attempts) =>
        attempts.every(({ unpaid_due_at }) => !unpaid_due_at || unpaid_due_at > new Date())
    )

  it("the shopper of an unpaid order is reminded once, half-way; then the order is cancelled, and its stock is free again", async () => {
    const reminders = listenTo(shop(), "kpay.payment.reminder")
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => shop().kpay.listAttempts(),
      ([attempt]) => attempt?.status === "failed"
    )
    await pass("61 minutes")
    await eventually(
      () => reminders,
      (events) => events.length === 1
    )
    expect(reminders[0]).toMatchObject({ order_id: orderId })
    expect(await orderStatus(orderId)).toBe("pending")
    expect(await reserved()).toBe(1)

    await pass("61 minutes")
    await eventually(
      () => orderStatus(orderId),
      (status) => status === "canceled"
    )
    // Core cancels the order and frees its stock side by side.
    await eventually(reserved, (count) => count === 0)
    expect(reminders).toHaveLength(1)
  })

  it("an unpaid order is not cancelled while an attempt may still be paid", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    await pass("61 minutes")
    await reminded()
    await pass("61 minutes")
    await eventually(
      () => callsOf(sandbox, "checkstatus"),
      (calls) => calls.length > 0
    )
    await lookedAt()
    expect(await orderStatus(orderId)).toBe("pending")
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    await untilPaid(shop(), orderId)
    await pass("10 hours")
    await lookedAt()
    expect(await orderStatus(orderId)).toBe("pending")
  })

  it("an order whose failed attempt is paid after all is not cancelled but paid, because K-Pay is asked first", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 04" })
    const refid = String(callsOf(sandbox, "pay")[0]?.refid)
    await inDatabase(
      shop(),
      `update kpay_attempt
       set status = 'failed', code = '02', reason_code = 'operator', failed_at = now(), due_at = null`
    )
    await pass("61 minutes")
    await reminded()
    sandbox.decide(refid, "pays")
    await pass("61 minutes")
    await untilPaid(shop(), orderId)
    expect(await orderStatus(orderId)).toBe("pending")
  })

  it("an order whose failed prompt K-Pay calls pending now is not cancelled before it has ended", async () => {
    const { sandbox, kpay } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "failed" && attempt.leased_until === null
    )
    await pass("61 minutes")
    await reminded()
    const refid = String(callsOf(sandbox, "pay")[0]?.refid)
    sandbox.say(refid, { statusid: "03", statusdesc: "PENDING" })
    await pass("61 minutes")
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "pending" && attempt.leased_until === null
    )
    await lookedAt()
    expect(await orderStatus(orderId)).toBe("pending")
    sandbox.decide(refid, "fails")
    await pass("11 minutes")
    await eventually(
      () => orderStatus(orderId),
      (status) => status === "canceled"
    )
  })

  it("an unpaid order is not cancelled while another server is just asking K-Pay", async () => {
    const { kpay } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "failed" && attempt.leased_until === null
    )
    await pass("61 minutes")
    await reminded()
    await inDatabase(
      shop(),
      "update kpay_attempt set due_at = null, leased_until = now() + interval '1 hour', leased_by = 'another'"
    )
    await pass("61 minutes")
    await lookedAt()
    // A run of the job begins after the one before has ended.
    await pass("11 minutes")
    await lookedAt()
    expect(await orderStatus(orderId)).toBe("pending")

    await inDatabase(shop(), "update kpay_attempt set leased_until = null, leased_by = null")
    await pass("11 minutes")
    await eventually(
      () => orderStatus(orderId),
      (status) => status === "canceled"
    )
  })

  it("an unpaid order that is paid by other means while K-Pay is asked is not cancelled", async () => {
    const { kpay, container } = shop()
    const admin = new AdminShop(shop)
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "failed" && attempt.leased_until === null
    )
    await pass("61 minutes")
    await reminded()
    // The job has asked K-Pay, and waits for the order's lease.
    await whileWaiting(
      shop(),
      `insert on kpay_lease for each row when (new.key = '${orderId}')`,
      () => pass("61 minutes"),
      () => admin.markAsPaid(orderId, total)
    )
    await eventually(
      () =>
        readDatabase(
          shop(),
          `select pid::text as work from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
           union all select key from kpay_lease where until > now()`
        ),
      (work) => work.length === 0
    )
    expect(await orderStatus(orderId)).toBe("pending")
    expect(await readOrder(container, orderId)).toMatchObject({ booked: [total] })
  })

  it("an order of which a credit has paid a part is not cancelled", async () => {
    const { kpay } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "failed" && attempt.leased_until === null
    )
    await new AdminShop(shop).post(`/orders/${orderId}/credit-lines`, {
      amount: 1_000,
      reference: "gift",
      reference_id: "gift_1",
    })
    await pass("61 minutes")
    // Left for good: it is not checked again.
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.unpaid_due_at === null
    )
    expect(await orderStatus(orderId)).toBe("pending")
  })

  it("an unpaid order is not cancelled while K-Pay cannot be asked", async () => {
    const { sandbox, kpay } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "failed"
    )
    await pass("61 minutes")
    await reminded()
    await sandbox.goDown()
    await pass("61 minutes")
    await eventually(
      () => kpay.listOutages(),
      (outages) => outages.length === 1
    )
    await lookedAt()
    expect(await orderStatus(orderId)).toBe("pending")
  })
})
