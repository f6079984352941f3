import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type {
  KpayAdminAttempt,
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayOrderResponse,
} from "../../src/http-types"
import { PlainBrowser } from "../plain-browser"
import { AdminShop, readAll } from "./admin-shop"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  listenTo,
  listOrderCollections,
  order,
  readDatabase,
  readOrder,
  untilPaid,
  whileWaiting,
  type TestShop,
} from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"
const COFFEE = 6_200
const TEA = 3_500
const BASKET = 45_000
/** What the coffee itself costs, without its delivery. */
const COFFEE_BACK = 5_200

const payAmounts = ({ sandbox }: TestShop): unknown[] =>
  callsOf(sandbox, "pay").map(({ amount }) => amount)

const lastRefid = ({ sandbox }: TestShop): string => String(callsOf(sandbox, "pay").at(-1)?.refid)

async function listAttempts(shop: TestShop, orderId: string): Promise<readonly KpayAdminAttempt[]> {
  return (await asAdmin<KpayAttemptsResponse>(shop, "GET", `/kpay/attempts?order_id=${orderId}`))
    .body.attempts
}

async function untilStatus(
  shop: TestShop,
  refid: string,
  status: string
): Promise<KpayAdminAttempt> {
  const [attempt] = await eventually(
    async () =>
      (await asAdmin<KpayAttemptsResponse>(shop, "GET", `/kpay/attempts?q=${refid}`)).body.attempts,
    ([one]) => one?.status === status
  )
  if (!attempt) throw new Error(`There is no attempt ${refid}.`)
  return attempt
}

async function readBalance(shop: TestShop, orderId: string): Promise<KpayOrderResponse> {
  return (await asAdmin<KpayOrderResponse>(shop, "GET", `/kpay/orders/${orderId}`)).body
}

/** Has the last prompt fail, and waits until the plugin knows it. */
async function failLast(shop: TestShop): Promise<string> {
  const refid = lastRefid(shop)
  shop.sandbox.decide(refid, "fails")
  await untilStatus(shop, refid, "failed")
  return refid
}

