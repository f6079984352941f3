import { reconcile } from "../../src/operations/reconcile"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  order,
  readDatabase,
  readOrder,
  toSecondsLeft,
  untilPaid,
} from "./test-shop"

inShop({}, (shop) => {
  it("not enough funds leaves the cart and says so; with another number the order is placed and paid", async () => {
    const { shopper, sandbox, kpay } = shop()
    const { cartId, collectionId, total } = await shopper.fillCart()
    const sessionId = await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 02" })
    const refused = await shopper.placeOrder(cartId)
    expect(refused).toMatchObject({
      type: "cart",
      error: {
        type: "payment_authorization_error",
        message: "There is not enough money on this account. Top up, or pay from another number.",
      },
    })
    expect(await shopper.readSession(sessionId)).toMatchObject({
      status: "failed",
      reason_code: "insufficient_funds",
      can_retry: true,
      order_id: null,
    })

    await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 01" })
    const placed = await shopper.placeOrder(cartId)
    if (placed.type !== "order") throw new Error(placed.error.message)
    expect(await untilPaid(shop(), placed.order.id)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
    expect(callsOf(sandbox, "pay").map(({ msisdn }) => msisdn)).toEqual([
      "250788000002",
      "250788000001",
    ])
    expect(await kpay.listAttempts({ status: "failed" })).toHaveLength(1)
  })

  it("after a refusal at once the same button sends a new prompt, with a refid of its own", async () => {
    const { shopper, sandbox } = shop()
    const { cartId, collectionId } = await shopper.fillCart()
    await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 02", locale: "rw" })
    const first = await shopper.placeOrder(cartId)
    const second = await shopper.placeOrder(cartId)
    expect(
      [first, second].map((completion) => completion.type === "cart" && completion.error.message)
    ).toEqual([
      "Nta mafaranga ahagije ari kuri iyi konti. Ongeramo amafaranga cyangwa wishyure ukoresheje indi nimero.",
      "Nta mafaranga ahagije ari kuri iyi konti. Ongeramo amafaranga cyangwa wishyure ukoresheje indi nimero.",
    ])
    const refids = callsOf(sandbox, "pay").map(({ refid }) => refid)
    expect(new Set(refids).size).toBe(2)
  })

  describe("K-Pay refuses at once though the payer's prompt is out", () => {
    const refuse = async () => {
      const { shopper, sandbox } = shop()
      const { cartId, collectionId, total } = await shopper.fillCart()
      const wish = { method: "momo", phone: "0788 0000 21" }
      const sessionId = await shopper.choose(collectionId, wish)
      expect(await shopper.placeOrder(cartId)).toMatchObject({ type: "cart" })
      await keepJobAway(shop())
      const refid = String(callsOf(sandbox, "pay")[0]?.refid)
      return { cartId, collectionId, sessionId, total, refid }
    }
    const placeAgain = async (cartId: string) => {
      const placed = await shop().shopper.placeOrder(cartId)
      if (placed.type !== "order") throw new Error(placed.error.message)
      return placed.order.id
    }

    it("the payer approves and taps again: no second prompt, and the money is applied once", async () => {
      const { sandbox, container } = shop()
      const { cartId, total, refid } = await refuse()
      sandbox.decide(refid, "pays")
      const orderId = await placeAgain(cartId)
      const paidOnce = { total, isPaid: true, payments: 1, booked: [total] }
      expect(await untilPaid(shop(), orderId)).toEqual(paidOnce)
      await reconcile(container)
      expect(await readOrder(container, orderId)).toEqual(paidOnce)
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
      expect(callsOf(sandbox, "checkstatus")).toHaveLength(1)
    })

    it("the payer approves, chooses another number and taps: no second prompt, and the money is applied once", async () => {
      const { sandbox, shopper } = shop()
      const { cartId, collectionId, total, refid } = await refuse()
      sandbox.decide(refid, "pays")
      await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 01" })
      const orderId = await placeAgain(cartId)
      expect(await untilPaid(shop(), orderId)).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })

    it("the payer taps again before approving: the order is placed on the prompt that is out", async () => {
      const { sandbox } = shop()
      const { cartId, total, refid } = await refuse()
      const orderId = await placeAgain(cartId)
      sandbox.decide(refid, "pays")
      expect(await untilPaid(shop(), orderId)).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })

    it("the payer asks for a further prompt on the shop's page: it is not sent", async () => {
      const { sandbox, shopper } = shop()
      const { sessionId } = await refuse()
      const { status } = await shopper.tryAgain(sessionId, { method: "momo" })
      expect(status).toBe(409)
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
      expect(await shopper.readSession(sessionId)).toMatchObject({ status: "pending" })
    })

    it("the payer asks for a further prompt a while later: the call that finds the first one out sends none", async () => {
      const { sandbox, shopper } = shop()
      const { sessionId } = await refuse()
      await inDatabase(
        shop(),
        "update kpay_attempt set created_at = created_at - interval '5 minutes', asked_at = asked_at - interval '5 minutes'"
      )
      const { status } = await shopper.tryAgain(sessionId, { method: "momo" })
      expect(status).toBe(409)
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })

    it("and the job finds it out: who asks for a further prompt before it was out for a while gets none", async () => {
      const { sandbox, shopper, container } = shop()
      const { sessionId } = await refuse()
      await inDatabase(
        shop(),
        "update kpay_attempt set created_at = created_at - interval '5 minutes', asked_at = null, due_at = now()"
      )
      await reconcile(container)
      const found = await readDatabase(
        shop(),
        "select id from kpay_attempt where found_at <= now()"
      )
      expect(found).toHaveLength(1)
      // However long the test takes, it was found a moment ago.
      await inDatabase(shop(), "update kpay_attempt set found_at = now() + interval '1 hour'")
      expect(await shopper.readSession(sessionId)).toMatchObject({
        status: "pending",
        can_retry: false,
      })
      const { status } = await shopper.tryAgain(sessionId, { method: "momo" })
      expect(status).toBe(409)
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })

    it("and it ends unpaid before an order is placed: the next tap sends a prompt, and the order is placed", async () => {
      const { sandbox, kpay } = shop()
      const { cartId, total, refid } = await refuse()
      const [refused] = await kpay.listAttempts()
      await kpay.askBeforeFurther(refused ? [refused] : [])
      expect(await kpay.listAttempts()).toMatchObject([{ status: "pending" }])
      sandbox.decide(refid, "fails")
      await inDatabase(shop(), "update kpay_attempt set asked_at = null")
      const [waiting] = await kpay.listAttempts()
      await kpay.askBeforeFurther(waiting ? [waiting] : [])
      expect(await kpay.listAttempts()).toMatchObject([{ status: "failed" }])
      // The sandbox refuses this phone's prompts at once, and this one is out again.
      await shop().shopper.placeOrder(cartId)
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
      sandbox.decide(String(callsOf(sandbox, "pay")[1]?.refid), "pays")
      expect(await untilPaid(shop(), await placeAgain(cartId))).toMatchObject({
        booked: [total],
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
    })

    it("and a later one was refused for good: who taps again for that one is told of the prompt that is out", async () => {
      const { sandbox, shopper, kpay } = shop()
      const { cartId, collectionId } = await refuse()
      await inDatabase(shop(), "update kpay_attempt set asked_at = now() + interval '1 hour'")
      const other = { method: "momo", phone: "0788 0000 02" }
      await shopper.choose(collectionId, other)
      expect(await shopper.placeOrder(cartId)).toMatchObject({ type: "cart" })
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
      await inDatabase(shop(), "update kpay_attempt set asked_at = null")
      const placed = await shopper.placeOrder(cartId)
      expect(placed).toMatchObject({ type: "cart" })
      expect(placed.type === "cart" && placed.error.message).toContain("0788 ••• 021")
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
      expect((await kpay.listAttempts()).map(({ status }) => status).sort()).toEqual([
        "failed",
        "pending",
      ])
    })
  })

  it("a payment that K-Pay called failed and calls pending now gets no second prompt, and its money is applied", async () => {
    const { shopper, sandbox } = shop()
    const { sessionId, orderId, total } = await order(shop(), {
      method: "momo",
      phone: "0788 300 000",
    })
    await keepJobAway(shop())
    const refid = String(callsOf(sandbox, "pay")[0]?.refid)
    sandbox.say(refid, { statusid: "606", statusdesc: "Error processing" })
    await eventually(
      () => shopper.readSession(sessionId),
      ({ status, can_retry }) => status === "failed" && can_retry
    )
    sandbox.say(refid, { statusid: "03", statusdesc: "PENDING" })
    await inDatabase(
      shop(),
      "update kpay_attempt set created_at = created_at - interval '5 minutes', asked_at = null"
    )
    const { status } = await shopper.tryAgain(sessionId, { method: "momo" })
    expect(status).toBe(409)
    expect(callsOf(sandbox, "pay")).toHaveLength(1)
    expect(await shopper.readSession(sessionId)).toMatchObject({
      status: "pending",
      reason_code: null,
    })
    sandbox.decide(refid, "pays")
    expect(await untilPaid(shop(), orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
    expect(callsOf(sandbox, "pay")).toHaveLength(1)
  })

  it("a number of the wrong network is refused in plain words", async () => {
    const { shopper } = shop()
    const { cartId, collectionId } = await shopper.fillCart()
    await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 16" })
    expect(await shopper.placeOrder(cartId)).toMatchObject({
      type: "cart",
      error: {
        message:
          "MTN MoMo could not complete the payment. Nothing was taken. Try again, or choose another way.",
      },
    })
  })

  it("an operator's own code 682 is a failure with the operator's reason", async () => {
    const { shopper, kpay } = shop()
    const { sessionId } = await order(shop(), { method: "momo", phone: "0788 0000 17" })
    await eventually(
      () => shopper.readSession(sessionId),
      ({ status, reason_code }) => status === "failed" && reason_code === "operator"
    )
    expect(await kpay.listAttempts()).toEqual([
      expect.objectContaining({ status: "failed", code: "682" }),
    ])
  })

  it('an order that waits for its prompt is not prompted again by core\'s "Check status"', async () => {
    const { shopper, sandbox, container } = shop()
    const { orderId, sessionId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => shopper.readSession(sessionId),
      ({ status }) => status === "failed"
    )
    const check = await asAdmin(shop(), "POST", `/orders/${orderId}/payment-sessions/authorize`, {
      payment_session_id: sessionId,
    })
    expect(check.status).toBe(200)
    expect(check.body).toMatchObject({ is_authorized: false })
    expect(callsOf(sandbox, "pay")).toHaveLength(1)
    expect(await readOrder(container, orderId)).toMatchObject({ isPaid: false })
  })

  it('core\'s "Check status" books a payment whose callback was lost', async () => {
    const { sandbox } = shop()
    const { orderId, sessionId, total } = await order(shop(), {
      method: "momo",
      phone: "0788 0000 04",
    })
    await keepJobAway(shop())
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    const check = await asAdmin(shop(), "POST", `/orders/${orderId}/payment-sessions/authorize`, {
      payment_session_id: sessionId,
    })
    expect(check.body).toMatchObject({ is_authorized: true })
    expect(await untilPaid(shop(), orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
  })

  describe("Bad input gets a clear error, and nothing is sent", () => {
    it.each([
      [
        { method: "momo", phone: "12345" },
        "This is not a Rwandan mobile number. Write it like 0788 300 000.",
      ],
      [{ method: "cash" }, '"method" must be one of momo, airtel, card, spenn'],
      [{ method: "momo", phone: 788300000 }, '"phone" must be text'],
      [{ method: "momo", email: "no address" }, '"email" is no e-mail address'],
    ])("%j", async (data, message) => {
      const { shopper, sandbox } = shop()
      const { collectionId } = await shopper.fillCart()
      await expect(shopper.choose(collectionId, data)).rejects.toThrow(message)
      expect(callsOf(sandbox, "pay")).toHaveLength(0)
    })

    it.each([
      [{}, "COFFEE-250", "Choose how you want to pay."],
      [{ method: "momo" }, "COFFEE-250", "Enter the phone number that pays with MTN MoMo."],
      [
        { method: "momo", phone: "0788 0000 01" },
        "IMIGONGO-9",
        "This amount is outside the limits of MTN MoMo. Choose another way, or pay with two orders.",
      ],
    ])("placing the order with %j for %s", async (data, sku, message) => {
      const { shopper, sandbox } = shop()
      const { cartId, collectionId } = await shopper.fillCart({ sku })
      await shopper.choose(collectionId, data)
      expect(await shopper.placeOrder(cartId)).toMatchObject({ type: "cart", error: { message } })
      expect(callsOf(sandbox, "pay")).toHaveLength(0)
    })

    it("a session id that is not ours is not found", async () => {
      await expect(shop().shopper.readSession("payses_unknown")).rejects.toMatchObject({
        status: 404,
      })
    })
  })

  it("a second prompt for the same order is turned away while the first waits, with what to do and the seconds left", async () => {
    const { shopper, sandbox } = shop()
    const { sessionId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    const sentAt = Date.now()
    const { status, body } = await shopper.tryAgain(sessionId, {
      method: "momo",
      phone: "0788 300 111",
    })
    const left = toSecondsLeft(body.kpay.started_at, [sentAt, Date.now()])
    expect(status).toBe(409)
    expect(body.message).toContain("Approve it on 0788 ••• 000")
    expect(body.kpay).toMatchObject({
      status: "pending",
      phone_masked: "0788 ••• 000",
      can_retry: false,
    })
    expect(body.kpay.retry_after_s).toBeGreaterThanOrEqual(left.least)
    expect(body.kpay.retry_after_s).toBeLessThanOrEqual(left.most)
    expect(callsOf(sandbox, "pay")).toHaveLength(1)
  })
})
