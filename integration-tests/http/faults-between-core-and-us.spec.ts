import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import type { KpayRefundsResponse } from "../../src/http-types"
import { refreshAttempt } from "../../src/operations/refresh"
import orderCanceled from "../../src/subscribers/order-canceled"
import { AdminShop } from "./admin-shop"
import {
  asAdmin,
  beforeItIsApplied,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  listenTo,
  loseCapture,
  order,
  readDatabase,
  readOrder,
  untilCaptured,
  untilIdle,
  untilPaid,
  whileRefused,
  whileWaiting,
  type TestShop,
} from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"

/** A plugin of the shop that does something when core has placed an order. A process registers it once. */
let onOrderCreated: () => void | Promise<void> = () => undefined
const hooks = completeCartWorkflow.hooks as unknown as Record<
  "orderCreated",
  (handler: () => Promise<void>) => void
>
hooks.orderCreated(async () => {
  await onOrderCreated()
})

const decideLast = ({ sandbox }: TestShop, outcome: "pays" | "fails"): void => {
  sandbox.decide(String(callsOf(sandbox, "pay").at(-1)?.refid), outcome)
}

inShop({}, (shop) => {
  const admin = new AdminShop(shop)

  const listRefunds = async () =>
    (await asAdmin<KpayRefundsResponse>(shop(), "GET", "/kpay/refunds")).body.refunds

  /** Core's event has come, and what it causes is done. */
  const tellOfCancelling = async (id: string) =>
    orderCanceled({
      event: { name: "order.canceled", data: { id } },
      container: shop().container,
      pluginOptions: {},
    })

  const untilSettled = async () => {
    const [attempt] = await eventually(
      () => shop().kpay.listAttempts(),
      ([one]) => one !== undefined && !["starting", "pending", "paid"].includes(one.status),
      60_000
    )
    return attempt
  }

  describe("Between core's capture and our own record", () => {
    it("a part that the admin refunds is due, and the money is applied", async () => {
      const due = listenTo(shop(), "kpay.refund.due")
      const { orderId, collectionId, total } = await order(shop(), {
        method: "momo",
        phone: PHONE,
      })
      await beforeItIsApplied(shop(), async () => {
        decideLast(shop(), "pays")
        await untilCaptured(shop(), collectionId)
        await eventually(
          () => readOrder(shop().container, orderId),
          ({ booked }) => booked.length === 1
        )
        await admin.refund(orderId, 1_000)
      })
      expect(await untilSettled()).toMatchObject({ status: "applied", order_id: orderId })
      expect(await listRefunds()).toMatchObject([
        { amount: 1_000, status: "due", order_id: orderId },
      ])
      await eventually(
        () => due,
        (events) => events.length === 1
      )
      expect((await readOrder(shop().container, orderId)).booked.sort()).toEqual(
        [total, -1_000].sort()
      )
    })

    it("an order that the admin cancels owes all of its money to the shopper, once", async () => {
      const { orderId, collectionId, total } = await order(shop(), {
        method: "momo",
        phone: PHONE,
      })
      await beforeItIsApplied(shop(), async () => {
        decideLast(shop(), "pays")
        await untilCaptured(shop(), collectionId)
        await eventually(
          () => readOrder(shop().container, orderId),
          ({ booked }) => booked.length === 1
        )
        await admin.post(`/orders/${orderId}/cancel`)
      })
      expect(await untilSettled()).toMatchObject({ status: "applied", order_id: orderId })
      const refunds = await listRefunds()
      expect(refunds.map(({ amount }) => amount)).toEqual([total])
      expect(refunds[0]).toMatchObject({ status: "due", order_id: orderId })
    })
  })

  it("between core's capture and our own record, an order of which a part was refunded and whose cancelling could not record the rest owes the rest as well, once", async () => {
    const { orderId, collectionId, total } = await order(shop(), { method: "momo", phone: PHONE })
    await beforeItIsApplied(shop(), async () => {
      decideLast(shop(), "pays")
      await untilCaptured(shop(), collectionId)
      await eventually(
        () => readOrder(shop().container, orderId),
        ({ booked }) => booked.length === 1
      )
      await admin.refund(orderId, 1_000)
      // Core cancels the order although the provider could not record its refund.
      await inDatabase(
        shop(),
        `create function refuse_refund() returns trigger as
           'begin raise exception ''held up by the test itself''; end' language plpgsql;
         create trigger refuse_refund before insert on kpay_refund for each row execute function refuse_refund()`
      )
      await admin.post(`/orders/${orderId}/cancel`)
      await tellOfCancelling(orderId)
      await inDatabase(shop(), "drop trigger refuse_refund on kpay_refund")
      expect(await listRefunds()).toMatchObject([{ amount: 1_000 }])
    })
    expect(await untilSettled()).toMatchObject({ status: "applied", order_id: orderId })
    // It is recorded a moment after the money is applied.
    const refunds = await eventually(listRefunds, ({ length }) => length === 2)
    expect(refunds.map(({ amount }) => amount).sort()).toEqual([1_000, total - 1_000].sort())
  })

  describe("Money that is being applied when its order is cancelled", () => {
    it("waits for a person at once, and not for its worker, who has read the order before", async () => {
      const { orderId, collectionId } = await order(shop(), { method: "momo", phone: PHONE })
      // Its worker waits for the lease, so that nothing but the cancelled order changes the attempt.
      await shop().kpay.withLease([collectionId], 10_000, async () => {
        decideLast(shop(), "pays")
        await eventually(
          () => shop().kpay.listAttempts(),
          ([attempt]) => attempt?.status === "paid"
        )
        await admin.post(`/orders/${orderId}/cancel`)
        const [attempt] = await eventually(
          () => shop().kpay.listAttempts(),
          ([one]) => one?.status === "unapplied"
        )
        expect(attempt).toMatchObject({ unapplied_reason: "order_cancelled", order_id: orderId })
      })
      expect(await listRefunds()).toEqual([])
    })

    it("is to be sent back where Medusa books it all the same a moment later: once, and in Medusa's books too", async () => {
      const { container, kpay } = shop()
      const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await whileWaiting(
        shop(),
        "insert on capture for each row",
        () => {
          decideLast(shop(), "pays")
        },
        async () => {
          await admin.post(`/orders/${orderId}/cancel`)
          await eventually(
            () => kpay.listAttempts(),
            ([attempt]) => attempt?.status === "unapplied"
          )
        }
      )
      await eventually(listRefunds, ({ length }) => length > 0)
      await untilIdle(shop())
      expect(await listRefunds()).toMatchObject([
        { amount: total, status: "due", order_id: orderId },
      ])
      expect(await kpay.listAttempts()).toMatchObject([{ status: "refund_due" }])
      expect((await readOrder(container, orderId)).booked.sort()).toEqual([total, -total].sort())
    })

    describe("and Medusa has booked it, though it waits for a person", () => {
      /** As a worker leaves it that dies before it records what Medusa has booked. */
      const leaveBooked = async () => {
        const placed = await order(shop(), { method: "momo", phone: PHONE })
        decideLast(shop(), "pays")
        await untilPaid(shop(), placed.orderId)
        await untilIdle(shop())
        await inDatabase(
          shop(),
          `update "order" set status = 'canceled', canceled_at = now() where id = '${placed.orderId}';
           update kpay_attempt set status = 'unapplied', unapplied_reason = 'order_cancelled', due_at = null`
        )
        const [attempt] = await shop().kpay.listAttempts()
        return { ...placed, id: attempt?.id ?? "" }
      }

      const expectSentBack = async (orderId: string, total: number) => {
        await untilIdle(shop())
        expect(await listRefunds()).toMatchObject([
          { amount: total, status: "due", order_id: orderId },
        ])
        expect((await readOrder(shop().container, orderId)).booked.sort()).toEqual(
          [total, -total].sort()
        )
        expect(await asAdmin(shop(), "GET", "/kpay/attempts?status=unapplied")).toMatchObject({
          body: { attempts: [] },
        })
      }

      it("is to be sent back as soon as the plugin looks at the cancelled order again", async () => {
        const { orderId, total } = await leaveBooked()
        await tellOfCancelling(orderId)
        await expectSentBack(orderId, total)
      })

      it.each([
        ["given to another order", (id: string) => `/kpay/attempts/${id}/apply`],
        ["dismissed", (id: string) => `/kpay/attempts/${id}/dismiss`],
        ["refunded by hand", () => "/kpay/refunds"],
      ])("is not %s: the refund of the cancelled order is due", async (_act, toPath) => {
        const { orderId, total, id } = await leaveBooked()
        const other = await order(shop(), { method: "momo", phone: "0788 300 111" })
        const body = toPath(id).endsWith("apply")
          ? { order_id: other.orderId }
          : toPath(id).endsWith("dismiss")
            ? { reason: "Paid back in the shop" }
            : { attempt_id: id }
        expect(await asAdmin(shop(), "POST", toPath(id), body)).toMatchObject({
          status: 400,
          body: { message_id: "booked_for_cancelled_order" },
        })
        expect((await readOrder(shop().container, other.orderId)).booked).toEqual([])
        await expectSentBack(orderId, total)
      })
    })

    it("stays where another order of the split cart stands, which takes it", async () => {
      const { kpay } = shop()
      const first = await order(shop(), { method: "momo", phone: PHONE })
      const [refid] = callsOf(shop().sandbox, "pay").map((call) => String(call.refid))
      const second = await order(shop(), { method: "momo", phone: "0788 300 001" })
      // As a marketplace's own completion leaves them: both orders are of one cart.
      await inDatabase(
        shop(),
        `update order_cart set cart_id = '${first.cartId}' where order_id = '${second.orderId}'`
      )
      const read = async () =>
        (await kpay.listAttempts({ payment_collection_id: first.collectionId }))[0]
      await kpay.withLease([first.collectionId], 10_000, async () => {
        shop().sandbox.decide(refid ?? "", "pays")
        await eventually(read, (attempt) => attempt?.status === "paid")
        await admin.post(`/orders/${first.orderId}/cancel`)
        await tellOfCancelling(first.orderId)
        expect(await read()).toMatchObject({ status: "paid" })
      })
      expect(
        await eventually(read, (attempt) => attempt !== undefined && attempt.status !== "paid")
      ).toMatchObject({ status: "applied", order_id: second.orderId })
    })
  })

  describe("Money of an order", () => {
    it("is in its books, once, also where core called its payment captured and took the capture back", async () => {
      const { orderId, collectionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await whileRefused(
        shop(),
        "order_transaction",
        "insert on order_transaction for each row",
        async () => {
          decideLast(shop(), "pays")
          await untilCaptured(shop(), collectionId)
          await loseCapture(shop())
        }
      )
      expect(await untilSettled()).toMatchObject({ status: "applied", order_id: orderId })
      expect((await readOrder(shop().container, orderId)).booked).toEqual([total])
    })

    it("waits while other money is being applied to the order, whichever payment collection that is of", async () => {
      const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await shop().kpay.withLease([orderId], 10_000, async () => {
        decideLast(shop(), "pays")
        await eventually(
          () => shop().kpay.listAttempts(),
          ([attempt]) => attempt?.status === "paid" && attempt.leased_until === null
        )
      })
      expect(await untilPaid(shop(), orderId)).toMatchObject({ booked: [total] })
      // Core had not captured it before, so no other process was given time to book it.
      expect(await readDatabase(shop(), "select captured_seen_at from kpay_attempt")).toEqual([
        { captured_seen_at: null },
      ])
    })

    it("that core books while our worker is between two reads of it is not called too much", async () => {
      const { container } = shop()
      const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await whileWaiting(
        shop(),
        `insert on kpay_lease for each row when (new.key = '${orderId}')`,
        () => {
          decideLast(shop(), "pays")
        },
        async () => {
          await admin.post(`/orders/${orderId}/payment-sessions/authorize`, {
            payment_session_id: sessionId,
          })
          await eventually(
            () => readOrder(container, orderId),
            ({ booked }) => booked.length === 1
          )
        }
      )
      expect(await untilSettled()).toMatchObject({ status: "applied", order_id: orderId })
      expect((await readOrder(container, orderId)).booked).toEqual([total])
    })
  })

  it("money that Medusa's check of the status has found is left to Medusa for three seconds", async () => {
    const { container } = shop()
    const { orderId, sessionId, total } = await order(shop(), {
      method: "momo",
      phone: "0788 0000 05",
    })
    await keepJobAway(shop())
    decideLast(shop(), "pays")
    let checked: Promise<unknown> = Promise.resolve()
    await whileWaiting(
      shop(),
      "insert on capture for each row",
      () => {
        checked = admin.post(`/orders/${orderId}/payment-sessions/authorize`, {
          payment_session_id: sessionId,
        })
      },
      async () => {
        expect(
          await readDatabase(
            shop(),
            "select status, due_at >= paid_at + interval '3 seconds' as is_left from kpay_attempt"
          )
        ).toEqual([{ status: "paid", is_left: true }])
      }
    )
    await checked
    expect(await untilSettled()).toMatchObject({ status: "applied", order_id: orderId })
    expect((await readOrder(container, orderId)).booked).toEqual([total])
  })

  it("a worker that lost its claim while K-Pay answered leaves the money to the worker that has it", async () => {
    const { sandbox, container, kpay } = shop()
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 04" })
    await keepJobAway(shop())
    // Another worker has the attempt from the moment on in which it is paid.
    await inDatabase(
      shop(),
      `create function take_claim() returns trigger as 'begin
         update kpay_attempt set leased_by = ''another'', leased_until = now() + interval ''1 hour'' where id = new.id;
         return null; end' language plpgsql;
       create trigger take_claim after update on kpay_attempt for each row
         when (old.status <> 'paid' and new.status = 'paid') execute function take_claim();
       update kpay_attempt set asked_at = now() - interval '5 seconds'`
    )
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    const [attempt] = await kpay.listAttempts()
    await refreshAttempt(container, attempt?.id ?? "")
    expect(await kpay.listAttempts()).toMatchObject([{ status: "paid", leased_by: "another" }])
    expect(await readOrder(container, orderId)).toMatchObject({ booked: [] })
    await inDatabase(
      shop(),
      `drop trigger take_claim on kpay_attempt;
       update kpay_attempt set leased_until = now(), due_at = now()`
    )
    expect(await untilPaid(shop(), orderId)).toMatchObject({ booked: [total] })
  })

  it("a hook of the shop that never ends keeps the job from no other payment", async () => {
    const { shopper } = shop()
    // Its callback is lost, so that the job is the only one to apply its money.
    const byPhone = { method: "momo", phone: "0788 0000 05" }
    const hung = new AbortController()
    const isHung = new Promise<void>((resolve) => {
      onOrderCreated = () => {
        onOrderCreated = () => undefined
        resolve()
        return new Promise((end) => {
          hung.signal.addEventListener("abort", () => {
            end()
          })
        })
      }
    })
    try {
      const { collectionId } = await shopper.fillCart()
      await shopper.tryAgain(await shopper.choose(collectionId, {}), byPhone)
      await isHung
      const { orderId, total } = await order(shop(), byPhone)
      expect(await untilPaid(shop(), orderId)).toMatchObject({ booked: [total] })
      expect(await shop().kpay.listAttempts({ payment_collection_id: collectionId })).toMatchObject(
        [{ status: "paid", leased_until: expect.any(Date) as Date }]
      )
    } finally {
      hung.abort()
      onOrderCreated = () => undefined
    }
    await eventually(
      () => shop().kpay.listAttempts(),
      (attempts) => attempts.every(({ status }) => status === "applied")
    )
  })

  it("a further prompt that waits its turn while the order is cancelled is not sent, and the shopper reads that there is nothing to pay", async () => {
    const { kpay, shopper, sandbox } = shop()
    const { orderId, sessionId, collectionId } = await order(shop(), {
      method: "momo",
      phone: PHONE,
    })
    decideLast(shop(), "fails")
    await untilSettled()
    const held = await kpay.withLease([collectionId, orderId], 10_000, async () => {
      const asked = shopper.tryAgain(sessionId, { method: "momo", phone: PHONE })
      // What it read before this is old when its turn comes. If it is read later, the prompt is refused all the same.
      await admin.post(`/orders/${orderId}/cancel`)
      return { asked }
    })
    if (!held.isHeld) throw new Error("The lease was not free.")
    const { status, body } = await held.value.asked
    expect(status).toBe(409)
    expect(body.message).toContain("nothing")
    expect(callsOf(sandbox, "pay")).toHaveLength(1)
  })

  describe("When another plugin's hook takes back the order that was just placed", () => {
    afterEach(() => {
      onOrderCreated = () => undefined
    })

    const completeInVain = async () => {
      onOrderCreated = () => {
        throw new Error("The stock system of the shop is away.")
      }
      const { cartId, collectionId, total } = await shop().shopper.fillCart()
      const sessionId = await shop().shopper.choose(collectionId, { method: "momo", phone: PHONE })
      await expect(shop().shopper.placeOrder(cartId)).rejects.toThrow()
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
      onOrderCreated = () => undefined
      return { cartId, sessionId, total }
    }

    it("and its prompt has failed since, placing the order again sends a prompt", async () => {
      const { cartId, sessionId, total } = await completeInVain()
      decideLast(shop(), "fails")
      await eventually(
        () => shop().shopper.readSession(sessionId),
        ({ status }) => status === "failed"
      )
      const completion = await shop().shopper.placeOrder(cartId)
      if (completion.type !== "order") throw new Error(completion.error.message)
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
      decideLast(shop(), "pays")
      await eventually(
        () => readOrder(shop().container, completion.order.id),
        ({ booked }) => booked.join() === String(total)
      )
    })

    it("and its prompt is waiting still, the order is placed on that prompt", async () => {
      const { cartId, total } = await completeInVain()
      const completion = await shop().shopper.placeOrder(cartId)
      if (completion.type !== "order") throw new Error(completion.error.message)
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
      decideLast(shop(), "pays")
      await eventually(
        () => readOrder(shop().container, completion.order.id),
        ({ booked }) => booked.join() === String(total)
      )
    })

    it("and the prompt is approved before the shopper tries again, the money makes the order", async () => {
      const { cartId, sessionId, total } = await completeInVain()
      decideLast(shop(), "pays")
      const { order_id } = await eventually(
        () => shop().shopper.readSession(sessionId),
        ({ status, order_id }) => status === "paid" && order_id !== null
      )
      expect(await untilPaid(shop(), order_id ?? "")).toMatchObject({ booked: [total] })
      expect(await shop().shopper.placeOrder(cartId)).toMatchObject({ order: { id: order_id } })
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    })

    it("an admin who checks the status of an order whose prompt failed sends no prompt", async () => {
      const { orderId, sessionId } = await order(shop(), { method: "momo", phone: PHONE })
      decideLast(shop(), "fails")
      await eventually(
        () => shop().shopper.readSession(sessionId),
        ({ status }) => status === "failed"
      )
      const { status } = await asAdmin(
        shop(),
        "POST",
        `/orders/${orderId}/payment-sessions/authorize`,
        { payment_session_id: sessionId }
      )
      expect(status).toBe(200)
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    })
  })
})