inShop(
  { env: { KPAY_OPTIONS: JSON.stringify({ resendAfter: "50s", cancelUnpaidAfter: "2h" }) } },
  (shop) => {
    const admin = new AdminShop(shop)

    const readPendingInCore = async (orderId: string): Promise<number> => {
      const orders = await readAll<{ id: string; summary: { pending_difference: number } }>(
        shop(),
        "order",
        ["id", "summary.pending_difference"]
      )
      return Number(orders.find(({ id }) => id === orderId)?.summary.pending_difference)
    }

    describe("An unpaid order that grows", () => {
      it("the shopper's further prompt asks what the order owes now, and pays it", async () => {
        const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
        await failLast(shop())
        await admin.addItem(orderId, "TEA-100")
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({
          status: "failed",
          amount: total + TEA,
          can_retry: true,
          actions: ["prompt"],
        })

        const { status, body } = await shop().shopper.tryAgain(sessionId, { method: "momo" })
        expect(status).toBe(200)
        expect(body.kpay).toMatchObject({ status: "pending", amount: total + TEA })
        expect(payAmounts(shop())).toEqual([total, total + TEA])
        shop().sandbox.decide(lastRefid(shop()), "pays")
        const paid = await untilPaid(shop(), orderId)
        expect(paid.booked).toEqual([total + TEA])
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({ status: "paid" })
      })

      it("the admin's further prompt asks what the order owes now", async () => {
        const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
        await failLast(shop())
        await admin.addItem(orderId, "TEA-100")
        const [failed] = await listAttempts(shop(), orderId)
        expect(failed?.actions).toEqual(["refresh", "prompt"])
        await admin.post(`/kpay/attempts/${failed?.id ?? ""}/prompt`, {})
        expect(payAmounts(shop())).toEqual([total, total + TEA])
      })

      it("the first prompt, approved late, is a part; the rest is asked for and makes the order paid", async () => {
        const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
        const first = lastRefid(shop())
        await admin.addItem(orderId, "TEA-100")
        shop().sandbox.decide(first, "pays")
        await untilStatus(shop(), first, "applied")
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({
          owed: TEA,
          owed_rwf: TEA,
          is_unpaid: true,
          actions: ["pay_link"],
        })
        const page = await new PlainBrowser().open((await admin.payLink(orderId)).url)
        expect(page.text).toContain("RWF 3,500")
        const browser = new PlainBrowser()
        await browser.press(page, "Pay RWF 3,500", { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(shop(), lastRefid(shop()), "applied")
        expect((await readOrder(shop().container, orderId)).booked.sort()).toEqual(
          [total, TEA].sort()
        )
        expect((await readBalance(shop(), orderId)).balance.is_unpaid).toBe(false)
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({ status: "paid" })
      })

      it("both prompts approved, the old one and the new one: the order takes what it owes, the other money is unapplied", async () => {
        const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
        const old = lastRefid(shop())
        await admin.addItem(orderId, "TEA-100")
        await inDatabase(
          shop(),
          "update kpay_attempt set created_at = created_at - interval '1 minute'"
        )
        await shop().shopper.tryAgain(sessionId, { method: "momo" })
        const further = lastRefid(shop())
        expect(payAmounts(shop())).toEqual([total, total + TEA])
        shop().sandbox.decide(further, "pays")
        await untilStatus(shop(), further, "applied")
        shop().sandbox.decide(old, "pays")
        expect(await untilStatus(shop(), old, "unapplied")).toMatchObject({
          unapplied_reason: "overpaid",
          actions: ["apply", "refund", "dismiss"],
        })
        expect((await readOrder(shop().container, orderId)).booked).toEqual([total + TEA])
      })

      it("money that came too late for a smaller order and was sent back holds up no further prompt for what it owes", async () => {
        const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "fails")
        await untilStatus(shop(), lastRefid(shop()), "failed")
        await admin.addItem(orderId, "TEA-100")
        await shop().shopper.tryAgain(sessionId, { method: "momo" })
        await admin.removeItem(orderId, "TEA-100")
        shop().sandbox.decide(lastRefid(shop()), "pays")
        const { id } = await untilStatus(shop(), lastRefid(shop()), "unapplied")
        await admin.post("/kpay/refunds", { attempt_id: id, note: "Too much" })
        const told = await shop().shopper.readSession(sessionId)
        expect(told).toMatchObject({ status: "failed", amount: total, can_retry: true })
        expect(told.message).toContain("does not pay this order. Pay it now, or ask the shop.")

        await shop().shopper.tryAgain(sessionId, { method: "momo" })
        expect(payAmounts(shop())).toEqual([total, total + TEA, total])
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(shop(), lastRefid(shop()), "applied")
        expect((await readOrder(shop().container, orderId)).booked).toEqual([total])
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({ status: "paid" })
      })

      it("a prompt on the shopper's page and one by a pay link of the same order make one", async () => {
        const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilPaid(shop(), orderId)
        await admin.addItem(orderId, "TEA-100")
        const { url } = await admin.payLink(orderId)
        const browser = new PlainBrowser()
        const page = await browser.open(url)
        await Promise.all([
          browser.press(page, "Pay RWF 3,500", { method: "momo", phone: PHONE }),
          shop().shopper.tryAgain(sessionId, { method: "momo" }),
          browser.press(page, "Pay RWF 3,500", { method: "momo", phone: PHONE }),
        ])
        expect(payAmounts(shop())).toEqual([total, TEA])
      })
    })

    it("taps at once for an order whose rest no payment collection asks for make one prompt", async () => {
      const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
      shop().sandbox.decide(lastRefid(shop()), "pays")
      await untilPaid(shop(), orderId)
      await admin.addItem(orderId, "TEA-100")
      const collections = await listOrderCollections(shop())
      const open = collections.find(({ status }) => status === "not_paid")
      await shop()
        .container.resolve(Modules.PAYMENT)
        .deletePaymentCollections(open?.id ?? "")
      const answers = await Promise.all(
        [1, 2, 3].map(() => shop().shopper.tryAgain(sessionId, { method: "momo" }))
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      expect(payAmounts(shop())).toEqual([total, TEA])
    })

    describe("A paid order that grows", () => {
      const growAndFail = async () => {
        const placed = await order(shop(), { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilPaid(shop(), placed.orderId)
        await admin.addItem(placed.orderId, "TEA-100")
        const browser = new PlainBrowser()
        const page = await browser.open((await admin.payLink(placed.orderId)).url)
        await browser.press(page, "Pay RWF 3,500", { method: "momo", phone: PHONE })
        await failLast(shop())
        return placed
      }
      const pass = async (time: string): Promise<void> => {
        await inDatabase(
          shop(),
          `update kpay_attempt set created_at = created_at - interval '${time}', unpaid_due_at = unpaid_due_at - interval '${time}'`
        )
        await eventually(
          () => shop().kpay.listAttempts(),
          (attempts) =>
            attempts.every(({ unpaid_due_at }) => !unpaid_due_at || unpaid_due_at > new Date())
        )
      }

      it("is neither reminded nor cancelled when the rest is not paid", async () => {
        const reminders = listenTo(shop(), "kpay.payment.reminder")
        const { orderId, total } = await growAndFail()
        await pass("61 minutes")
        await pass("61 minutes")
        await pass("61 minutes")
        expect(await admin.orderStatus(orderId)).toBe("pending")
        expect(reminders).toEqual([])
        expect(
          (await shop().kpay.listAttempts()).map(({ unpaid_due_at }) => unpaid_due_at)
        ).toEqual([null, null])
        expect((await readOrder(shop().container, orderId)).booked).toEqual([total])
      })

      it("that was packed is left to the shop, and no fault is logged", async () => {
        const errors = jest.spyOn(
          shop().container.resolve(ContainerRegistrationKeys.LOGGER),
          "error"
        )
        const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
        await failLast(shop())
        await admin.fulfill(orderId)
        await pass("61 minutes")
        // Left for good: it is not checked again.
        await eventually(
          () => shop().kpay.listAttempts(),
          ([attempt]) => attempt?.unpaid_due_at === null
        )
        expect(await admin.orderStatus(orderId)).toBe("pending")
        expect(errors.mock.calls.map(([message]) => String(message))).toEqual([])
        errors.mockRestore()
      })

      it("after a part was refunded, still says what it owes and can be paid by a link", async () => {
        const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilPaid(shop(), orderId)
        await admin.refund(orderId, 1_000)
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({
          owed: 0,
          is_unpaid: false,
          actions: [],
        })
        await admin.addItem(orderId, "TEA-100")
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({
          owed: TEA,
          is_unpaid: true,
          actions: ["pay_link"],
        })
        expect(total).toBe(COFFEE)
        expect(await admin.payLink(orderId)).toMatchObject({ amount: TEA })
      })

      it("whose edit is taken back while the prompt is open books nothing beyond what it owes", async () => {
        const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilPaid(shop(), orderId)
        await admin.addItem(orderId, "TEA-100")
        const browser = new PlainBrowser()
        const page = await browser.open((await admin.payLink(orderId)).url)
        await browser.press(page, "Pay RWF 3,500", { method: "momo", phone: PHONE })
        await admin.removeItem(orderId, "TEA-100")
        shop().sandbox.decide(lastRefid(shop()), "pays")
        expect(await untilStatus(shop(), lastRefid(shop()), "unapplied")).toMatchObject({
          unapplied_reason: "overpaid",
        })
        expect((await readOrder(shop().container, orderId)).booked).toEqual([total])
      })
    })

    describe("An order whose summary in core has lost a payment", () => {
      it("because an edit was confirmed while core booked it, is asked for the added article and for no more", async () => {
        const { orderId, total } = await order(shop(), { method: "momo", phone: PHONE })
        let edited: Promise<void> = Promise.resolve()
        await whileWaiting(
          shop(),
          `insert on order_summary for each row when (new.order_id = '${orderId}')`,
          () => {
            edited = admin.addItem(orderId, "TEA-100")
          },
          async () => {
            shop().sandbox.decide(lastRefid(shop()), "pays")
            await untilStatus(shop(), lastRefid(shop()), "applied")
          }
        )
        await edited
        // What core itself says of it.
        expect(await readPendingInCore(orderId)).toBe(total + TEA)
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({ owed: TEA })
        const browser = new PlainBrowser()
        const page = await browser.open((await admin.payLink(orderId)).url)
        await browser.press(page, "Pay RWF 3,500", { method: "momo", phone: PHONE })
        expect(payAmounts(shop())).toEqual([total, TEA])
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(shop(), lastRefid(shop()), "applied")
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({
          owed: 0,
          is_unpaid: false,
        })
      })
    })

    describe("An order of which goods are to come back", () => {
      const orderAndSend = async () => {
        const placed = await order(shop(), { method: "momo", phone: PHONE })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilPaid(shop(), placed.orderId)
        await admin.fulfill(placed.orderId)
        return placed
      }

      /** What Medusa's dashboard shows, and what the plugin asks for. */
      const readBoth = async (orderId: string) => {
        const { body } = await asAdmin<{ order: { summary: { pending_difference: number } } }>(
          shop(),
          "GET",
          `/orders/${orderId}?fields=total,*summary`
        )
        return {
          inCore: body.order.summary.pending_difference,
          owed: (await readBalance(shop(), orderId)).balance.owed,
        }
      }

      it("for an exchange is asked for the difference, which a pay link takes once", async () => {
        const { orderId, total } = await orderAndSend()
        const difference = BASKET - COFFEE_BACK
        await admin.exchange(orderId, "COFFEE-250", "AGASEKE")
        expect(await readBoth(orderId)).toEqual({ inCore: difference, owed: difference })
        // Medusa's own payment collection asks for as much.
        expect(
          await readDatabase(
            shop(),
            `select amount::float from payment_collection join order_payment_collection as link
               on link.payment_collection_id = payment_collection.id
             where link.order_id = '${orderId}' and status = 'not_paid'`
          )
        ).toEqual([{ amount: difference }])

        const link = await admin.payLink(orderId)
        expect(link).toMatchObject({ amount: difference })
        const browser = new PlainBrowser()
        const page = await browser.open(link.url)
        await browser.press(page, "Pay RWF 39,800", { method: "momo", phone: PHONE })
        expect(payAmounts(shop())).toEqual([total, difference])
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(shop(), lastRefid(shop()), "applied")
        expect((await readOrder(shop().container, orderId)).booked.sort()).toEqual(
          [total, difference].sort()
        )
        expect(await readBoth(orderId)).toEqual({ inCore: 0, owed: 0 })
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({
          is_unpaid: false,
          actions: [],
        })
      })

      it("for an exchange that is called off owes nothing again", async () => {
        const { orderId } = await orderAndSend()
        const exchangeId = await admin.exchange(orderId, "COFFEE-250", "AGASEKE")
        await admin.post(`/exchanges/${exchangeId}/cancel`)
        expect(await readBoth(orderId)).toEqual({ inCore: 0, owed: 0 })
      })

      it("by a return owes what Medusa shows, before and after the goods arrive, and nothing where the shop owes", async () => {
        const { orderId } = await orderAndSend()
        const returnId = await admin.requestReturn(orderId, "COFFEE-250")
        expect(await readBoth(orderId)).toEqual({ inCore: -COFFEE_BACK, owed: 0 })
        await admin.addItem(orderId, "TEA-100")
        expect(await readBoth(orderId)).toEqual({ inCore: TEA - COFFEE_BACK, owed: 0 })
        await admin.addItem(orderId, "AGASEKE")
        const difference = TEA + BASKET - COFFEE_BACK
        expect(await readBoth(orderId)).toEqual({ inCore: difference, owed: difference })
        await admin.receiveReturn(orderId, returnId, "COFFEE-250")
        expect(await readBoth(orderId)).toEqual({ inCore: difference, owed: difference })
      })

      it("by a return that is called off owes the whole of what was added", async () => {
        const { orderId } = await orderAndSend()
        const returnId = await admin.requestReturn(orderId, "COFFEE-250")
        await admin.addItem(orderId, "AGASEKE")
        await admin.post(`/returns/${returnId}/cancel`)
        expect(await readBoth(orderId)).toEqual({ inCore: BASKET, owed: BASKET })
      })

      it("for a claim owes what Medusa shows", async () => {
        const { orderId } = await orderAndSend()
        await admin.replace(orderId, "COFFEE-250", "AGASEKE")
        const { inCore, owed } = await readBoth(orderId)
        expect(owed).toBe(Math.max(0, inCore))
        expect(owed).toBe(BASKET - COFFEE_BACK)
      })
    })

    describe("An order that is cancelled while its prompt is out", () => {
      it("has the shopper refuse the request, asks for nothing, and tells of money that comes all the same", async () => {
        const { orderId, sessionId } = await order(shop(), { method: "momo", phone: PHONE })
        const { url } = await admin.payLink(orderId)
        await admin.post(`/orders/${orderId}/cancel`)
        const refuse =
          "This order was cancelled, so there is nothing to pay. Refuse the request on 0788 ••• 000. If you still want the order, ask the shop."
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({
          status: "failed",
          message: refuse,
          reason_code: null,
          ussd: null,
          redirect_url: null,
          can_retry: false,
          retry_after_s: null,
          actions: ["wait"],
          poll_after_ms: expect.any(Number) as number,
        })
        const page = await new PlainBrowser().open(url)
        expect(page.text).toContain(refuse)
        expect(page.markup).toContain('http-equiv="refresh"')

        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(shop(), lastRefid(shop()), "unapplied")
        const told = expect.stringContaining("The shop will contact you") as string
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({
          status: "unapplied",
          message: told,
        })
        expect((await new PlainBrowser().open(url)).text).toEqual(told)
        expect(payAmounts(shop())).toEqual([COFFEE])
      })

      it("has nothing to refuse once the request was refused, and is not polled any more", async () => {
        const { orderId, sessionId } = await order(shop(), { method: "momo", phone: PHONE })
        await admin.post(`/orders/${orderId}/cancel`)
        await failLast(shop())
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({
          status: "failed",
          message:
            "This order was cancelled, so there is nothing to pay. If you still want it, ask the shop.",
          actions: [],
          poll_after_ms: null,
        })
      })
    })

    describe("An order that is settled otherwise", () => {
      it.each([
        ["paid by hand", (orderId: string, total: number) => admin.markAsPaid(orderId, total)],
        [
          "covered by a credit",
          (orderId: string, total: number) =>
            admin.post(`/orders/${orderId}/credit-lines`, {
              amount: total,
              reference: "gift",
              reference_id: "gift_1",
            }),
        ],
      ] as const)(
        "%s: no prompt is sent, and money that arrives late waits for a person",
        async (_, settle) => {
          const { orderId, sessionId, total } = await order(shop(), {
            method: "momo",
            phone: PHONE,
          })
          const late = lastRefid(shop())
          await inDatabase(
            shop(),
            "update kpay_attempt set created_at = created_at - interval '1 minute'"
          )
          await settle(orderId, total)
          expect(await shop().shopper.readSession(sessionId)).toMatchObject({
            can_retry: false,
            actions: ["wait"],
          })
          const { status, body } = await shop().shopper.tryAgain(sessionId, { method: "momo" })
          expect(status).toBe(409)
          expect(body.message).toContain("nothing")
          const [open] = await listAttempts(shop(), orderId)
          expect(open?.actions).toEqual(["refresh"])
          const prompt = await asAdmin(
            shop(),
            "POST",
            `/kpay/attempts/${open?.id ?? ""}/prompt`,
            {}
          )
          expect(prompt.status).toBe(400)
          const link = await asAdmin(shop(), "POST", "/kpay/pay-links", { order_id: orderId })
          expect(link.status).toBe(400)
          expect(payAmounts(shop())).toEqual([total])

          const booked = (await readOrder(shop().container, orderId)).booked
          shop().sandbox.decide(late, "pays")
          expect(await untilStatus(shop(), late, "unapplied")).toMatchObject({
            unapplied_reason: "overpaid",
          })
          expect((await readOrder(shop().container, orderId)).booked).toEqual(booked)
        }
      )
    })

    it("an order that was paid by hand takes no K-Pay money when the admin checks its status", async () => {
      // K-Pay tells nothing of this payer by itself.
      const { orderId, sessionId, total } = await order(shop(), {
        method: "momo",
        phone: "0788 0000 04",
      })
      await keepJobAway(shop())
      await admin.markAsPaid(orderId, total)
      shop().sandbox.decide(lastRefid(shop()), "pays")
      const { booked } = await readOrder(shop().container, orderId)
      const check = await asAdmin(shop(), "POST", `/orders/${orderId}/payment-sessions/authorize`, {
        payment_session_id: sessionId,
      })
      expect(check).toMatchObject({ status: 200, body: { is_authorized: false } })
      expect((await readOrder(shop().container, orderId)).booked).toEqual(booked)
      expect(await untilStatus(shop(), lastRefid(shop()), "unapplied")).toMatchObject({
        unapplied_reason: "overpaid",
      })
      expect((await readOrder(shop().container, orderId)).booked).toEqual(booked)
    })

    describe("Unapplied money", () => {
      it("of another amount than the order owes keeps admins from asking for more; the shopper may still pay", async () => {
        const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
        await failLast(shop())
        await admin.addItem(orderId, "TEA-100")
        await shop().shopper.tryAgain(sessionId, { method: "momo" })
        await admin.removeItem(orderId, "TEA-100")
        shop().sandbox.decide(lastRefid(shop()), "pays")
        const { id } = await untilStatus(shop(), lastRefid(shop()), "unapplied")
        expect((await readBalance(shop(), orderId)).balance).toMatchObject({
          owed: total,
          actions: [],
        })
        const ask = async (path: string, body: object) =>
          asAdmin<{ message: string }>(shop(), "POST", `/kpay/${path}`, { ...body })
        for (const answer of [
          await ask("pay-links", { order_id: orderId }),
          await ask(`orders/${orderId}/prompt`, { method: "momo", phone: PHONE }),
        ])
          expect(answer).toMatchObject({
            status: 400,
            body: { message: expect.stringContaining("is not applied yet") as string },
          })
        expect((await ask(`attempts/${id}/prompt`, {})).status).toBe(400)
        expect(payAmounts(shop())).toEqual([total, total + TEA])
        expect((await shop().shopper.tryAgain(sessionId, { method: "momo" })).status).toBe(200)
        expect(payAmounts(shop())).toEqual([total, total + TEA, total])
      })

      it("is not applied to an order in another currency, by name or by number", async () => {
        const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
        await admin.post(`/orders/${orderId}/cancel`)
        shop().sandbox.decide(lastRefid(shop()), "pays")
        const { id } = await untilStatus(shop(), lastRefid(shop()), "unapplied")
        const [usd] = await shop()
          .container.resolve(Modules.ORDER)
          .createOrders([
            {
              currency_code: "usd",
              email: "tourist@example.com",
              items: [{ title: "Basket", quantity: 1, unit_price: 7_000 }],
            },
          ])
        const refused = await asAdmin<{ message: string }>(
          shop(),
          "POST",
          `/kpay/attempts/${id}/apply`,
          { order_id: usd?.id }
        )
        expect(refused.status).toBe(400)
        expect(refused.body.message).toContain("USD")
        expect(await shop().kpay.findAttempt(id)).toMatchObject({ status: "unapplied" })
        expect(
          await shop()
            .container.resolve(Modules.ORDER)
            .listOrderTransactions({ order_id: usd?.id ?? "" })
        ).toEqual([])
      })

      it("whose target turned out to be in another currency is not booked there", async () => {
        const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
        const refid = lastRefid(shop())
        await inDatabase(shop(), `update "order" set currency_code = 'usd' where id = '${orderId}'`)
        shop().sandbox.decide(refid, "pays")
        expect(await untilStatus(shop(), refid, "unapplied")).toMatchObject({
          unapplied_reason: "currency_differs",
        })
        expect((await readOrder(shop().container, orderId)).booked).toEqual([])
      })

      it("can be applied as a part to an order that owes more", async () => {
        const first = await order(shop(), { method: "momo", phone: PHONE })
        await admin.post(`/orders/${first.orderId}/cancel`)
        shop().sandbox.decide(lastRefid(shop()), "pays")
        const { id } = await untilStatus(shop(), lastRefid(shop()), "unapplied")
        const second = await order(shop(), { method: "momo", phone: PHONE }, { quantity: 2 })
        const { body } = await asAdmin<KpayAttemptResponse>(
          shop(),
          "POST",
          `/kpay/attempts/${id}/apply`,
          { order_id: second.orderId }
        )
        expect(body.attempt).toMatchObject({ status: "applied", order_id: second.orderId })
        expect(body.journal.map(({ event }) => event)).toEqual(
          expect.arrayContaining(["unapplied", "apply_requested", "applied"])
        )
        const { balance } = await readBalance(shop(), second.orderId)
        expect(balance.owed).toBe(second.total - first.total)
      })
    })

    it("an order whose payment collection is deleted before the shopper pays again: nothing is sent for it, and a pay link pays the order once", async () => {
      const { shopper, sandbox } = shop()
      const { orderId, sessionId, collectionId } = await order(shop(), {
        method: "momo",
        phone: PHONE,
      })
      await failLast(shop())
      // Core's own route deletes none that has a session of K-Pay's; another plugin may.
      await inDatabase(
        shop(),
        `update payment_collection set deleted_at = now() where id = '${collectionId}'`
      )
      const again = await shopper.tryAgain(sessionId, { method: "momo", phone: PHONE })
      expect(again).toMatchObject({
        status: 404,
        body: { message: "Your cart changed. Choose how you want to pay again." },
      })
      expect(callsOf(sandbox, "pay")).toHaveLength(1)
      const browser = new PlainBrowser()
      const page = await browser.open((await admin.payLink(orderId)).url)
      await browser.press(page, "Pay RWF 6,200", { method: "momo", phone: PHONE })
      sandbox.decide(lastRefid(shop()), "pays")
      await untilStatus(shop(), lastRefid(shop()), "applied")
      expect((await readBalance(shop(), orderId)).balance).toMatchObject({ is_unpaid: false })
      const booked = await readDatabase<{ amount: string }>(
        shop(),
        `select amount::text from order_transaction where order_id = '${orderId}'`
      )
      expect(booked.map(({ amount }) => Number(amount))).toEqual([COFFEE])
    })

    it("a rest below half a franc is not asked for: the pay page shows that the order is paid", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      const { url } = await admin.payLink(orderId)
      await failLast(shop())
      const [collection] = await listOrderCollections(shop())
      await shop()
        .container.resolve(Modules.ORDER)
        .addOrderTransactions({
          order_id: orderId,
          amount: COFFEE - 0.4,
          currency_code: "rwf",
          reference: "cash",
          reference_id: collection?.id ?? "",
        })
      const page = await new PlainBrowser().open(url)
      expect(page.status).toBe(200)
      expect(page.text).toContain("This order is paid")
      expect((await readBalance(shop(), orderId)).balance).toMatchObject({
        owed: 0.4,
        owed_rwf: 0,
        is_unpaid: false,
        actions: [],
      })
    })
  }
)
