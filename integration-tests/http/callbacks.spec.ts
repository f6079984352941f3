import { connect } from "node:net"
import { Modules } from "@medusajs/framework/utils"
import type { Refid } from "../../src/domain/kpay-ids"
import {
  callsOf,
  eventually,
  inShop,
  keepJobAway,
  listenTo,
  order,
  postCallback,
  readJournals,
  readOrder,
  untilIdle,
  untilPaid,
  type TestShop,
} from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"

inShop({}, (shop) => {
  const callbackOf = (refid: unknown, statusid: string) =>
    JSON.stringify({
      tid: "A441489693051",
      refid,
      momtransactionid: "616730887",
      payaccount: "0783300000",
      statusid,
      statusdesc: "x",
    })

  it("a forged callback does not pay an order", async () => {
    const { sandbox, container, shopper } = shop()
    const { orderId, sessionId } = await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    const forged = await postCallback(
      String(pay?.returl),
      callbackOf(pay?.refid, "01"),
      "application/json"
    )
    expect(forged).toEqual({
      status: 200,
      answer: { tid: "A441489693051", refid: pay?.refid, reply: "OK" },
    })

    expect(await untilIdle(shop())).toMatchObject([{ status: "pending", code: "03" }])
    expect(callsOf(sandbox, "checkstatus")).not.toHaveLength(0)
    expect(await readOrder(container, orderId)).toMatchObject({ isPaid: false, booked: [] })
    expect(await shopper.readSession(sessionId)).toMatchObject({
      status: "pending",
      reason_code: null,
    })
  })

  it("a callback with text that no database keeps is stored as a reason to ask all the same", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    sandbox.decide(String(pay?.refid), "pays")
    const half = `${"x".repeat(499)}😀 \0`
    const answer = await postCallback(
      String(pay?.returl),
      JSON.stringify({ refid: pay?.refid, tid: "A\0", statusdesc: half, [half]: 1 }),
      "application/x-www-form-urlencoded"
    )
    expect(answer).toEqual({
      status: 200,
      answer: { tid: "A\ufffd", refid: pay?.refid, reply: "OK" },
    })
    await untilPaid(shop(), orderId)
  })

  it("a stranger's token is answered like any other and starts nothing", async () => {
    const { sandbox, baseUrl } = shop()
    await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    await keepJobAway(shop())
    const before = callsOf(sandbox, "checkstatus").length
    const answer = await postCallback(
      `${baseUrl}/hooks/kpay/guessed`,
      callbackOf(pay?.refid, "01"),
      "application/json"
    )
    expect(answer).toEqual({
      status: 200,
      answer: { tid: "A441489693051", refid: pay?.refid, reply: "OK" },
    })
    // A callback that starts something is in the journal before it is answered.
    expect(await readJournals(shop(), "callback")).toEqual([])
    expect(await untilIdle(shop())).toMatchObject([{ callback_at: null, due_at: null }])
    expect(callsOf(sandbox, "checkstatus")).toHaveLength(before)
  })

  it("the callback of one attempt cannot touch another", async () => {
    const { sandbox, container } = shop()
    const mine = await order(shop(), { method: "momo", phone: PHONE })
    const theirs = await order(shop(), { method: "momo", phone: "0789 300 000" })
    const [myPay, theirPay] = callsOf(sandbox, "pay")
    sandbox.decide(String(myPay?.refid), "pays")
    await untilPaid(shop(), mine.orderId)

    // My own callback, posted to their address, and the other way round: their order stays unpaid.
    await postCallback(String(theirPay?.returl), callbackOf(myPay?.refid, "01"), "application/json")
    await postCallback(String(myPay?.returl), callbackOf(theirPay?.refid, "01"), "application/json")
    await untilIdle(shop())
    expect(callsOf(sandbox, "checkstatus").map(({ refid }) => refid)).toContain(theirPay?.refid)
    expect(await readOrder(container, theirs.orderId)).toMatchObject({ isPaid: false, booked: [] })
    expect(await readOrder(container, mine.orderId)).toMatchObject({ isPaid: true, payments: 1 })
  })

  it.each([
    ["JSON labelled as JSON", "application/json"],
    ["JSON labelled as a form", "application/x-www-form-urlencoded"],
    ["JSON labelled as text", "text/plain; charset=utf-8"],
    ["JSON labelled with an unknown type", "application/vnd.kpay"],
    ["JSON without a label", null],
  ])("%s is understood", async (_, contentType) => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 05" })
    const [pay] = callsOf(sandbox, "pay")
    await eventually(
      () => sandbox.transactions()[0]?.statusid,
      (statusid) => statusid === "01"
    )
    const ampersand = JSON.stringify({
      tid: "A1",
      refid: pay?.refid,
      statusid: "01",
      statusdesc: "a&b=c+d%e",
    })
    const { answer } = await postCallback(String(pay?.returl), ampersand, contentType)
    expect(answer).toEqual({ tid: "A1", refid: pay?.refid, reply: "OK" })
    await untilPaid(shop(), orderId)
    expect(await readJournals(shop(), "callback")).toEqual([
      expect.objectContaining({
        wire: expect.objectContaining({ statusdesc: "a&b=c+d%e" }) as unknown,
      }),
    ])
  })

  it("real form fields are understood", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 05" })
    const [pay] = callsOf(sandbox, "pay")
    await eventually(
      () => sandbox.transactions()[0]?.statusid,
      (statusid) => statusid === "01"
    )
    const form = new URLSearchParams({
      tid: "A1",
      refid: String(pay?.refid),
      statusid: "01",
    }).toString()
    const { answer } = await postCallback(
      String(pay?.returl),
      form,
      "application/x-www-form-urlencoded"
    )
    expect(answer).toEqual({ tid: "A1", refid: pay?.refid, reply: "OK" })
    await untilPaid(shop(), orderId)
  })

  it.each([
    ["an empty callback", ""],
    ["a callback that cannot be read", "<xml/>"],
    ["a callback without ids", '{"tid":"","refid":null,"statusid":"611"}'],
  ])("%s still is a reason to ask, and is answered with the payment's own ids", async (_, body) => {
    const { sandbox, baseUrl } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 05" })
    await eventually(
      () => sandbox.transactions()[0]?.statusid,
      (statusid) => statusid === "01"
    )
    const [pay] = callsOf(sandbox, "pay")
    const { tid, refid } = sandbox.transactions()[0] ?? {}
    expect(await postCallback(String(pay?.returl), body, null)).toEqual({
      status: 200,
      answer: { tid, refid, reply: "OK" },
    })
    // Who has no payment's token learns nothing.
    expect(await postCallback(`${baseUrl}/hooks/kpay/guessed`, body, null)).toEqual({
      status: 200,
      answer: { tid: "", refid: "", reply: "OK" },
    })
    await untilPaid(shop(), orderId)
  })

  it("a callback that breaks off in the middle is stored as a reason to ask all the same", async () => {
    const { sandbox } = shop()
    await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    await keepJobAway(shop())
    const before = callsOf(sandbox, "checkstatus").length
    const { hostname, port, pathname } = new URL(String(pay?.returl))
    const broken = `{"refid":"${String(pay?.refid)}","stat`
    connect(Number(port), hostname).end(
      `POST ${pathname} HTTP/1.1\r\nHost: shop\r\nContent-Length: 500\r\n\r\n${broken}`
    )
    await eventually(
      () => readJournals(shop(), "callback"),
      (entries) => entries.length > 0
    )
    expect(await readJournals(shop(), "callback")).toMatchObject([{ wire: null }])
    await eventually(
      () => callsOf(sandbox, "checkstatus").length,
      (asked) => asked > before
    )
  })

  it("a callback that is too long is read as far as it goes", async () => {
    const { sandbox } = shop()
    await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    const form = new URLSearchParams({ tid: "A1", refid: "R1", note: "x".repeat(20_000) })
    const { answer } = await postCallback(String(pay?.returl), form.toString(), null)
    expect(answer).toEqual({ tid: "A1", refid: "R1", reply: "OK" })
  })

  it("twenty callbacks at once pay once, and `kpay.payment.paid` is emitted once", async () => {
    const { sandbox, container, kpay } = shop()
    const events = listenTo(shop(), "kpay.payment.paid")
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 04" })
    const [pay] = callsOf(sandbox, "pay")
    await keepJobAway(shop())
    sandbox.decide(String(pay?.refid), "pays")
    await Promise.all(
      Array.from({ length: 20 }, () =>
        postCallback(
          String(pay?.returl),
          callbackOf(pay?.refid, "01"),
          "application/x-www-form-urlencoded"
        )
      )
    )
    const paid = await untilPaid(shop(), orderId)
    await eventually(
      () => events,
      (seen) => seen.length > 0
    )
    await untilIdle(shop())
    expect(paid).toEqual({ total, isPaid: true, payments: 1, booked: [total] })
    expect(await readOrder(container, orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
    const [attempt] = await kpay.listAttempts({ refid: pay?.refid as Refid })
    expect(events).toEqual([
      {
        event_id: expect.stringMatching(/^kpev_/) as unknown,
        id: attempt?.id,
        refid: pay?.refid,
        payment_session_id: attempt?.payment_session_id,
        cart_id: attempt?.cart_id,
        order_id: orderId,
        amount: total,
        currency_code: "rwf",
        status: "applied",
        reason_code: null,
        unapplied_reason: null,
      },
    ])
  })

  it("a callback that says 02 or 03 after the payment changes nothing", async () => {
    const { container } = shop()
    const stray = await order(shop(), { method: "momo", phone: "0788 0000 10" })
    const disordered = await order(shop(), { method: "momo", phone: "0788 0000 19" })
    await eventually(
      () => readJournals(shop(), "callback"),
      (entries) => entries.length === 4
    )
    for (const { orderId } of [stray, disordered]) await untilPaid(shop(), orderId)
    await untilIdle(shop())
    expect(await readOrder(container, stray.orderId)).toMatchObject({ isPaid: true, payments: 1 })
    expect(await readOrder(container, disordered.orderId)).toMatchObject({
      isPaid: true,
      payments: 1,
    })
  })

  it("a refusal on the phone is told to the shopper, and the order stays unpaid", async () => {
    const { shopper, container } = shop()
    const events: unknown[] = []
    container.resolve(Modules.EVENT_BUS).subscribe("kpay.payment.failed", async ({ data }) => {
      events.push(data)
    })
    const { orderId, sessionId } = await order(shop(), { method: "momo", phone: "0788 0000 18" })
    const failed = await eventually(
      () => shopper.readSession(sessionId),
      ({ status }) => status === "failed"
    )
    expect(failed).toMatchObject({
      reason_code: "insufficient_funds",
      order_id: orderId,
      can_retry: true,
      poll_after_ms: null,
      ussd: null,
    })
    expect(failed.message).toContain("not enough money")
    expect(await readOrder(container, orderId)).toMatchObject({ isPaid: false })
    await eventually(
      () => events,
      (seen) => seen.length === 1
    )
    expect(events[0]).toMatchObject({ reason_code: "insufficient_funds" })
  })

  it("while the shop's event bus hangs the shop goes on, and afterwards each event comes once", async () => {
    const { shopper, sandbox } = shop()
    const events = listenTo(shop(), "kpay.payment.failed")
    const decideLast = (outcome: "pays" | "fails"): void => {
      sandbox.decide(String(callsOf(sandbox, "pay").at(-1)?.refid), outcome)
    }
    // More than the database's pool has connections.
    const refused = 12
    await whileEventBusHangs(shop(), async () => {
      for (let count = 0; count < refused; count++) {
        const phone = `0788 300 ${100 + count}`
        const { sessionId } = await order(shop(), { method: "momo", phone })
        decideLast("fails")
        await eventually(
          () => shopper.readSession(sessionId),
          ({ status }) => status === "failed"
        )
      }
      const paid = await order(shop(), { method: "momo", phone: PHONE })
      decideLast("pays")
      await untilPaid(shop(), paid.orderId)
      expect(events).toEqual([])
    })
    await eventually(
      () => events,
      (seen) => seen.length >= refused
    )
    await untilIdle(shop())
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(refused)
    expect(events).toHaveLength(refused)
  })
})

/** Has every emission of the plugin's events wait, as for a Redis that is away, while something else happens. */
async function whileEventBusHangs(
  { container }: TestShop,
  act: () => Promise<void>
): Promise<void> {
  const bus = container.resolve(Modules.EVENT_BUS)
  const emit = bus.emit.bind(bus)
  let goOn = (): void => undefined
  const isBack = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const hanging = jest.spyOn(bus, "emit").mockImplementation(async (events, options) => {
    if ([events].flat().some(({ name }) => name.startsWith("kpay."))) await isBack
    return emit(events, options)
  })
  try {
    await act()
  } finally {
    hanging.mockRestore()
    goOn()
  }
}
