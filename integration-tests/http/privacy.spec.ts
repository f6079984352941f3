import { Modules } from "@medusajs/framework/utils"
import type { KpayErasureResponse } from "../../src/http-types"
import erasePersonalDataJob from "../../src/jobs/erase-personal-data"
import { readAll } from "./admin-shop"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  order,
  postCallback,
  readDatabase,
  readJournals,
  readOrder,
  untilIdle,
  untilPaid,
  type TestShop,
} from "./test-shop"

const PERSON = { phone: "0788 0000 01", name: "Secret Payer", email: "secret.payer@example.com" }

/** Everything of the payer's, in every form it could be kept in. */
const SECRETS = ["788000001", "788 0000 01", "Secret Payer", "secret.payer"]

const OTHER_PERSON = { phone: "0789 0000 01", name: "Other Payer", email: "other@example.com" }

/** The customer of an order or cart; core makes a guest customer for each e-mail address. */
async function customerOf(shop: TestShop, entity: "order" | "cart", id: string): Promise<string> {
  const rows = await readAll<{ id: string; customer_id: string }>(shop, entity, [
    "id",
    "customer_id",
  ])
  return rows.find((row) => row.id === id)?.customer_id ?? ""
}

async function erase(shop: TestShop, customerId: string): Promise<KpayErasureResponse> {
  const { status, body } = await asAdmin<KpayErasureResponse>(
    shop,
    "POST",
    `/kpay/customers/${customerId}/erase`
  )
  expect(status).toBe(200)
  return body
}

/** Everything in the plugin's tables, as text. */
async function readTables(shop: TestShop): Promise<string> {
  const tables = await readDatabase<{ name: string }>(
    shop,
    "select table_name as name from information_schema.tables where table_name like 'kpay_%'"
  )
  const rows = await Promise.all(
    tables.map(({ name }) => readDatabase(shop, `select to_jsonb(${name}) as row from ${name}`))
  )
  return JSON.stringify(rows)
}

