import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { KpayMethodsResponse } from "../../src/http-types"
import {
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  order,
  readWrittenColumns,
  untilPaid,
  type TestShop,
} from "./test-shop"

inShop({ env: { KPAY_API_KEY: "key-1" } }, (shop) => {
  it("a page that polls costs the same few queries, however often the shopper has tried", async () => {
    const { shopper } = shop()
    const { sessionId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    await keepJobAway(shop())
    // K-Pay was asked this moment.
    await inDatabase(shop(), "update kpay_attempt set asked_at = now() + interval '1 hour'")
    const poll = () => shopper.readSession(sessionId)
    const ofOne = await countQueries(shop(), poll)
    const columns = await readWrittenColumns(shop(), "kpay_attempt")
    await inDatabase(
      shop(),
      `insert into kpay_attempt (${columns})
       select ${columns} from (
         select (jsonb_populate_record(null::kpay_attempt, to_jsonb(kpay_attempt) || jsonb_build_object(
           'id', 'kpatt_' || n, 'refid', 'REFID' || n, 'token', 'token' || n, 'status', 'failed',
           'created_at', created_at - interval '1 hour'))).*
         from kpay_attempt, generate_series(1, 30) n
       ) copy`
    )
    expect(await countQueries(shop(), poll)).toBe(ofOne)
    // Core's: which shop asks. Ours: what was chosen, and the attempts. The order was read by the first poll.
    expect(ofOne).toBeGreaterThan(3)
    expect(ofOne).toBeLessThanOrEqual(8)
  })

  it("a first prompt that is approved after a second one was sent shows as paid at the next poll", async () => {
    const { shopper, sandbox, kpay } = shop()
    const { sessionId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    await inDatabase(
      shop(),
      "update kpay_attempt set created_at = created_at - interval '2 minutes'"
    )
    expect((await shopper.tryAgain(sessionId, { method: "momo" })).status).toBe(200)
    expect(await shopper.readSession(sessionId)).toMatchObject({ status: "pending" })
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    await eventually(
      () => kpay.listAttempts(),
      (attempts) => attempts.some(({ status }) => status === "applied")
    )
    // K-Pay was asked about the second prompt this moment, so that the poll has no other reason to read the order again.
    await inDatabase(shop(), "update kpay_attempt set asked_at = now() + interval '1 hour'")
    expect(await shopper.readSession(sessionId)).toMatchObject({ status: "paid" })
  })

  describe("A shopper pays an order", () => {
    it("by MTN MoMo: approves on the phone, and the callback makes the order paid", async () => {
      await payByPhone(
        shop(),
        { method: "momo", phone: "0788 0000 01" },
        { pmethod: "momo", bankid: "63510" }
      )
    })

    it("by Airtel Money: approves on the phone, and the callback makes the order paid", async () => {
      await payByPhone(
        shop(),
        { method: "airtel", phone: "+250 738 000 001" },
        { pmethod: "momo", bankid: "63514" }
      )
    })

    it("by SPENN: approves on the phone, and the callback makes the order paid", async () => {
      await payByPhone(
        shop(),
        { method: "spenn", phone: "788000001" },
        { pmethod: "spenn", bankid: "63502" }
      )
    })

    it("by card: goes to the card page, pays, comes back to the shop, and the order is paid", async () => {
      const { shopper, sandbox } = shop()
      const { orderId, sessionId, total } = await order(shop(), { method: "card" })
      const waiting = await shopper.readSession(sessionId)
      expect(waiting).toMatchObject({
        status: "pending",
        method: "card",
        phone_masked: null,
        order_id: orderId,
      })
      expect(waiting.redirect_url).toContain(`${sandbox.url}/checkout/`)

      const back = await payOnCardPage(waiting.redirect_url ?? "", "4111 1111 1111 1111")
      expect(back).toBe(
        `http://localhost:8000/checkout?session_id=${sessionId}&order_id=${orderId}`
      )
      expect(await untilPaid(shop(), orderId)).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      expect(await shopper.readSession(sessionId)).toMatchObject({
        status: "paid",
        redirect_url: null,
      })
    })

    it("with a card that is declined, and reads so, while the order is kept unpaid", async () => {
      const { shopper } = shop()
      const { sessionId } = await order(shop(), { method: "card", locale: "fr-RW" })
      const { redirect_url } = await shopper.readSession(sessionId)
      await payOnCardPage(redirect_url ?? "", "4000 0000 0000 0002")
      const declined = await eventually(
        () => shopper.readSession(sessionId),
        ({ status }) => status !== "pending"
      )
      expect(declined).toMatchObject({
        status: "failed",
        reason_code: "operator",
        can_retry: true,
        message: expect.stringContaining("Rien n'a été prélevé") as string,
      })
    })

    it("with a card whose page is not known: another tap at once is not sent there, and reads when another way is open", async () => {
      const { shopper, sandbox } = shop()
      const { sessionId } = await order(shop(), { method: "card" })
      await inDatabase(shop(), "update kpay_attempt set redirect_url = null")
      const { status, body } = await shopper.tryAgain(sessionId, {
        method: "momo",
        phone: "0788 0000 01",
      })
      expect(status).toBe(409)
      expect(body.message).toBe(
        "The card page could not be opened. Wait a minute, then try again or choose another way."
      )
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })
  })

  it("`2507…` and `07…` reach the right network, whichever wallet was tapped", async () => {
    const { sandbox } = shop()
    const numbers = [
      ["0788000001", "63510"],
      ["250798000001", "63510"],
      ["0728000001", "63514"],
      ["250738000001", "63514"],
    ] as const
    for (const [phone] of numbers) {
      await order(shop(), { method: "momo", phone })
      await order(shop(), { method: "airtel", phone })
    }
    const asked = callsOf(sandbox, "pay").map(({ msisdn, bankid, cnumber }) => [
      msisdn,
      bankid,
      cnumber,
    ])
    expect(asked).toEqual(
      numbers.flatMap(([phone, bankid]) => {
        const msisdn = phone.replace(/^0/, "250")
        return [
          [msisdn, bankid, msisdn],
          [msisdn, bankid, msisdn],
        ]
      })
    )
  })

  it("the leading zero of the retailer is kept, the amount is a whole number, and K-Pay gets the credentials", async () => {
    const { sandbox } = shop()
    const { total } = await order(shop(), { method: "momo", phone: "0788000001" }, { quantity: 3 })
    const [entry] = sandbox
      .log()
      .filter(({ body }) => (body as { action?: string }).action === "pay")
    expect(entry?.body).toMatchObject({
      retailerid: "01",
      amount: total,
      currency: "RWF",
      refid: expect.stringMatching(/^\w{26}$/) as string,
    })
    expect(total).toBe(3 * 5_200 + 1_000)
    expect(entry?.headers.authorization).toBe(
      `Basic ${Buffer.from("sandbox:sandbox").toString("base64")}`
    )
    expect(entry?.headers["kpay-key"]).toBe("key-1")
  })

  it("the payer is named to K-Pay from the cart, or as the storefront says", async () => {
    const { sandbox } = shop()
    await order(shop(), { method: "momo", phone: "0788000001" }, { email: "cart@example.com" })
    await order(shop(), {
      method: "momo",
      phone: "0788000001",
      name: "Another Payer",
      email: "payer@example.com",
    })
    expect(callsOf(sandbox, "pay")).toEqual([
      expect.objectContaining({ cname: "A Shopper", email: "cart@example.com" }),
      expect.objectContaining({ cname: "Another Payer", email: "payer@example.com" }),
    ])
  })

  it("the methods are listed with their limits, and what cannot be used says why", async () => {
    const { shopper } = shop()
    expect(await shopper.listMethods(5_200)).toEqual([
      {
        id: "momo",
        label: "MTN MoMo",
        needs_phone: true,
        redirects: false,
        min: 1,
        max: 2_000_000,
        available: true,
      },
      {
        id: "airtel",
        label: "Airtel Money",
        needs_phone: true,
        redirects: false,
        min: 1,
        max: 2_000_000,
        available: true,
      },
      {
        id: "card",
        label: "Visa, Mastercard, SmartCash",
        needs_phone: false,
        redirects: true,
        min: 1,
        max: 10_000_000,
        available: true,
      },
      {
        id: "spenn",
        label: "SPENN",
        needs_phone: true,
        redirects: false,
        min: 1,
        max: 2_000_000,
        available: true,
      },
    ])
    const available = (methods: readonly { id: string; available: boolean }[]) =>
      methods.filter((method) => method.available).map(({ id }) => id)
    expect(available(await shopper.listMethods(2_500_000))).toEqual(["card"])
    expect(available(await shopper.listMethods(10, "usd"))).toEqual([])
    await expect(shopper.listMethods(-1)).rejects.toThrow('"amount" must be 0 or more')
  })

  it("a cart that costs nothing needs no payment: the storefront is told, and no method is offered", async () => {
    const { shopper } = shop()
    const read = (amount: number) =>
      shopper.get<KpayMethodsResponse>(`/store/kpay/methods?amount=${amount}&currency_code=rwf`)
    const free = await read(0)
    expect(free.nothing_to_pay).toBe(true)
    expect(free.methods.filter(({ available }) => available)).toEqual([])
    expect(free.methods[0]?.reason).toBe("There is nothing left to pay.")
    expect(await read(5_200)).toMatchObject({ nothing_to_pay: false })
  })
})

async function payByPhone(
  shop: TestShop,
  data: { method: string; phone: string },
  wire: { pmethod: string; bankid: string }
) {
  const { shopper, sandbox } = shop
  const { cartId, collectionId, total } = await shopper.fillCart()
  const sessionId = await shopper.choose(collectionId, data)
  expect(await shopper.readSession(sessionId)).toMatchObject({
    status: "not_started",
    amount: total,
  })
  expect(callsOf(sandbox, "pay")).toHaveLength(0)

  const completion = await shopper.placeOrder(cartId)
  if (completion.type !== "order") throw new Error(completion.error.message)
  expect(callsOf(sandbox, "pay")).toEqual([expect.objectContaining({ amount: total, ...wire })])

  const paid = await untilPaid(shop, completion.order.id)
  expect(paid).toEqual({ total, isPaid: true, payments: 1, booked: [total] })
  expect(await shopper.readSession(sessionId)).toMatchObject({
    status: "paid",
    method: data.method,
    amount: total,
    currency_code: "rwf",
    order_id: completion.order.id,
    display_id: completion.order.display_id,
    message: "Paid. Thank you.",
  })
}

/** Fills in the card page as a browser would, and gives the address of the shop that the browser ends on. */
async function payOnCardPage(page: string, number: string): Promise<string> {
  const form = new URLSearchParams({ number, expiry: "12/39", cvv: "123" })
  const paid = await fetch(page, { method: "POST", body: form, redirect: "manual" })
  const back = await fetch(paid.headers.get("location") ?? "", { redirect: "manual" })
  expect(back.status).toBe(303)
  return back.headers.get("location") ?? ""
}

/** How many queries an act costs. What the server does beside it now and then is in the higher counts only. */
async function countQueries({ container }: TestShop, act: () => Promise<unknown>): Promise<number> {
  const connection = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const counts: number[] = []
  for (let times = 0; times < 10; times++) {
    let count = 0
    const note = (): void => {
      count++
    }
    connection.on("query", note)
    await act()
    connection.off("query", note)
    counts.push(count)
  }
  return Math.min(...counts)
}
