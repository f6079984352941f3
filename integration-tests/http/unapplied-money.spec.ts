import { Modules } from "@medusajs/framework/utils"
import type {
  KpayAdminAttempt,
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayRefundResponse,
  KpayRefundsResponse,
} from "../../src/http-types"
import { openPayLink } from "../../src/operations/make-pay-link"
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
  listRefunds,
  order,
  readDatabase,
  readOrder,
  setStock,
  untilCaptured,
  untilIdle,
  untilPaid,
  type TestShop,
} from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"
const PAYS_WITHOUT_CALLBACK = "0788 0000 05"

async function listAttempts(shop: TestShop, query = ""): Promise<readonly KpayAdminAttempt[]> {
  return (await asAdmin<KpayAttemptsResponse>(shop, "GET", `/kpay/attempts?${query}`)).body.attempts
}

/** Waits until money is unapplied. */
async function untilUnapplied(shop: TestShop): Promise<KpayAdminAttempt> {
  const [unapplied] = await eventually(
    () => listAttempts(shop, "status=unapplied"),
    ([attempt]) => attempt?.unapplied_reason != null
  )
  if (!unapplied) throw new Error("No money is unapplied.")
  return unapplied
}

async function cancelledThenPaid(shop: TestShop) {
  const placed = await order(shop, { method: "momo", phone: PHONE })
  const cancelled = await asAdmin(shop, "POST", `/orders/${placed.orderId}/cancel`)
  expect(cancelled.status).toBe(200)
  shop.sandbox.decide(String(callsOf(shop.sandbox, "pay")[0]?.refid), "pays")
  return { ...placed, unapplied: await untilUnapplied(shop) }
}

