import {
  callsOf,
  inShop,
  order,
  postCallback,
  readJournals,
  readOrder,
  untilPaid,
} from "./test-shop"

const PERSON = { phone: "0788 0000 01", name: "Secret Payer", email: "secret.payer@example.com" }

/** Everything of the payer's, in every form it could be kept in. */
const SECRETS = ["788000001", "788 0000 01", "Secret Payer", "secret.payer"]

inShop({}, (shop) => {
  it("no phone, name or e-mail of the payer stands in what `/store/orders/:id` and `/store/payment-collections` show", async () => {
    const { shopper, sandbox, kpay } = shop()
    const { orderId, collectionId, cartId, sessionId } = await order(shop(), {
      method: "momo",
      ...PERSON,
    })
    expect(callsOf(sandbox, "pay")).toEqual([
      expect.objectContaining({ msisdn: "250788000001", cname: PERSON.name, email: PERSON.email }),
    ])
    await untilPaid(shop(), orderId)

    const fields =
      "fields=+payment_collections.payment_sessions.data,+payment_collections.payments.data,*payment_collections.payment_sessions,*payment_collections.payments"
    const seen = [
      await shopper.get(`/store/orders/${orderId}?${fields}`),
      await shopper
        .get(`/store/carts/${cartId}?fields=*payment_collection.payment_sessions`)
        .catch((error: unknown) => String(error)),
      await shopper
        .post("/store/payment-collections", { cart_id: cartId })
        .catch((error: unknown) => String(error)),
      await shopper.readSession(sessionId),
    ].map((answer) => JSON.stringify(answer))
    expect(seen[0]).toContain(`"session_id":"${sessionId}"`)
    for (const answer of seen) for (const secret of SECRETS) expect(answer).not.toContain(secret)

    const [attempt] = await kpay.listAttempts()
    const journal = JSON.stringify(await readJournals(shop()))
    expect(journal).toContain("Successfully processed transaction.")
    for (const secret of [...SECRETS, attempt?.token ?? "no token"])
      expect(journal).not.toContain(secret)
    for (const answer of seen) expect(answer).not.toContain(attempt?.token)
    expect(collectionId).toMatch(/^pay_col_/)
  })

  it("a shopper's planted `refid`, `session_id`, `amount` or `state` in session data changes nothing", async () => {
    const { shopper, container, sandbox } = shop()
    const paid = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), paid.orderId)
    const paidRefid = callsOf(sandbox, "pay")[0]?.refid

    const planted = {
      refid: paidRefid,
      session_id: paid.sessionId,
      amount: 1,
      state: "paid",
      status: "captured",
      tid: "A1",
      paid_at: "2026-01-01",
      kpay: { state: "paid" },
    }
    const { cartId, collectionId, total } = await shopper.fillCart()
    const sessionId = await shopper.choose(collectionId, {
      method: "momo",
      phone: "0788 300 000",
      ...planted,
    })
    const { cart } = await shopper.get<{
      cart: { payment_collection: { payment_sessions: { data: object }[] } }
    }>(`/store/carts/${cartId}?fields=*payment_collection.payment_sessions`)
    expect(cart.payment_collection.payment_sessions[0]?.data).toEqual({
      session_id: sessionId,
      method: "momo",
      locale: "en",
      chosen_in: sessionId,
      phone: null,
      ...Object.fromEntries(
        Object.keys(planted).map((key) => [key, key === "session_id" ? sessionId : null])
      ),
    })
    const completion = await shopper.placeOrder(cartId)
    if (completion.type !== "order") throw new Error(completion.error.message)

    const pay = callsOf(sandbox, "pay")[1]
    expect(pay).toMatchObject({ amount: total })
    expect(pay?.refid).not.toBe(paidRefid)
    await postCallback(
      String(pay?.returl),
      JSON.stringify({ refid: paidRefid, statusid: "01" }),
      null
    )
    expect(await shopper.readSession(sessionId)).toMatchObject({ status: "pending", amount: total })
    expect(await readOrder(container, completion.order.id)).toMatchObject({
      isPaid: false,
      payments: 0,
    })
  })
})