async function phonesOf({ kpay }: TestShop, collectionId: string): Promise<(string | null)[]> {
  const attempts = await kpay.listAttemptsOfCollections([collectionId])
  return attempts.map(({ msisdn }) => msisdn)
}

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

  it("an admin erases one customer: phone, name and e-mail go, ids and amounts stay, other customers keep theirs", async () => {
    const { shopper, container, kpay } = shop()
    const paid = await order(shop(), { method: "momo", ...PERSON }, { email: PERSON.email })
    const other = await order(
      shop(),
      { method: "momo", ...OTHER_PERSON },
      { email: OTHER_PERSON.email }
    )
    // A cart that was never paid and is deleted by now: the second choice deletes the first one's session.
    const abandoned = await shopper.fillCart({ email: PERSON.email })
    await shopper.choose(abandoned.collectionId, { method: "momo", ...PERSON })
    await shopper.choose(abandoned.collectionId, { method: "airtel", ...PERSON })
    await container.resolve(Modules.CART).softDeleteCarts([abandoned.cartId])
    await untilPaid(shop(), paid.orderId)
    await untilPaid(shop(), other.orderId)
    await untilIdle(shop())
    const [before] = await kpay.listAttemptsOfCollections([paid.collectionId])
    // What a stranger posts to a callback address is kept as a reason to ask.
    await inDatabase(
      shop(),
      `update kpay_journal_entry set wire = wire || '{"names": "Secret Payer"}' where attempt_id = '${before?.id ?? ""}' and wire is not null`
    )
    expect(await readTables(shop())).toContain("Secret Payer")

    const customerId = await customerOf(shop(), "order", paid.orderId)
    expect(await erase(shop(), customerId)).toEqual({ erased: 4, waiting: 0 })

    const tables = await readTables(shop())
    for (const secret of SECRETS) expect(tables).not.toContain(secret)
    const [after] = await kpay.listAttemptsOfCollections([paid.collectionId])
    expect(before?.msisdn).toBe("250788000001")
    expect(after).toMatchObject({
      id: before?.id,
      refid: before?.refid,
      tid: before?.tid,
      momo_transaction_id: before?.momo_transaction_id,
      order_id: paid.orderId,
      status: "applied",
      amount: paid.total,
      paid_at: before?.paid_at,
      msisdn: null,
    })
    expect(await readOrder(container, paid.orderId)).toMatchObject({
      isPaid: true,
      booked: [paid.total],
    })
    const newestFirst = (await kpay.listJournalPage(before?.id ?? "", { limit: 100 })).rows
    expect(newestFirst.find(({ event }) => event === "status_paid")?.wire).toMatchObject({
      refid: before?.refid,
      statusid: "01",
    })
    expect(newestFirst.slice(0, 2)).toMatchObject([
      { event: "erased", actor: null },
      { event: "erase_requested", actor: expect.stringMatching(/^user_/) as string },
    ])

    expect(await phonesOf(shop(), other.collectionId)).toEqual(["250789000001"])
    expect(await kpay.findChoice(other.sessionId)).toMatchObject({
      payer_name: OTHER_PERSON.name,
      payer_email: OTHER_PERSON.email,
    })
    expect(await erase(shop(), customerId)).toEqual({ erased: 0, waiting: 0 })
    expect(await erase(shop(), "cus_without_payments")).toEqual({ erased: 0, waiting: 0 })
  })

  it("a customer whom the shop deletes in Medusa is erased from their payments", async () => {
    const paid = await order(shop(), { method: "momo", ...PERSON }, { email: PERSON.email })
    const other = await order(
      shop(),
      { method: "momo", ...OTHER_PERSON },
      { email: OTHER_PERSON.email }
    )
    await untilPaid(shop(), paid.orderId)
    await untilPaid(shop(), other.orderId)
    await untilIdle(shop())

    const customerId = await customerOf(shop(), "order", paid.orderId)
    const { status } = await asAdmin(shop(), "DELETE", `/customers/${customerId}`)
    expect(status).toBe(200)
    const tables = await eventually(
      () => readTables(shop()),
      (text) => SECRETS.every((secret) => !text.includes(secret))
    )
    expect(tables).toContain(OTHER_PERSON.name)
    expect(await phonesOf(shop(), other.collectionId)).toEqual(["250789000001"])
  })

  it("a payment that is open keeps its phone until it is settled, and loses it then", async () => {
    const { kpay, sandbox, container } = shop()
    const phone = "0788 300 000"
    const open = await order(shop(), { method: "momo", ...PERSON, phone }, { email: PERSON.email })
    const customerId = await customerOf(shop(), "order", open.orderId)
    expect(await erase(shop(), customerId)).toEqual({ erased: 0, waiting: 2 })
    await erasePersonalDataJob(container)
    expect(await phonesOf(shop(), open.collectionId)).toEqual(["250788300000"])
    expect(await kpay.findChoice(open.sessionId)).toMatchObject({ payer_name: PERSON.name })

    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    await untilPaid(shop(), open.orderId)
    await untilIdle(shop())
    await erasePersonalDataJob(container)
    const tables = await readTables(shop())
    for (const secret of ["788300000", ...SECRETS]) expect(tables).not.toContain(secret)
    expect(await readJournals(shop(), "erase_requested")).toHaveLength(1)
    expect(await readJournals(shop(), "erased")).toHaveLength(1)
  })

  it("a further prompt that is sent after a customer's erasure is erased as well once it is settled", async () => {
    const { shopper, sandbox, container } = shop()
    const first = await order(
      shop(),
      { method: "momo", ...PERSON, phone: "0788 300 000" },
      { email: PERSON.email }
    )
    const customerId = await customerOf(shop(), "order", first.orderId)
    expect(await erase(shop(), customerId)).toEqual({ erased: 0, waiting: 2 })
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "fails")
    await eventually(
      () => shopper.readSession(first.sessionId),
      ({ status }) => status === "failed"
    )
    const again = await shopper.tryAgain(first.sessionId, { method: "momo", phone: PERSON.phone })
    expect(again.status).toBe(200)
    await untilPaid(shop(), first.orderId)
    await untilIdle(shop())
    await erasePersonalDataJob(container)
    // K-Pay is still asked about the failed one, whose money may come late.
    expect(await phonesOf(shop(), first.collectionId)).toEqual([null, "250788300000"])

    await inDatabase(shop(), "update kpay_attempt set due_at = null")
    await erasePersonalDataJob(container)
    const tables = await readTables(shop())
    for (const secret of ["788300000", ...SECRETS]) expect(tables).not.toContain(secret)
  })

  it("the choice of an abandoned cart is erased after 30 days; a recent one and those of payments stay", async () => {
    const { shopper, container, kpay } = shop()
    const paid = await order(shop(), { method: "momo", ...OTHER_PERSON })
    await untilPaid(shop(), paid.orderId)
    await untilIdle(shop())
    const old = await shopper.fillCart()
    const oldSession = await shopper.choose(old.collectionId, { method: "momo", ...PERSON })
    const recent = await shopper.fillCart()
    const recentSession = await shopper.choose(recent.collectionId, { method: "momo", ...PERSON })
    await inDatabase(
      shop(),
      `update kpay_choice set updated_at = now() - interval '29 days' where payment_session_id = '${recentSession}';
       update kpay_choice set updated_at = now() - interval '31 days' where payment_session_id in ('${oldSession}', '${paid.sessionId}')`
    )
    await erasePersonalDataJob(container)
    expect(await kpay.findChoice(oldSession)).toMatchObject({
      method: "momo",
      amount: old.total,
      msisdn: null,
      payer_name: null,
      payer_email: null,
    })
    const kept = { payer_name: PERSON.name, payer_email: PERSON.email }
    expect(await kpay.findChoice(recentSession)).toMatchObject(kept)
    expect(await kpay.findChoice(paid.sessionId)).toMatchObject({ payer_name: OTHER_PERSON.name })

    // The shopper comes back to the old cart, and is asked for the phone again.
    expect(await shopper.placeOrder(old.cartId)).toMatchObject({
      type: "cart",
      error: { message: expect.stringMatching(/phone/i) as string },
    })
  })
})