inShop({ env: { KPAY_OPTIONS: JSON.stringify({ resendAfter: "1s" }) } }, (shop) => {
  /** The phones have had their time, so that a further attempt may start. */
  const letRing = () =>
    inDatabase(shop(), "update kpay_attempt set created_at = created_at - interval '2 seconds'")

  /** The carts that became orders. */
  const listOrderedCarts = async () =>
    (
      await readDatabase<{ cart_id: string }>(
        shop(),
        "select cart_id from order_cart where deleted_at is null"
      )
    ).map(({ cart_id }) => cart_id)

  /** A shopper who has chosen K-Pay, and has not placed the order. Medusa's links begin with this cart. */
  const chooseAsStranger = async () => {
    const { collectionId } = await shop().shopper.fillCart()
    await shop().shopper.choose(collectionId, { method: "momo", phone: "0788 300 900" })
  }

  /** Fills a cart of which a prompt is out before it is an order. */
  const promptForCart = async (phone = PHONE) => {
    const { shopper } = shop()
    const cart = await shopper.fillCart()
    const sessionId = await shopper.choose(cart.collectionId, {})
    await shopper.tryAgain(sessionId, { method: "momo", phone })
    return { ...cart, sessionId }
  }

  /** The payer of a cart's prompt has approved, and only completing the cart asks K-Pay about it. */
  const approvedForCart = async () => {
    const cart = await promptForCart(PAYS_WITHOUT_CALLBACK)
    await keepJobAway(shop())
    await eventually(
      () => shop().sandbox.transactions()[0]?.statusid,
      (statusid) => statusid === "01"
    )
    return cart
  }

  /** Completing the cart fails before Medusa would give the captured money back. */
  const untilCapturedInVain = async (cartId: string) => {
    await inDatabase(
      shop(),
      `update cart_line_item set deleted_at = now() where cart_id = '${cartId}'`
    )
    shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
    await eventually(
      () => shop().kpay.listAttempts(),
      (attempts) => attempts.some(({ status, leased_until }) => status === "paid" && !leased_until)
    )
  }

  /** As a cart that costs more or less. Choosing and changing at the same moment leaves a session of the amount of before. */
  const changeAmount = (collectionId: string, by: number) =>
    inDatabase(
      shop(),
      `update payment_collection set amount = amount + ${by},
         raw_amount = jsonb_build_object('value', (amount + ${by})::text, 'precision', 20)
       where id = '${collectionId}'`
    )

  const restoreItems = (cartId: string) =>
    inDatabase(shop(), `update cart_line_item set deleted_at = null where cart_id = '${cartId}'`)

  /** The job tries once more, so many minutes later, and is done. */
  const tryAgainAfter = async (minutes: number) => {
    await inDatabase(
      shop(),
      `update kpay_attempt set paid_at = paid_at - interval '${minutes} minutes', captured_seen_at = now() - interval '${minutes} minutes', due_at = now();
       update payment set captured_at = captured_at - interval '${minutes} minutes'`
    )
    await untilIdle(shop())
  }

  describe("Money that no order takes is unapplied", () => {
    it("order cancelled, then paid: the money is unapplied, an admin refunds it by hand, and the shopper reads that the shop has it", async () => {
      const told = listenTo(shop(), "kpay.payment.unapplied")
      const due = listenTo(shop(), "kpay.refund.due")
      const sent = listenTo(shop(), "kpay.refund.sent")
      const { unapplied, orderId, sessionId, total } = await cancelledThenPaid(shop())
      expect(unapplied).toMatchObject({
        status: "unapplied",
        actions: ["apply", "refund", "dismiss"],
        unapplied_reason: "order_cancelled",
        order_id: orderId,
        amount: total,
        phone_masked: "0788 ••• 000",
      })
      expect(await readOrder(shop().container, orderId)).toMatchObject({
        isPaid: false,
        booked: [],
      })
      expect(await shop().shopper.readSession(sessionId)).toMatchObject({
        status: "unapplied",
        reason_code: "unapplied",
        can_retry: false,
        actions: ["wait"],
        message: expect.stringContaining(unapplied.refid) as string,
      })

      const refused = await asAdmin(shop(), "POST", `/kpay/attempts/${unapplied.id}/apply`, {})
      expect(refused).toMatchObject({
        status: 400,
        body: {
          type: "not_allowed",
          message: expect.stringContaining("cancelled") as string,
          message_id: "order_cancelled",
          details: {},
        },
      })

      const { body: owed } = await asAdmin<KpayRefundResponse>(shop(), "POST", "/kpay/refunds", {
        attempt_id: unapplied.id,
      })
      expect(owed.refund).toMatchObject({ status: "due", amount: total, reference: null })
      const twice = await asAdmin(shop(), "POST", "/kpay/refunds", { attempt_id: unapplied.id })
      expect(twice.status).toBe(400)
      const unsent = await asAdmin(shop(), "POST", `/kpay/refunds/${owed.refund.id}/sent`, {})
      expect(unsent).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("reference") as string },
      })
      const { body: finished } = await asAdmin<KpayRefundResponse>(
        shop(),
        "POST",
        `/kpay/refunds/${owed.refund.id}/sent`,
        { reference: "MP241124.1" }
      )
      expect(finished.refund).toMatchObject({
        status: "sent",
        reference: "MP241124.1",
        sent_by: expect.stringMatching(/^user_/) as string,
      })
      await eventually(
        () => [told, due, sent].map((events) => events.length),
        (counts) => counts.join() === "1,1,1"
      )
      const { body } = await asAdmin<KpayAttemptResponse>(
        shop(),
        "GET",
        `/kpay/attempts/${unapplied.id}`
      )
      expect(body.attempt).toMatchObject({ status: "refunded", actions: [] })
      expect(body.journal.map(({ event }) => event)).toEqual(
        expect.arrayContaining([
          "pay_sent",
          "pay_accepted",
          "callback",
          "status_paid",
          "unapplied",
          "refund_due",
          "refund_sent",
        ])
      )
      for (const decided of ["refund_due", "refund_sent"])
        expect(body.journal.find(({ event }) => event === decided)?.actor).toMatch(/^user_/)
      expect(body.journal.find(({ event }) => event === "status_paid")?.said).toBe(
        "Successfully processed transaction (01)"
      )
    })

    it("is applied to another order that owes the amount", async () => {
      const { unapplied, orderId, sessionId } = await cancelledThenPaid(shop())
      const other = await order(shop(), { method: "momo", phone: "0788 300 222" })
      const { status, body } = await asAdmin<KpayAttemptResponse>(
        shop(),
        "POST",
        `/kpay/attempts/${unapplied.id}/apply`,
        { order_id: other.orderId }
      )
      expect(status).toBe(200)
      expect(body.attempt).toMatchObject({
        status: "applied",
        unapplied_reason: null,
        order_id: other.orderId,
      })
      expect(await untilPaid(shop(), other.orderId)).toMatchObject({ booked: [other.total] })
      // Core's "Check status" on the order that it left, which core still takes for waiting, books nothing there.
      const check = await asAdmin(shop(), "POST", `/orders/${orderId}/payment-sessions/authorize`, {
        payment_session_id: sessionId,
      })
      expect(check).toMatchObject({ status: 200, body: { is_authorized: false } })
      expect(await readOrder(shop().container, orderId)).toMatchObject({ booked: [] })
      // The prompt of the other order is still out; when it is approved too, that money is unapplied.
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[1]?.refid), "pays")
      const second = await untilUnapplied(shop())
      expect(second).toMatchObject({ unapplied_reason: "overpaid" })
      const told = await shop().shopper.readSession(other.sessionId)
      expect(told).toMatchObject({ status: "paid", poll_after_ms: null })
      expect(told.message).toBe(
        `Paid. Thank you. The shop has received a second payment as well, and will contact you about it. Reference ${second.refid}`
      )
      await asAdmin(shop(), "POST", `/orders/${other.orderId}/payment-sessions/authorize`, {
        payment_session_id: other.sessionId,
      })
      expect(await readOrder(shop().container, other.orderId)).toMatchObject({
        booked: [other.total],
      })
    })

    it("waits for a person: Medusa's check of the status books it for no order, nor for its own", async () => {
      const { orderId, sessionId } = await order(shop(), { method: "momo", phone: PHONE })
      await inDatabase(
        shop(),
        `update kpay_attempt set status = 'unapplied', unapplied_reason = 'currency_differs', paid_at = now(), due_at = null`
      )
      const check = await asAdmin(shop(), "POST", `/orders/${orderId}/payment-sessions/authorize`, {
        payment_session_id: sessionId,
      })
      expect(check).toMatchObject({ status: 200, body: { is_authorized: false } })
      expect(await readOrder(shop().container, orderId)).toMatchObject({ booked: [] })
      expect(await listAttempts(shop(), "status=unapplied")).toHaveLength(1)
    })

    it("given to another order, it shows its own shopper nothing of that order, whatever core has deleted", async () => {
      const { shopper, kpay } = shop()
      const { unapplied, orderId, sessionId } = await cancelledThenPaid(shop())
      const other = await order(shop(), { method: "momo", phone: "0788 300 222" })
      await asAdmin(shop(), "POST", `/kpay/attempts/${unapplied.id}/apply`, {
        order_id: other.orderId,
      })
      await untilPaid(shop(), other.orderId)
      const { payment_collection_id } = (await kpay.findChoice(sessionId)) ?? {}
      const erase = (table: string, id: string | null | undefined, key = "id") =>
        inDatabase(shop(), `update ${table} set deleted_at = now() where ${key} = '${id ?? ""}'`)
      expect(await shopper.readSession(sessionId)).toMatchObject({ order_id: orderId })
      await erase("payment_session", sessionId)
      expect(await shopper.readSession(sessionId)).toMatchObject({ order_id: orderId })
      // A deleted payment collection leaves its link behind.
      await erase("payment_collection", payment_collection_id)
      expect(await shopper.readSession(sessionId)).toMatchObject({ order_id: orderId })
      for (const link of ["order_payment_collection", "cart_payment_collection"])
        await erase(link, payment_collection_id, "payment_collection_id")
      expect(await shopper.readSession(sessionId)).toMatchObject({
        status: "paid",
        order_id: null,
        display_id: null,
      })
    })

    it("of which Medusa's refund of a part is due, it is applied to no order: only the rest is refunded or dismissed", async () => {
      const admin = new AdminShop(shop)
      const { orderId, collectionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      // Core captures the money and cannot write it into the order's books.
      await inDatabase(
        shop(),
        `create function refuse_write() returns trigger as 'begin raise exception ''held up by the test itself''; end' language plpgsql;
         create trigger refuse_write before insert on order_transaction for each row execute function refuse_write()`
      )
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
      await untilCaptured(shop(), collectionId)
      await untilIdle(shop())
      await inDatabase(
        shop(),
        `update kpay_attempt set paid_at = paid_at - interval '16 minutes', due_at = now(),
           captured_seen_at = now() - interval '16 minutes'`
      )
      const unapplied = await untilUnapplied(shop())
      expect(unapplied).toMatchObject({ unapplied_reason: "completion_failed" })
      await inDatabase(shop(), "drop trigger refuse_write on order_transaction")
      await admin.refund(orderId, 2_000)
      const other = await order(shop(), { method: "momo", phone: "0788 300 222" })
      const apply = await asAdmin(shop(), "POST", `/kpay/attempts/${unapplied.id}/apply`, {
        order_id: other.orderId,
      })
      expect(apply).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("refund of a part") as string },
      })
      expect(await readOrder(shop().container, other.orderId)).toMatchObject({ booked: [] })
      const [now] = await listAttempts(shop(), "status=unapplied")
      expect(now?.actions).toEqual(["refund", "dismiss"])
      await asAdmin(shop(), "POST", "/kpay/refunds", { attempt_id: unapplied.id })
      const { body } = await asAdmin<KpayRefundsResponse>(shop(), "GET", "/kpay/refunds")
      expect(body.refunds.map(({ amount }) => amount).sort()).toEqual([2_000, total - 2_000].sort())
    })

    it("given to another order, the way back from the card page tells its own shopper nothing of that order", async () => {
      const { kpay, baseUrl } = shop()
      const { unapplied, orderId, sessionId, collectionId } = await cancelledThenPaid(shop())
      const other = await order(shop(), { method: "momo", phone: "0788 300 222" })
      await asAdmin(shop(), "POST", `/kpay/attempts/${unapplied.id}/apply`, {
        order_id: other.orderId,
      })
      await untilPaid(shop(), other.orderId)
      const { token = "" } = (await kpay.findAttempt(unapplied.id)) ?? {}
      const goBack = async (page: string) => {
        const answer = await fetch(`${baseUrl}/kpay/return/${token}${page}`, { redirect: "manual" })
        expect(answer.status).toBe(303)
        return new URL(answer.headers.get("location") ?? "", baseUrl)
      }
      expect(Object.fromEntries((await goBack("")).searchParams)).toEqual({
        session_id: sessionId,
        order_id: orderId,
      })
      const { pathname } = await goBack("/pay-page")
      const link = await openPayLink(shop().container, pathname.split("/").at(-1) ?? "")
      expect(link).toMatchObject({ collectionId })
    })

    it("is dismissed with a reason, and never without one", async () => {
      const { unapplied } = await cancelledThenPaid(shop())
      const path = `/kpay/attempts/${unapplied.id}/dismiss`
      expect((await asAdmin(shop(), "POST", path, {})).status).toBe(400)
      const { body } = await asAdmin<KpayAttemptResponse>(shop(), "POST", path, {
        reason: "Paid back in the shop",
      })
      expect(body.attempt).toMatchObject({ status: "dismissed", actions: [] })
      expect(body.journal).toContainEqual(
        expect.objectContaining({
          event: "dismissed",
          note: "Paid back in the shop",
          actor: expect.stringMatching(/^user_/) as string,
          actor_name: "admin@example.com",
          created_at: expect.any(String) as string,
        })
      )
    })

    it("two attempts paid: one pays the order, and the money of the other is unapplied", async () => {
      const { sandbox, shopper } = shop()
      const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await letRing()
      const { status, body } = await shopper.tryAgain(sessionId, {
        method: "airtel",
        phone: "0738 300 000",
      })
      expect(status).toBe(200)
      expect(body.kpay).toMatchObject({
        status: "pending",
        method: "airtel",
        phone_masked: "0738 ••• 000",
      })
      for (const { refid } of callsOf(sandbox, "pay")) sandbox.decide(String(refid), "pays")
      expect(await untilUnapplied(shop())).toMatchObject({
        unapplied_reason: "overpaid",
        order_id: orderId,
      })
      expect(await untilPaid(shop(), orderId)).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      const attempts = await listAttempts(shop(), `order_id=${orderId}`)
      expect(attempts.map(({ status }) => status).sort()).toEqual(["applied", "unapplied"])
      expect(await shopper.readSession(sessionId)).toMatchObject({
        status: "paid",
        order_id: orderId,
      })
    })

    it("chosen again when Medusa has the money and it is not recorded yet: the order keeps it", async () => {
      const { shopper, sandbox, container, kpay } = shop()
      const byPhone = { method: "momo", phone: PHONE }
      const { orderId, collectionId, total } = await order(shop(), byPhone)
      await beforeItIsApplied(shop(), async () => {
        sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
        await untilCaptured(shop(), collectionId)
        await expect(shopper.choose(collectionId, byPhone)).rejects.toThrow()
        // Had the shopper been a moment faster, core would have deleted the session.
        await inDatabase(
          shop(),
          `delete from payment_session where payment_collection_id = '${collectionId}'`
        )
        await shopper.choose(collectionId, byPhone)
      })
      const [attempt] = await eventually(
        () => kpay.listAttempts({ payment_collection_id: collectionId }),
        ([one]) => one?.status === "applied" || one?.status === "unapplied"
      )
      expect(attempt).toMatchObject({ status: "applied", order_id: orderId })
      expect(await readOrder(container, orderId)).toMatchObject({ payments: 1, booked: [total] })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })

    it("callback lost: K-Pay is asked before the shopper gets a further prompt", async () => {
      const { shopper, sandbox } = shop()
      const { orderId, sessionId } = await order(shop(), { method: "momo", phone: "0788 0000 04" })
      await keepJobAway(shop())
      sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
      await letRing()
      const again = await shopper.tryAgain(sessionId, { method: "momo", phone: PHONE })
      expect(again).toMatchObject({ status: 409, body: { kpay: { status: "paid" } } })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
      await untilPaid(shop(), orderId)
    })

    it("a cancelled order refunds the money that paid it, and not money that was applied to another order", async () => {
      const { sandbox, shopper } = shop()
      const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await letRing()
      await shopper.tryAgain(sessionId, { method: "airtel", phone: "0738 300 000" })
      for (const { refid } of callsOf(sandbox, "pay")) sandbox.decide(String(refid), "pays")
      const second = await untilUnapplied(shop())
      await untilPaid(shop(), orderId)
      const [seen] = await listAttempts(shop(), "status=unapplied")
      expect(seen).toMatchObject({ unapplied_reason: "overpaid", order_is_paid: true })
      const twice = await asAdmin(shop(), "POST", `/kpay/attempts/${second.id}/apply`, {})
      expect(twice).toMatchObject({
        status: 400,
        body: { message_id: "order_owes_nothing", details: { amount: "RWF 6,200" } },
      })
      const other = await order(shop(), { method: "momo", phone: "0788 300 222" })
      await asAdmin(shop(), "POST", `/kpay/attempts/${second.id}/apply`, {
        order_id: other.orderId,
      })
      await untilPaid(shop(), other.orderId)

      await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
      const { body } = await asAdmin<KpayRefundsResponse>(shop(), "GET", "/kpay/refunds")
      expect(body.refunds).toEqual([expect.objectContaining({ order_id: orderId, amount: total })])
      expect(body.refunds[0]?.attempt_id).not.toBe(second.id)
    })
  })

  describe("A payment session of an amount that its cart does not cost", () => {
    it("is not asked for, and the shopper reads that the cart changed", async () => {
      const { shopper, sandbox } = shop()
      const { cartId, collectionId } = await shopper.fillCart()
      const sessionId = await shopper.choose(collectionId, { method: "momo", phone: PHONE })
      await changeAmount(collectionId, 3_500)
      expect(await shopper.placeOrder(cartId)).toMatchObject({
        type: "cart",
        error: { message: "Your cart changed. Choose how you want to pay again." },
      })
      const { status, body } = await shopper.tryAgain(sessionId, { method: "momo", phone: PHONE })
      expect([status, body.message]).toEqual([
        404,
        "Your cart changed. Choose how you want to pay again.",
      ])
      expect(callsOf(sandbox, "pay")).toHaveLength(0)
    })

    it("makes no order of the money that was asked for before", async () => {
      const { cartId, collectionId } = await promptForCart()
      await changeAmount(collectionId, 3_500)
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
      expect(await untilUnapplied(shop())).toMatchObject({ unapplied_reason: "cart_changed" })
      expect((await shop().shopper.placeOrder(cartId)).type).toBe("cart")
      expect(await shop().kpay.listAttempts()).toMatchObject([{ status: "unapplied" }])
      expect(await listOrderedCarts()).toEqual([])
    })

    it("makes no order while its prompt is out", async () => {
      const { cartId, collectionId } = await promptForCart()
      await changeAmount(collectionId, 3_500)
      expect(await shop().shopper.placeOrder(cartId)).toMatchObject({
        type: "cart",
        error: { message: "Your cart changed. Choose how you want to pay again." },
      })
      expect(await listOrderedCarts()).toEqual([])
    })

    it("makes no order of that money either where the shopper places the order", async () => {
      const { cartId, collectionId } = await approvedForCart()
      await changeAmount(collectionId, 3_500)
      expect(await shop().shopper.placeOrder(cartId)).toMatchObject({
        type: "cart",
        error: { message: expect.stringContaining("The shop will contact you") as string },
      })
      expect(await listOrderedCarts()).toEqual([])
    })
  })

  describe("Test money, once the shop is live", () => {
    /** A shop is started again with other options for this. */
    const whileLive = async (act: () => Promise<void>): Promise<void> => {
      const account = shop().kpay.settings.accounts.default ?? {}
      Object.assign(account, { environment: "live" })
      try {
        await act()
      } finally {
        Object.assign(account, { environment: "test" })
      }
    }

    it("makes no order where the shopper places it", async () => {
      const { cartId } = await approvedForCart()
      const [known] = await shop().kpay.listAttempts()
      if (known) await shop().kpay.askUnlessBusy(known)
      await whileLive(async () => {
        expect((await shop().shopper.placeOrder(cartId)).type).toBe("cart")
      })
      expect(await listOrderedCarts()).toEqual([])
    })

    it("is applied to no order, and the admin reads why", async () => {
      const { unapplied } = await cancelledThenPaid(shop())
      const { orderId } = await order(shop(), { method: "momo", phone: "0788 300 111" })
      const path = `/kpay/attempts/${unapplied.id}`
      await whileLive(async () => {
        const { body } = await asAdmin<KpayAttemptResponse>(shop(), "GET", path)
        expect(body.attempt.actions).toEqual(["dismiss"])
        expect(
          await asAdmin(shop(), "POST", "/kpay/refunds", { attempt_id: unapplied.id, note: "x" })
        ).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("no real money") as string },
        })
        const refused = await asAdmin(shop(), "POST", `/kpay/attempts/${unapplied.id}/apply`, {
          order_id: orderId,
        })
        expect(refused).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("no real money") as string },
        })
      })
      expect((await readOrder(shop().container, orderId)).booked).toEqual([])
    })

    it("that is on its way to an order waits for a person", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      await beforeItIsApplied(shop(), async () => {
        await inDatabase(
          shop(),
          `create trigger refuse_capture before insert on capture for each row execute function refuse()`
        )
        shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
        await eventually(
          () => shop().kpay.listAttempts(),
          ([attempt]) => attempt?.status === "paid" && attempt.leased_until === null
        )
      })
      await whileLive(async () => {
        await inDatabase(
          shop(),
          "drop trigger refuse_capture on capture; update kpay_attempt set due_at = now()"
        )
        expect(await untilUnapplied(shop())).toMatchObject({ unapplied_reason: "test_money" })
      })
      expect((await readOrder(shop().container, orderId)).booked).toEqual([])
    })

    it("holds up no real payment of its order", async () => {
      const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
      await inDatabase(
        shop(),
        `update kpay_attempt set status = 'unapplied', unapplied_reason = 'test_money', paid_at = now(), due_at = null`
      )
      await whileLive(async () => {
        await asAdmin(shop(), "POST", `/kpay/orders/${orderId}/prompt`, {
          method: "momo",
          phone: "0788 300 111",
        })
        expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
        shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[1]?.refid), "pays")
        expect(await untilPaid(shop(), orderId)).toMatchObject({ booked: [total] })
      })
    })

    it("pays no order of a cart that costs as much: real money is asked for", async () => {
      const { cartId, collectionId, sessionId } = await promptForCart()
      await inDatabase(shop(), `delete from payment_session where id = '${sessionId}'`)
      await changeAmount(collectionId, 1)
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
      await untilUnapplied(shop())
      await changeAmount(collectionId, -1)
      await whileLive(async () => {
        await shop().shopper.choose(collectionId, { method: "momo", phone: PHONE })
        expect((await shop().shopper.placeOrder(cartId)).type).toBe("order")
      })
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
      expect(await readDatabase(shop(), "select id from order_transaction")).toEqual([])
      expect(await shop().kpay.listAttempts()).toMatchObject([
        { status: "pending" },
        { status: "unapplied" },
      ])
    })
  })

  describe("Money of a payment session that Medusa has deleted", () => {
    it("because completing the cart failed, makes the order of its own cart, and another shopper's cart gets no order and no prompt", async () => {
      const { shopper, sandbox, kpay } = shop()
      await chooseAsStranger()
      const { cartId, sessionId, total } = await promptForCart()
      await letRing()
      await shopper.tryAgain(sessionId, { method: "airtel", phone: "0738 300 000" })
      const [first, second] = callsOf(sandbox, "pay").map(({ refid }) => String(refid))
      await setStock(shop(), 0)
      sandbox.decide(second ?? "", "pays")
      expect(await untilUnapplied(shop())).toMatchObject({ unapplied_reason: "completion_failed" })
      await eventually(
        () => readDatabase(shop(), `select id from payment_session where id = '${sessionId}'`),
        (sessions) => sessions.length === 0
      )
      await setStock(shop(), 100)

      sandbox.decide(first ?? "", "pays")
      const [late] = await eventually(
        async () => {
          // Another process would have had its time to book the money.
          await inDatabase(
            shop(),
            "update kpay_attempt set captured_seen_at = now() - interval '1 minute', due_at = now() where status = 'paid' and captured_seen_at is not null"
          )
          return (await kpay.listAttempts()).filter(({ refid }) => refid === first)
        },
        ([attempt]) => attempt?.order_id != null || callsOf(sandbox, "pay").length > 2
      )
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
      expect(await listOrderedCarts()).toEqual([cartId])
      expect(late).toMatchObject({ status: "applied", order_id: expect.any(String) as string })
      expect(await readOrder(shop().container, late?.order_id ?? "")).toMatchObject({
        booked: [total],
      })
      expect(await listAttempts(shop(), "status=unapplied")).toHaveLength(1)
    })

    it("because the shopper chose again, makes the order of its own cart when an admin applies it, and another shopper's cart gets no order and no prompt", async () => {
      const { shopper, sandbox } = shop()
      await chooseAsStranger()
      const { cartId, collectionId, total } = await promptForCart()
      await untilCapturedInVain(cartId)
      // The shopper was a moment faster than our guard: see "chosen again when Medusa has the money".
      await inDatabase(
        shop(),
        `delete from payment_session where payment_collection_id = '${collectionId}'`
      )
      await shopper.choose(collectionId, { method: "momo", phone: PHONE })
      await restoreItems(cartId)
      await tryAgainAfter(1)
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
      expect(await listOrderedCarts()).toEqual([])
      await tryAgainAfter(15)
      const { id, unapplied_reason } = await untilUnapplied(shop())
      expect(unapplied_reason).toBe("completion_failed")
      const { body } = await asAdmin<KpayAttemptResponse>(
        shop(),
        "POST",
        `/kpay/attempts/${id}/apply`,
        {}
      )
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
      expect(await listOrderedCarts()).toEqual([cartId])
      expect(body.attempt).toMatchObject({ status: "applied", unapplied_reason: null })
      expect(await untilPaid(shop(), body.attempt.order_id ?? "")).toMatchObject({
        total,
        booked: [total],
      })
    })
  })

  describe("Money that Medusa has captured for a cart and could not complete it with", () => {
    const decisions = {
      refunded: async (id: string) =>
        asAdmin<KpayRefundResponse>(shop(), "POST", "/kpay/refunds", { attempt_id: id }),
      dismissed: async (id: string) =>
        asAdmin(shop(), "POST", `/kpay/attempts/${id}/dismiss`, {
          reason: "Paid back in the shop",
        }),
    }
    it.each(["refunded", "dismissed"] as const)(
      "is %s: no order is placed with it, and the shopper who wants the goods pays once more",
      async (decision) => {
        const { shopper, sandbox } = shop()
        const { cartId, collectionId, total } = await promptForCart()
        await untilCapturedInVain(cartId)
        await tryAgainAfter(16)
        const { id } = await untilUnapplied(shop())
        await restoreItems(cartId)
        expect((await decisions[decision](id)).status).toBe(200)

        await expect(shopper.placeOrder(cartId)).rejects.toThrow()
        expect(await listOrderedCarts()).toEqual([])
        await shopper.choose(collectionId, { method: "momo", phone: PHONE })
        const placed = await shopper.placeOrder(cartId)
        if (placed.type !== "order") throw new Error(placed.error.message)
        expect((await readOrder(shop().container, placed.order.id)).booked).toEqual([])
        expect(callsOf(sandbox, "pay")).toHaveLength(2)
        sandbox.decide(String(callsOf(sandbox, "pay")[1]?.refid), "pays")
        await eventually(
          async () => (await readOrder(shop().container, placed.order.id)).booked,
          (booked) => booked.length > 0
        )
        expect((await readOrder(shop().container, placed.order.id)).booked).toEqual([total])
        expect(await shop().kpay.findAttempt(id)).toMatchObject({
          status: decision === "refunded" ? "refund_due" : "dismissed",
        })
        expect(await listRefunds(shop())).toMatchObject(
          decision === "refunded" ? [{ amount: total, status: "due" }] : []
        )
      }
    )

    it("is neither sent back nor dismissed when Medusa has booked it all the same: an admin applies it", async () => {
      const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
      await untilPaid(shop(), orderId)
      await untilIdle(shop())
      await inDatabase(
        shop(),
        "update kpay_attempt set status = 'unapplied', unapplied_reason = 'completion_failed', due_at = null"
      )
      const { id } = await untilUnapplied(shop())
      for (const decide of Object.values(decisions))
        expect(await decide(id)).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("Medusa has booked this money") as string },
        })
      expect(await listRefunds(shop())).toEqual([])
      const { body } = await asAdmin<KpayAttemptResponse>(
        shop(),
        "POST",
        `/kpay/attempts/${id}/apply`,
        {}
      )
      expect(body.attempt).toMatchObject({ status: "applied", order_id: orderId })
      expect((await readOrder(shop().container, orderId)).booked).toEqual([total])
    })

    it("can be sent back while a further prompt of its cart waits", async () => {
      const { shopper, kpay } = shop()
      const { cartId, sessionId } = await promptForCart()
      await letRing()
      await shopper.tryAgain(sessionId, { method: "airtel", phone: "0738 300 000" })
      await untilCapturedInVain(cartId)
      await tryAgainAfter(16)
      const { id, refid } = await untilUnapplied(shop())
      expect(refid).toBe(callsOf(shop().sandbox, "pay")[0]?.refid)
      expect((await decisions.refunded(id)).status).toBe(200)
      expect((await kpay.listAttempts()).map(({ status }) => status)).toEqual([
        "pending",
        "refund_due",
      ])
    })

    it("is not decided about while Medusa is working on its cart", async () => {
      const { container, kpay } = shop()
      const { cartId } = await promptForCart()
      await untilCapturedInVain(cartId)
      await tryAgainAfter(16)
      const { id } = await untilUnapplied(shop())
      const locking = container.resolve(Modules.LOCKING)
      await locking.acquire(cartId, { expire: 100_000 })
      for (const decide of Object.values(decisions))
        expect(await decide(id)).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("Try again in a moment") as string },
        })
      expect(await kpay.findAttempt(id)).toMatchObject({ status: "unapplied" })
      await locking.release(cartId)
      expect((await decisions.refunded(id)).status).toBe(200)
    })
  })

  describe("Further attempts", () => {
    it("failed, then another number: the order is paid, without a new order", async () => {
      const { shopper, sandbox } = shop()
      const { orderId, sessionId, total } = await order(shop(), {
        method: "momo",
        phone: "0788 0000 03",
      })
      await eventually(
        () => shopper.readSession(sessionId),
        ({ status }) => status === "failed"
      )
      const wrong = await shopper.tryAgain(sessionId, { method: "momo", phone: "12" })
      expect(wrong.status).toBe(400)
      const { status } = await shopper.tryAgain(sessionId, {
        method: "momo",
        phone: "0788 0000 01",
      })
      expect(status).toBe(200)
      expect(await untilPaid(shop(), orderId)).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
      const paid = await shopper.tryAgain(sessionId, { method: "momo", phone: "0788 0000 01" })
      expect(paid).toMatchObject({ status: 409, body: { kpay: { status: "paid" } } })
      expect(callsOf(sandbox, "pay")).toHaveLength(2)
    })

    it("failed, then paid late: the order becomes paid", async () => {
      const { shopper, sandbox } = shop()
      const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      const refid = String(callsOf(sandbox, "pay")[0]?.refid)
      sandbox.decide(refid, "fails")
      await eventually(
        () => shopper.readSession(sessionId),
        ({ status }) => status === "failed"
      )
      sandbox.decide(refid, "pays")
      expect(await untilPaid(shop(), orderId)).toMatchObject({ booked: [total] })
    })

    it("before the order exists: the prompt goes out, and the order is placed once it is approved", async () => {
      const { shopper, sandbox } = shop()
      const { cartId, collectionId, total } = await shopper.fillCart()
      const sessionId = await shopper.choose(collectionId, {})
      const started = await shopper.tryAgain(sessionId, { method: "momo", phone: PHONE })
      expect(started).toMatchObject({ status: 200, body: { kpay: { status: "pending" } } })
      sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
      const { order_id } = await eventually(
        () => shopper.readSession(sessionId),
        (session) => session.status === "paid" && session.order_id !== null
      )
      expect(await untilPaid(shop(), order_id ?? "")).toEqual({
        total,
        isPaid: true,
        payments: 1,
        booked: [total],
      })
      expect(await shopper.placeOrder(cartId)).toMatchObject({
        type: "order",
        order: { id: order_id },
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
    })
  })

  describe("Medusa's refunds are due until an admin has sent them", () => {
    const refund = async (paymentId: string, amount: number) =>
      asAdmin(shop(), "POST", `/payments/${paymentId}/refund`, { amount })
    const paidOrder = async () => {
      const placed = await order(shop(), { method: "momo", phone: "0788 0000 01" })
      await untilPaid(shop(), placed.orderId)
      await eventually(
        () => listAttempts(shop(), "status=applied"),
        (attempts) => attempts.length === 1
      )
      const { body } = await asAdmin<{
        order: { payment_collections: { payments: { id: string }[] }[] }
      }>(shop(), "GET", `/orders/${placed.orderId}?fields=*payment_collections.payments`)
      return { ...placed, paymentId: body.order.payment_collections[0]?.payments[0]?.id ?? "" }
    }
    const readRefunds = async () =>
      (await asAdmin<KpayRefundsResponse>(shop(), "GET", "/kpay/refunds")).body.refunds

    it("a partial refund is due, and refunds never exceed the payment", async () => {
      const { orderId, paymentId, total } = await paidOrder()
      expect((await refund(paymentId, 1_000)).status).toBe(200)
      expect(await readRefunds()).toEqual([
        expect.objectContaining({
          status: "due",
          amount: 1_000,
          order_id: orderId,
          phone_masked: "0788 ••• 001",
        }),
      ])
      expect((await refund(paymentId, total)).status).toBe(400)
      expect((await refund(paymentId, total - 1_000)).status).toBe(200)
      expect((await readRefunds()).reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    })

    it("cancelling a paid order makes its refund due, and sends no prompt", async () => {
      const { orderId, total } = await paidOrder()
      expect((await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)).status).toBe(200)
      expect(await readRefunds()).toEqual([
        expect.objectContaining({ status: "due", amount: total }),
      ])
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    })
  })

  describe("The admin's list", () => {
    it("finds a payment by any of its ids, its order or its phone, and shows every payment once over its pages", async () => {
      const { sandbox, kpay } = shop()
      const first = await order(shop(), { method: "momo", phone: "0788 0000 01" })
      const second = await order(shop(), { method: "airtel", phone: "0738 300 000" })
      await untilPaid(shop(), first.orderId)
      await eventually(
        () => listAttempts(shop(), "status=applied"),
        (attempts) => attempts.length === 1
      )
      const [mine] = await kpay.listAttempts({ status: "applied" })
      for (const q of [
        mine?.refid,
        mine?.tid,
        mine?.momo_transaction_id,
        first.orderId,
        "0788000001",
      ]) {
        const found = await listAttempts(shop(), `q=${encodeURIComponent(q ?? "")}`)
        expect(found.map(({ refid }) => refid)).toEqual([mine?.refid])
      }
      expect((await listAttempts(shop(), "q=nothing-like-it")).length).toBe(0)
      expect(
        (await listAttempts(shop(), `order_id=${second.orderId}`)).map(({ status }) => status)
      ).toEqual(["pending"])
      const page = async (cursor: string) =>
        (await asAdmin<KpayAttemptsResponse>(shop(), "GET", `/kpay/attempts?limit=1${cursor}`)).body
      const one = await page("")
      const two = await page(`&cursor=${one.next_cursor ?? ""}`)
      expect([...one.attempts, ...two.attempts].map(({ refid }) => refid)).toEqual(
        callsOf(sandbox, "pay")
          .map(({ refid }) => refid)
          .reverse()
      )
      expect(two.next_cursor).toBeNull()
      expect(JSON.stringify([one, two])).not.toMatch(/788000001|738300000/)
      expect((await asAdmin(shop(), "GET", "/kpay/attempts?cursor=x")).status).toBe(400)
    })

    it("asks K-Pay now, and refuses strangers and unknown attempts", async () => {
      const { sandbox, baseUrl } = shop()
      const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 04" })
      await keepJobAway(shop())
      sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
      const [attempt] = await listAttempts(shop())
      const { body } = await asAdmin<KpayAttemptResponse>(
        shop(),
        "POST",
        `/kpay/attempts/${attempt?.id ?? ""}/refresh`
      )
      expect(body.attempt).toMatchObject({ status: "applied", order_id: orderId })
      expect((await fetch(`${baseUrl}/admin/kpay/attempts`)).status).toBe(401)
      expect((await asAdmin(shop(), "GET", "/kpay/attempts/kpatt_unknown")).status).toBe(404)
    })
  })
})
