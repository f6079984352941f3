import { reconcile } from "../../src/operations/reconcile"
import {
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  listOrderCollections,
  order,
  postCallback,
  readJournals,
  readOrder,
  untilPaid,
} from "./test-shop"

/** Only what never answers runs into it: much longer than K-Pay takes to answer here, on any machine. */
const TIMEOUT_MS = 10_000

/** Several stories at a time use the number that is paid at once. */
const KPAY_OPTIONS = JSON.stringify({ promptLimits: { openPerPhone: null } })

inShop({ env: { KPAY_TIMEOUT_MS: String(TIMEOUT_MS), KPAY_OPTIONS } }, (shop) => {
  describe("`pay` that timed out is never sent twice, and the order becomes paid", () => {
    it.each([
      ["timed out after K-Pay had accepted", "0788 0000 12"],
      ["was cut off after K-Pay had accepted", "0788 0000 13"],
      ["was answered with an HTML error page after K-Pay had accepted", "0788 0000 20"],
    ])("`pay` %s", async (_, phone) => {
      const { sandbox, shopper } = shop()
      const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone })
      expect(await shopper.readSession(sessionId)).toMatchObject({ order_id: orderId })
      expect(await untilPaid(shop(), orderId)).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })

    it.each([
      ["timed out before K-Pay accepted", "0788 0000 11"],
      ["was answered with an HTML error page, nothing accepted", "0788 0000 14"],
    ])(
      "`pay` %s: the shopper reads that we are checking, and is not asked for the money again",
      async (_, phone) => {
        const { sandbox, shopper, container } = shop()
        const { orderId, sessionId } = await order(shop(), { method: "momo", phone })
        const session = await shopper.readSession(sessionId)
        expect(session).toMatchObject({
          status: "pending",
          reason_code: "checking",
          can_retry: false,
          order_id: orderId,
        })
        expect(session.message).toContain("You need not pay again.")
        await eventually(
          () => shopper.readSession(sessionId).then(() => callsOf(sandbox, "checkstatus")),
          (calls) => calls.length > 0
        )
        expect(await shopper.readSession(sessionId)).toMatchObject({
          status: "pending",
          reason_code: "checking",
        })
        expect(callsOf(sandbox, "pay")).toHaveLength(1)
        expect(await readOrder(container, orderId)).toMatchObject({ isPaid: false })
      }
    )
  })

  it("paid at once is confirmed with `checkstatus` and captured", async () => {
    const { sandbox, container } = shop()
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 15" })
    // The order is paid the moment it is placed; no callback was needed.
    expect(await readOrder(container, orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
    expect(callsOf(sandbox, "checkstatus")).toHaveLength(1)
  })

  it("paid at once, with callbacks and the job at work while core places the order: every order has its money once", async () => {
    const over = new AbortController()
    const job = (async () => {
      while (!over.signal.aborted) {
        await reconcile(shop().container)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    const emails = Array.from({ length: 24 }, (_, n) => `shopper-${n}@example.com`)
    const waiting = [...emails]
    const shopper = async (): Promise<void> => {
      for (let email = waiting.shift(); email; email = waiting.shift())
        await order(shop(), { method: "momo", phone: "0788 0000 15" }, { email })
    }
    await Promise.all([shopper(), shopper(), shopper(), shopper()])
    const attempts = await eventually(
      () => shop().kpay.listAttempts(),
      (all) => all.every(({ status }) => status === "applied" || status === "unapplied")
    )
    over.abort()
    await job
    expect(attempts.map(({ status }) => status)).toEqual(emails.map(() => "applied"))
    for (const { order_id } of attempts)
      expect(await readOrder(shop().container, order_id ?? "")).toMatchObject({
        isPaid: true,
        payments: 1,
        booked: [attempts[0]?.amount],
      })
    const collections = await listOrderCollections(shop())
    expect(collections.map(({ status }) => status)).toEqual(emails.map(() => "completed"))
  })

  it("`success:1` and `retcode:0` are not money: an accepted order stays unpaid until `checkstatus` says paid", async () => {
    const { sandbox, container, shopper, kpay } = shop()
    const { orderId, sessionId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    expect(await readOrder(container, orderId)).toMatchObject({
      isPaid: false,
      payments: 0,
      booked: [],
    })
    expect(await shopper.readSession(sessionId)).toMatchObject({
      status: "pending",
      phone_masked: "0788 ••• 000",
      message: "Approve the payment on 0788 ••• 000.",
      ussd: "*182*7*1#",
      redirect_url: null,
      poll_after_ms: 2_000,
    })
    const { refid, returl } = callsOf(sandbox, "pay")[0] ?? {}
    await postCallback(String(returl), "", null)
    const [asked] = await eventually(
      () => kpay.listAttempts(),
      // The shopper's page may have had K-Pay asked before the callback came.
      ([attempt]) =>
        attempt?.code === "03" &&
        !attempt.leased_until &&
        attempt.callback_at !== null &&
        Number(attempt.asked_at) > Number(attempt.callback_at)
    )
    expect(asked).toMatchObject({ status: "pending" })
    // Asked in vain, it is due again in the rhythm of its age.
    expect(Number(asked?.due_at) - Number(asked?.asked_at)).toBeGreaterThan(5_000)
    sandbox.decide(String(refid), "pays")
    await untilPaid(shop(), orderId)
  })

  it("a callback that arrives before the answer to `pay` pays the order once, in either order of things", async () => {
    const { sandbox, container, kpay } = shop()
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 09" })
    await untilPaid(shop(), orderId)
    await eventually(
      () => kpay.listAttempts(),
      ([attempt]) => attempt?.status === "applied"
    )
    expect(await readOrder(container, orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
    expect(callsOf(sandbox, "pay")).toHaveLength(1)
    const events = (await readJournals(shop())).map(({ event }) => event)
    expect(events.indexOf("callback")).toBeLessThan(events.indexOf("pay_accepted"))
  })

  it("callback lost: the shopper's page has K-Pay asked, and the order is paid", async () => {
    const { sandbox, shopper } = shop()
    const { sessionId, orderId } = await order(shop(), { method: "momo", phone: "0788 0000 04" })
    await keepJobAway(shop())
    const before = callsOf(sandbox, "checkstatus").length
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    expect(sandbox.transactions()[0]?.story.callback).toBe("lost")
    const lookTogether = () =>
      Promise.all(Array.from({ length: 10 }, () => shopper.readSession(sessionId)))
    // However many pages poll, K-Pay is not asked again at once.
    await inDatabase(shop(), "update kpay_attempt set asked_at = now() + interval '1 hour'")
    for (const { status } of await lookTogether()) expect(status).toBe("pending")
    expect(callsOf(sandbox, "checkstatus")).toHaveLength(before)
    await inDatabase(shop(), "update kpay_attempt set asked_at = now() - interval '2 seconds'")
    await lookTogether()
    await eventually(
      () => shopper.readSession(sessionId),
      ({ status }) => status === "paid"
    )
    await untilPaid(shop(), orderId)
    expect(callsOf(sandbox, "checkstatus")).toHaveLength(before + 1)
  })

  it("callback lost and no page open: the job asks K-Pay, and the order is paid", async () => {
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 05" })
    expect(await untilPaid(shop(), orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
  })
})
