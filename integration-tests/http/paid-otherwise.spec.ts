import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { deleteDraftOrdersWorkflow } from "@medusajs/medusa/core-flows"
import type {
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayManualPayment,
  KpayManualPaymentResponse,
  KpayManualPaymentsResponse,
  KpayOrderResponse,
} from "../../src/http-types"
import refundCancelledOrdersJob from "../../src/jobs/refund-cancelled-orders"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../../src/modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../../src/modules/kpay-manual-payments/service"
import { cancelUnpaidOrders } from "../../src/operations/cancel-unpaid-orders"
import { finishManualPayments } from "../../src/operations/manual-payments/list-manual-payments"
import { PlainBrowser } from "../plain-browser"
import { AdminShop, readAll } from "./admin-shop"
import {
  asAdmin,
  beforeItIsApplied,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  listRefunds,
  loseCapture,
  order,
  readDatabase,
  readOrder,
  whileRefused as whileRefusedIn,
  type TestShop,
} from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"
/** One whose payer approves at once, and whose callback is lost. */
const PHONE_WITHOUT_CALLBACK = "0788 0000 05"

const lastRefid = ({ sandbox }: TestShop): string => String(callsOf(sandbox, "pay").at(-1)?.refid)

/** An id as admins copy it. */
const writtenForms = (id: string): string[] => [
  `TxId:${id}`,
  `TxId ${id}`,
  `txid${id}`,
  `Tx id: ${id}`,
  `FT Id: ${id}`,
  `Ref: ${id}`,
  `ID#${id}`,
  `#${id}`,
  `${id}.`,
  `(${id})`,
  `${id.slice(0, 3)}-${id.slice(3)}`,
  `${id.slice(0, 3)} ${id.slice(3)}`,
  id.replace(/\B(?=(\d{3})+$)/g, ","),
  `\u200b${id.slice(0, 4)}\u2060${id.slice(4)}`,
  id.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  `0${id}`,
]

const payAmounts = ({ sandbox }: TestShop): unknown[] =>
  callsOf(sandbox, "pay").map(({ amount }) => amount)

inShop(
  { env: { KPAY_OPTIONS: JSON.stringify({ resendAfter: "50s", cancelUnpaidAfter: "2h" }) } },
  (shop) => {
    const admin = new AdminShop(shop)

    const place = async () => order(shop(), { method: "momo", phone: PHONE })

    const draft = async (): Promise<string> => {
      const [region] = await readAll<{ id: string }>(shop(), "region", ["id"])
      const [variant] = await readAll<{ id: string }>(shop(), "variant", ["id"])
      const { draft_order } = await admin.post<{ draft_order: { id: string } }>("/draft-orders", {
        region_id: region?.id,
        email: "shopper@example.com",
        items: [{ variant_id: variant?.id, quantity: 1 }],
      })
      return draft_order.id
    }

    /** As other code of the shop may; core's route is refused. */
    const deleteByWorkflow = async (id: string) =>
      deleteDraftOrdersWorkflow(shop().container).run({ input: { order_ids: [id] } })

    const record = async (orderId: string, body: Record<string, unknown>) =>
      asAdmin<KpayManualPaymentResponse & { message?: string; message_id?: string }>(
        shop(),
        "POST",
        `/kpay/orders/${orderId}/manual-payments`,
        { kind: "cash", request_id: randomUUID(), ...body }
      )

    const list = async (orderId: string) =>
      (
        await asAdmin<KpayManualPaymentsResponse>(
          shop(),
          "GET",
          `/kpay/orders/${orderId}/manual-payments`
        )
      ).body

    /** A person says that the order's first payment by hand was recorded by mistake. */
    const takeBack = async (orderId: string) => {
      const [payment] = (await list(orderId)).manual_payments
      await admin.post(`/kpay/orders/${orderId}/manual-payments/${payment?.id ?? ""}/take-back`, {
        note: "It was for another order",
      })
    }

    const readBalance = async (orderId: string) =>
      (await asAdmin<KpayOrderResponse>(shop(), "GET", `/kpay/orders/${orderId}`)).body.balance

    const readBooked = async (orderId: string) => {
      const { booked } = await readOrder(shop().container, orderId)
      return booked.sort((one, other) => one - other)
    }

    const readPaymentStatus = async (orderId: string) =>
      (
        await asAdmin<{ order: { payment_status: string } }>(
          shop(),
          "GET",
          `/orders/${orderId}?fields=payment_status`
        )
      ).body.order.payment_status

    const untilStatus = async (refid: string, status: string) => {
      const [attempt] = await eventually(
        () => shop().kpay.listAttempts({ refid } as never),
        ([one]) => one?.status === status
      )
      return attempt
    }

    /** Lets the shop be impatient with the prompts that are out. */
    const passMinute = async () =>
      inDatabase(shop(), "update kpay_attempt set created_at = created_at - interval '1 minute'")

    const whileRefused = (table: string, when: string, act: () => Promise<void>): Promise<void> =>
      whileRefusedIn(shop(), table, when, act)

    describe("The whole balance, paid in cash while a prompt is out", () => {
      it("makes the order paid in Medusa's books, once, with the admin's name", async () => {
        const { orderId, total } = await place()
        expect((await list(orderId)).actions).toEqual(["record"])
        const { status, body } = await record(orderId, { amount: total, note: "At the counter" })
        expect(status).toBe(200)
        expect(body.manual_payment).toMatchObject({
          order_id: orderId,
          kind: "cash",
          amount: total,
          currency_code: "rwf",
          reference: null,
          note: "At the counter",
          status: "booked",
          actor_name: "admin@example.com",
        })
        expect(await list(orderId)).toEqual({
          manual_payments: [body.manual_payment],
          actions: [],
        })
        expect(await readBooked(orderId)).toEqual([total])
        expect(await readBalance(orderId)).toMatchObject({ owed: 0, is_unpaid: false, actions: [] })
        expect(await readPaymentStatus(orderId)).toBe("captured")
        const captures = await readDatabase<{ created_by: string; provider_id: string }>(
          shop(),
          "select capture.created_by, provider_id from capture join payment on payment.id = payment_id"
        )
        expect(captures).toEqual([
          { created_by: body.manual_payment.actor, provider_id: "pp_system_default" },
        ])
      })

      it("shows the shopper the order as paid, and nothing more can be paid", async () => {
        const { orderId, sessionId, total } = await place()
        const { url } = await admin.payLink(orderId)
        await passMinute()
        await record(orderId, { amount: total })
        const paid = await eventually(
          () => shop().shopper.readSession(sessionId),
          ({ status }) => status === "paid"
        )
        // The prompt is still on the phone, so the page goes on asking.
        const poll_after_ms = expect.any(Number) as number
        expect(paid).toMatchObject({ can_retry: false, poll_after_ms, order_id: orderId })
        const again = await shop().shopper.tryAgain(sessionId, { method: "momo" })
        expect(again.status).toBe(409)
        expect(again.body.message).toContain("nothing")
        const page = await new PlainBrowser().open(url)
        expect(page.text).toContain("This order is paid.")
        expect(page.markup).toContain('http-equiv="refresh"')
        const link = await asAdmin(shop(), "POST", "/kpay/pay-links", { order_id: orderId })
        expect(link.status).toBe(400)
        expect(payAmounts(shop())).toEqual([total])
      })

      it("K-Pay's money that comes late waits for a person", async () => {
        const { orderId, total } = await place()
        await record(orderId, { amount: total })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        expect(await untilStatus(lastRefid(shop()), "unapplied")).toMatchObject({
          unapplied_reason: "overpaid",
          order_id: orderId,
        })
        expect(await readBooked(orderId)).toEqual([total])
      })

      it("K-Pay's money that comes late is told to the shopper, on the page that was open", async () => {
        const { orderId, sessionId, total } = await place()
        const { url } = await admin.payLink(orderId)
        await record(orderId, { amount: total })
        const refid = lastRefid(shop())
        shop().sandbox.decide(refid, "pays")
        const told = await eventually(
          () => shop().shopper.readSession(sessionId),
          ({ status, poll_after_ms }) => status !== "paid" || poll_after_ms === null
        )
        expect(told).toMatchObject({
          status: "unapplied",
          reason_code: "unapplied",
          message: expect.stringContaining(
            `The shop will contact you about your order. Reference ${refid}`
          ) as string,
          poll_after_ms: null,
        })
        const page = await new PlainBrowser().open(url)
        expect(page.text).toContain(`Reference ${refid}`)
        const { body } = await asAdmin<KpayOrderResponse>(shop(), "GET", `/kpay/orders/${orderId}`)
        expect(body.refund_due).toBe(0)
        await admin.post("/kpay/refunds", { attempt_id: body.attempt?.id })
        const due = await asAdmin<KpayOrderResponse>(shop(), "GET", `/kpay/orders/${orderId}`)
        expect(due.body.refund_due).toBe(total)
      })

      it("a prompt that ends without money leaves nothing to ask", async () => {
        const { orderId, sessionId, total } = await place()
        await record(orderId, { amount: total })
        shop().sandbox.decide(lastRefid(shop()), "fails")
        const ended = await eventually(
          () => shop().shopper.readSession(sessionId),
          ({ poll_after_ms }) => poll_after_ms === null
        )
        expect(ended).toMatchObject({ status: "paid", reason_code: null })
      })

      it("the order is neither reminded nor cancelled for want of a payment", async () => {
        const { orderId, total } = await place()
        await record(orderId, { amount: total })
        shop().sandbox.decide(lastRefid(shop()), "fails")
        await untilStatus(lastRefid(shop()), "failed")
        await inDatabase(
          shop(),
          "update kpay_attempt set created_at = created_at - interval '3 hours', unpaid_due_at = now()"
        )
        await eventually(
          () => shop().kpay.listAttempts(),
          ([attempt]) => attempt?.unpaid_due_at === null
        )
        expect(await admin.orderStatus(orderId)).toBe("pending")
      })

      it("a refund of it in Medusa is no refund of K-Pay's", async () => {
        const { orderId, total } = await place()
        await record(orderId, { amount: total })
        await admin.refund(orderId, 1_000)
        expect(await readBooked(orderId)).toEqual([-1_000, total])
        expect(await listRefunds(shop())).toEqual([])
      })
    })

    it("an order that grows after it was paid in cash has the rest asked for by K-Pay", async () => {
      const { orderId, sessionId, total } = await place()
      await record(orderId, { amount: total })
      await passMinute()
      await admin.addItem(orderId, "TEA-100")
      const { status } = await shop().shopper.tryAgain(sessionId, { method: "momo" })
      expect(status).toBe(200)
      expect(payAmounts(shop())).toEqual([total, 3_500])
      shop().sandbox.decide(lastRefid(shop()), "pays")
      await untilStatus(lastRefid(shop()), "applied")
      expect(await readBooked(orderId)).toEqual([3_500, total])
      expect(await readPaymentStatus(orderId)).toBe("captured")
    })

    it("an order that is cancelled after it was paid in cash owes the shopper nothing of K-Pay's", async () => {
      const { orderId, total } = await place()
      await record(orderId, { amount: total })
      await admin.post(`/orders/${orderId}/cancel`)
      expect(await readBooked(orderId)).toEqual([-total, total])
      expect(await listRefunds(shop())).toEqual([])
      shop().sandbox.decide(lastRefid(shop()), "pays")
      expect(await untilStatus(lastRefid(shop()), "unapplied")).toMatchObject({
        unapplied_reason: "order_cancelled",
      })
    })

    it("a prompt that waited its turn while the order was paid otherwise is not sent", async () => {
      const { orderId, sessionId, collectionId, total } = await place()
      shop().sandbox.decide(lastRefid(shop()), "fails")
      await untilStatus(lastRefid(shop()), "failed")
      const keys = [collectionId, orderId]
      const held = await shop().kpay.withLease(keys, 10_000, async () => {
        const asked = shop().shopper.tryAgain(sessionId, { method: "momo" })
        // Time to read what the order owes. If it is read later, the prompt is refused all the same.
        await sleep(2_000)
        await shop()
          .container.resolve(Modules.ORDER)
          .addOrderTransactions([
            { order_id: orderId, amount: total, currency_code: "rwf", reference: "cash" },
          ])
        return { asked }
      })
      if (!held.isHeld) throw new Error("The lease was not free.")
      expect((await held.value.asked).status).toBe(409)
      expect(payAmounts(shop())).toEqual([total])
    })

    it.each(["cash", "bank"])(
      "a draft order with money that was recorded by hand (%s) is deleted only once the record is taken back",
      async (kind) => {
        const draftId = await draft()
        const reference = kind === "bank" ? "77002" : null
        expect((await record(draftId, { kind, amount: 500, reference })).status).toBe(200)
        const deleteDraft = async () =>
          asAdmin<{ message?: string }>(shop(), "DELETE", `/draft-orders/${draftId}`)
        expect(await deleteDraft()).toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(/RWF 500.*take the record back/i) as string },
        })
        expect((await list(draftId)).manual_payments).toMatchObject([{ status: "booked" }])
        await takeBack(draftId)
        expect((await deleteDraft()).status).toBe(200)
      }
    )

    describe("A part, paid in cash", () => {
      it("leaves the rest to K-Pay, which makes the order paid", async () => {
        const { orderId, sessionId, total } = await place()
        await passMinute()
        expect((await record(orderId, { amount: 2_000 })).status).toBe(200)
        expect(await readBalance(orderId)).toMatchObject({
          owed: total - 2_000,
          is_unpaid: true,
          actions: ["pay_link"],
        })
        expect((await list(orderId)).actions).toEqual(["record"])
        const { status } = await shop().shopper.tryAgain(sessionId, { method: "momo" })
        expect(status).toBe(200)
        expect(payAmounts(shop())).toEqual([total, total - 2_000])
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(lastRefid(shop()), "applied")
        expect(await readBooked(orderId)).toEqual([2_000, total - 2_000].sort((a, b) => a - b))
        expect(await readPaymentStatus(orderId)).toBe("captured")
      })

      it("leaves the old prompt for the whole amount nothing to be booked for", async () => {
        const { orderId, total } = await place()
        await record(orderId, { amount: 2_000 })
        shop().sandbox.decide(lastRefid(shop()), "pays")
        expect(await untilStatus(lastRefid(shop()), "unapplied")).toMatchObject({
          unapplied_reason: "overpaid",
        })
        expect(await readBooked(orderId)).toEqual([2_000])
        expect(await readBalance(orderId)).toMatchObject({ owed: total - 2_000 })
      })
    })

    describe("At the same moment", () => {
      it("a double tap books once, and both taps get the same payment", async () => {
        const { orderId, total } = await place()
        const body = { amount: 2_000, request_id: randomUUID() }
        const answers = await Promise.all([1, 2, 3].map(() => record(orderId, body)))
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
        expect(new Set(answers.map((answer) => answer.body.manual_payment.id)).size).toBe(1)
        expect(await readBooked(orderId)).toEqual([2_000])
        expect(await readBalance(orderId)).toMatchObject({ owed: total - 2_000 })
      })

      it("of two admins who record the whole balance, one does", async () => {
        const { orderId, total } = await place()
        const answers = await Promise.all([1, 2].map(() => record(orderId, { amount: total })))
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
        expect(answers.find(({ status }) => status === 409)?.body.message).toContain("RWF 0")
        expect(await readBooked(orderId)).toEqual([total])
      })

      it.each([
        ["both from MoMo", "momo", "momo"],
        ["one as money of a bank", "bank", "momo"],
      ])(
        "of two admins who enter one transfer for two orders, %s, one does",
        async (_, ...kinds) => {
          const [one, other] = [await place(), await place()]
          const answers = await Promise.all(
            [one, other].map(({ orderId, total }, index) =>
              record(orderId, { kind: kinds[index], amount: total, reference: "123 456" })
            )
          )
          expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
          const booked = [...(await readBooked(one.orderId)), ...(await readBooked(other.orderId))]
          expect(booked).toHaveLength(1)
        }
      )
    })

    describe("A MoMo transaction", () => {
      it("that paid another order is refused, and the sentence names that order", async () => {
        const [first, second] = [await place(), await place()]
        await record(first.orderId, { kind: "momo", amount: 1_000, reference: "77001" })
        const { status, body } = await record(second.orderId, {
          kind: "momo",
          amount: 1_000,
          reference: " 770 01",
        })
        const [{ display_id }] = (await readDatabase<{ display_id: number }>(
          shop(),
          `select display_id from "order" where id = '${first.orderId}'`
        )) as [{ display_id: number }]
        expect(status).toBe(409)
        expect(body.message).toContain(`#${display_id}`)
        expect(body).toMatchObject({
          type: "not_allowed",
          message_id: "manual_recorded_already",
          details: {
            reference: "77001",
            order: `the order #${display_id}`,
            order_id: "manual_order",
            order_number: String(display_id),
          },
        })
        expect(await readBooked(second.orderId)).toEqual([])
      })

      it("that was recorded for the wrong order is taken back there, and pays the right one; the wrong one owes its total again", async () => {
        const [wrong, right] = [await place(), await place()]
        await record(wrong.orderId, { kind: "momo", amount: wrong.total, reference: "77002" })
        const body = { kind: "momo", amount: right.total, reference: "77002" }
        expect((await record(right.orderId, body)).status).toBe(409)
        expect((await list(wrong.orderId)).manual_payments).toMatchObject([
          { actions: ["take_back"] },
        ])
        await takeBack(wrong.orderId)
        expect((await list(wrong.orderId)).manual_payments).toMatchObject([
          { status: "taken_back", reference: "77002", actions: [] },
        ])
        expect((await record(right.orderId, body)).status).toBe(200)
        expect(await readBooked(right.orderId)).toEqual([right.total])
        expect((await record(wrong.orderId, body)).status).toBe(409)

        const { orderId, sessionId, total } = wrong
        expect(await readBooked(orderId)).toEqual([-total, total])
        expect(await readBalance(orderId)).toMatchObject({
          owed: total,
          is_unpaid: true,
          actions: ["pay_link"],
        })
        expect(await admin.payLink(orderId)).toMatchObject({ amount: total })
        await passMinute()
        expect((await shop().shopper.tryAgain(sessionId, { method: "momo" })).status).toBe(200)
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(lastRefid(shop()), "applied")
        expect(await readBooked(orderId)).toEqual([-total, total, total])
        expect(await readBalance(orderId)).toMatchObject({ owed: 0, is_unpaid: false })
        expect(await listRefunds(shop())).toEqual([])
      })

      it("whose record was refunded in Medusa first is not refunded again when it is taken back", async () => {
        const { orderId, total } = await place()
        await record(orderId, { kind: "momo", amount: total, reference: "77004" })
        await admin.refund(orderId, total)
        // A refund alone frees nothing: the goods may have come back, and the money with them.
        const other = await place()
        const body = { kind: "momo", amount: other.total, reference: "77004" }
        expect((await record(other.orderId, body)).status).toBe(409)
        await takeBack(orderId)
        expect(await readDatabase(shop(), "select id from refund")).toHaveLength(1)
        expect(await readBooked(orderId)).toEqual([-total, total])
        expect((await record(other.orderId, body)).status).toBe(200)
      })

      it("of whose record Medusa has refunded a part stays recorded until the rest is refunded there", async () => {
        const { orderId, total } = await place()
        await record(orderId, { kind: "momo", amount: total, reference: "77005" })
        await admin.refund(orderId, 1_000)
        expect((await list(orderId)).manual_payments).toMatchObject([{ actions: [] }])
        await expect(takeBack(orderId)).rejects.toThrow("has refunded a part of this payment")
        expect(await readBooked(orderId)).toEqual([-1_000, total])
        await admin.refund(orderId, total - 1_000)
        await takeBack(orderId)
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "taken_back" }])
        expect(await readDatabase(shop(), "select id from refund")).toHaveLength(2)
      })

      it("of a cancelled order that core did not refund is not offered to be taken back, since that is refused", async () => {
        const { orderId, total } = await place()
        await record(orderId, { kind: "momo", amount: total, reference: "77005" })
        await inDatabase(shop(), `update "order" set status = 'canceled' where id = '${orderId}'`)
        expect((await list(orderId)).manual_payments).toMatchObject([
          { status: "booked", actions: [] },
        ])
        await expect(takeBack(orderId)).rejects.toThrow("cancelled or deleted")
        await inDatabase(shop(), `update "order" set status = 'pending' where id = '${orderId}'`)
        expect((await list(orderId)).manual_payments).toMatchObject([{ actions: ["take_back"] }])
      })

      it("whose record two admins take back at once leaves the order's books once", async () => {
        const { orderId, total } = await place()
        await record(orderId, { kind: "momo", amount: total, reference: "77006" })
        await Promise.all([takeBack(orderId), takeBack(orderId)])
        expect(await readBooked(orderId)).toEqual([-total, total])
        expect(await readDatabase(shop(), "select id from refund")).toHaveLength(1)
        expect(await readBalance(orderId)).toMatchObject({ owed: total })
      })

      it("that an admin entered before K-Pay told of it is not told to the shopper as money that came twice", async () => {
        const { sessionId, orderId, total } = await place()
        const refid = lastRefid(shop())
        await shop().sandbox.goDown()
        shop().sandbox.decide(refid, "pays")
        const transaction = shop()
          .sandbox.transactions()
          .find((one) => one.refid === refid)
        const reference = transaction?.momtransactionid
        const { status } = await record(orderId, { kind: "momo", amount: total, reference })
        expect(status).toBe(200)
        await shop().sandbox.comeBack()
        await inDatabase(shop(), "delete from kpay_outage")
        await inDatabase(shop(), "update kpay_attempt set due_at = now() where due_at is not null")
        await untilStatus(refid, "unapplied")
        expect(await shop().shopper.readSession(sessionId)).toMatchObject({
          status: "paid",
          poll_after_ms: null,
        })
      })

      describe("that an admin entered for another order before K-Pay told of it", () => {
        /** Enters it while K-Pay, which has the money, cannot be asked; nothing asks it after that until the test has it asked. */
        const enterTooEarly = async (kind: KpayManualPayment["kind"] = "momo", amount = 1_000) => {
          const [paying, wrong] = [await place(), await place()]
          const refid = String(callsOf(shop().sandbox, "pay").at(0)?.refid)
          await shop().sandbox.goDown()
          shop().sandbox.decide(refid, "pays")
          const [transaction] = shop()
            .sandbox.transactions()
            .filter((one) => one.refid === refid)
          const reference = transaction?.momtransactionid
          expect((await record(wrong.orderId, { kind, amount, reference })).status).toBe(200)
          await keepJobAway(shop())
          await shop().sandbox.comeBack()
          await inDatabase(shop(), "delete from kpay_outage")
          await inDatabase(shop(), "update kpay_attempt set asked_at = null")
          return { paying, wrong, refid, reference }
        }

        const untilKPayTells = async (refid: string) => {
          await inDatabase(
            shop(),
            `update kpay_attempt set due_at = now() where refid = '${refid}'`
          )
          const attempt = await untilStatus(refid, "unapplied")
          expect(attempt).toMatchObject({ unapplied_reason: "recorded_by_hand" })
          return `/kpay/attempts/${attempt?.id ?? ""}`
        }

        const enterForWrongOrder = async (...entry: Parameters<typeof enterTooEarly>) => {
          const entered = await enterTooEarly(...entry)
          return { ...entered, attemptPath: await untilKPayTells(entered.refid) }
        }

        it("with less than K-Pay took is not dismissed, since no order would have the rest", async () => {
          const { paying, wrong, refid, attemptPath } = await enterForWrongOrder()
          const view = await asAdmin<KpayAttemptResponse>(shop(), "GET", attemptPath)
          expect(view.body.attempt).toMatchObject({
            actions: [],
            recorded_by_hand: { order_id: wrong.orderId, amount: 1_000 },
          })
          for (const [path, body] of [
            [`${attemptPath}/dismiss`, { reason: "The other order has it." }],
            [`${attemptPath}/apply`, {}],
            ["/kpay/refunds", { attempt_id: view.body.attempt.id }],
          ] as const) {
            const refused = await asAdmin<{ message: string }>(shop(), "POST", path, body)
            expect(refused.status).toBe(400)
            expect(refused.body.message).toMatch(/RWF 1,000 .*RWF 6,200.*take the record back/i)
          }
          await takeBack(wrong.orderId)
          await admin.post(`${attemptPath}/apply`)
          await untilStatus(refid, "applied")
          expect(await readBooked(paying.orderId)).toEqual([paying.total])
          expect(await readBalance(wrong.orderId)).toMatchObject({ owed: wrong.total })
        })

        it("in two parts, for two orders, is dismissed, and waits again when a part is taken back", async () => {
          const { wrong, refid, reference } = await enterTooEarly("bank", 4_000)
          const other = await order(shop(), { method: "momo", phone: "0788 300 111" })
          const rest = { kind: "bank", amount: 2_200, reference }
          expect((await record(other.orderId, rest)).status).toBe(200)
          const attemptPath = await untilKPayTells(refid)
          const view = async () =>
            (await asAdmin<KpayAttemptResponse>(shop(), "GET", attemptPath)).body.attempt
          expect(await view()).toMatchObject({
            amount: 6_200,
            actions: ["dismiss"],
            recorded_by_hand: {
              amount: 6_200,
              orders: [{ id: wrong.orderId }, { id: other.orderId }],
            },
          })
          const numbers = await readDatabase<{ display_id: number }>(
            shop(),
            `select display_id from "order" where id in ('${wrong.orderId}', '${other.orderId}') order by display_id`
          )
          const both = numbers.map(({ display_id }) => `the order #${display_id}`).join(" and ")
          await expect(admin.post(`${attemptPath}/apply`)).rejects.toThrow(both)
          await admin.post(`${attemptPath}/dismiss`, { reason: "Two orders have it." })

          await takeBack(other.orderId)
          expect(await view()).toMatchObject({
            status: "unapplied",
            actions: [],
            recorded_by_hand: { amount: 4_000, orders: [{ id: wrong.orderId }] },
          })
          await takeBack(wrong.orderId)
          expect((await view()).actions).toEqual(["apply", "refund", "dismiss"])
        })

        it('is not booked either by core\'s "Check status", which asks K-Pay first', async () => {
          const { paying, wrong, refid } = await enterTooEarly()
          const check = async () =>
            asAdmin(shop(), "POST", `/orders/${paying.orderId}/payment-sessions/authorize`, {
              payment_session_id: paying.sessionId,
            })
          expect(await check()).toMatchObject({ status: 200, body: { is_authorized: false } })
          const [asked] = await shop().kpay.listAttempts({ refid } as never)
          expect(asked?.status).toBe("paid")
          await untilKPayTells(refid)
          expect(await check()).toMatchObject({ status: 200, body: { is_authorized: false } })
          expect(await readBooked(paying.orderId)).toEqual([])
          expect(await readBooked(wrong.orderId)).toEqual([1_000])
        })

        it("is not applied by itself", async () => {
          const { paying, wrong, refid, attemptPath } = await enterForWrongOrder()
          expect(await readBooked(paying.orderId)).toEqual([])
          await takeBack(wrong.orderId)
          await admin.post(`${attemptPath}/apply`)
          await untilStatus(refid, "applied")
          expect(await readBooked(paying.orderId)).toEqual([paying.total])
        })

        it("as money of a bank is not applied by itself either, nor entered again", async () => {
          const { paying, attemptPath, reference } = await enterForWrongOrder("bank")
          expect(await readBooked(paying.orderId)).toEqual([])
          await expect(admin.post(`${attemptPath}/apply`)).rejects.toThrow("recorded")
          const again = { kind: "momo", amount: 1_000, reference }
          expect((await record(paying.orderId, again)).status).toBe(409)
        })

        it("and was dismissed: a server that dies before it waits again leaves the record to be taken back", async () => {
          const { wrong, attemptPath } = await enterForWrongOrder("momo", 6_200)
          await admin.post(`${attemptPath}/dismiss`, { reason: "The other order has it." })
          await whileRefused(
            "kpay_attempt",
            "update on kpay_attempt for each row when (old.status = 'dismissed' and new.status = 'unapplied')",
            async () => {
              await expect(takeBack(wrong.orderId)).rejects.toThrow("500")
            }
          )
          expect((await list(wrong.orderId)).manual_payments).toMatchObject([
            { status: "booked", actions: ["take_back"] },
          ])
          expect(await readBooked(wrong.orderId)).toEqual([6_200])
        })

        it("and is dismissed in the moment in which the record is taken back waits for a decision again", async () => {
          const { wrong, refid, attemptPath } = await enterForWrongOrder("momo", 6_200)
          const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
          const { taken } = await knex.transaction(async (held) => {
            await held.raw("select id from kpay_manual_payment for update")
            const taken = takeBack(wrong.orderId)
            // Its money has left the order's books; what is left is to write the record.
            await eventually(
              () => readBooked(wrong.orderId),
              (booked) => booked.length === 2
            )
            await admin.post(`${attemptPath}/dismiss`, { reason: "The other order has it." })
            return { taken }
          })
          await taken
          await untilStatus(refid, "unapplied")
        })

        it("and was dismissed waits for a decision again when the record is taken back", async () => {
          const { paying, wrong, refid, attemptPath } = await enterForWrongOrder("momo", 6_200)
          await admin.post(`${attemptPath}/dismiss`, { reason: "The other order has it." })
          await takeBack(wrong.orderId)
          const { body } = await asAdmin<KpayAttemptResponse>(shop(), "GET", attemptPath)
          expect(body.attempt).toMatchObject({
            status: "unapplied",
            actions: ["apply", "refund", "dismiss"],
          })
          expect(body.journal.at(-1)?.event).toBe("reopened")
          await admin.post(`${attemptPath}/apply`)
          await untilStatus(refid, "applied")
          expect(await readBooked(paying.orderId)).toEqual([paying.total])
        })
      })

      it("that was recorded for a draft order which the shop's own code deletes pays another order, and K-Pay's money that was dismissed for it waits for a decision", async () => {
        const transfer = { kind: "momo", amount: 500, reference: "77002" }
        const draftId = await draft()
        const noted = await record(draftId, { ...transfer, note: "At the counter" })
        expect(noted.status).toBe(200)
        await place()
        await inDatabase(
          shop(),
          `update kpay_attempt set status = 'dismissed', unapplied_reason = 'recorded_by_hand',
             momo_transaction_id = '77002', due_at = null, superseded_at = now()`
        )
        await refundCancelledOrdersJob(shop().container)
        const { orderId } = await order(shop(), { method: "momo", phone: "0788 300 111" })
        expect((await record(orderId, transfer)).status).toBe(409)

        await deleteByWorkflow(draftId)
        await refundCancelledOrdersJob(shop().container)
        expect(await readDatabase(shop(), "select status, note from kpay_manual_payment")).toEqual([
          { status: "taken_back", note: "At the counter (Its draft order was deleted.)" },
        ])
        const [reopened] = await shop().kpay.listAttempts({ momo_transaction_id: "77002" })
        expect(reopened).toMatchObject({ status: "unapplied" })
        await inDatabase(
          shop(),
          "update kpay_attempt set momo_transaction_id = null where momo_transaction_id = '77002'"
        )
        expect((await record(orderId, transfer)).status).toBe(200)
        expect(await readBooked(orderId)).toEqual([500])
      })

      it.each(["overpaid", "order_cancelled"] as const)(
        "that K-Pay tells of when its order has it by hand (%s) and was dismissed waits for a decision again when the record is taken back",
        async (reason) => {
          const { orderId, total } = await place()
          const refid = lastRefid(shop())
          await shop().sandbox.goDown()
          shop().sandbox.decide(refid, "pays")
          const reference = shop().sandbox.transactions()[0]?.momtransactionid
          expect((await record(orderId, { kind: "momo", amount: total, reference })).status).toBe(
            200
          )
          if (reason === "order_cancelled") await admin.post(`/orders/${orderId}/cancel`)
          await shop().sandbox.comeBack()
          await inDatabase(
            shop(),
            "delete from kpay_outage; update kpay_attempt set due_at = now() where due_at is not null"
          )
          const attempt = await untilStatus(refid, "unapplied")
          // The record is why, whatever else is in the way.
          expect(attempt?.unapplied_reason).toBe("recorded_by_hand")
          const attemptPath = `/kpay/attempts/${attempt?.id ?? ""}`
          await admin.post(`${attemptPath}/dismiss`, { reason: "The order has it." })
          await takeBack(orderId)
          const { body } = await asAdmin<KpayAttemptResponse>(shop(), "GET", attemptPath)
          expect(body.attempt).toMatchObject({ status: "unapplied", recorded_by_hand: null })
          expect(body.journal.at(-1)?.event).toBe("reopened")
          if (reason === "order_cancelled") return
          await admin.post(`${attemptPath}/apply`)
          await untilStatus(refid, "applied")
          expect(await readBooked(orderId)).toEqual([-total, total, total])
          expect(await readBalance(orderId)).toMatchObject({ owed: 0, is_unpaid: false })
        }
      )

      it("that K-Pay called overpaid before it told its id is reopened as well", async () => {
        const { orderId, total } = await place()
        const refid = lastRefid(shop())
        await record(orderId, { kind: "bank", amount: total, reference: "MP 77003" })
        shop().sandbox.decide(refid, "pays")
        const attempt = await untilStatus(refid, "unapplied")
        await inDatabase(shop(), "update kpay_attempt set momo_transaction_id = 'MP77003'")
        const attemptPath = `/kpay/attempts/${attempt?.id ?? ""}`
        await admin.post(`${attemptPath}/dismiss`, { reason: "The order has it." })
        await takeBack(orderId)
        const { body } = await asAdmin<KpayAttemptResponse>(shop(), "GET", attemptPath)
        expect(body.attempt.status).toBe("unapplied")
        expect(body.journal.at(-1)?.event).toBe("reopened")
      })

      it("that came through K-Pay is refused, and the sentence names that payment", async () => {
        const [first, second] = [await place(), await place()]
        const refid = String(callsOf(shop().sandbox, "pay").at(0)?.refid)
        shop().sandbox.decide(refid, "pays")
        const attempt = await untilStatus(refid, "applied")
        // K-Pay's own ids stand on the receipt, and an admin may call it a bank transfer.
        for (const [kind, reference] of [
          ["momo", attempt?.momo_transaction_id],
          ["momo", attempt?.tid],
          ["momo", refid.toLowerCase()],
          ["bank", attempt?.momo_transaction_id],
        ]) {
          const { status, body } = await record(second.orderId, { kind, amount: 1_000, reference })
          expect(status).toBe(409)
          expect(body.message).toContain(refid)
        }
        expect(await readBooked(first.orderId)).toEqual([first.total])
        expect(await readBooked(second.orderId)).toEqual([])
      })

      it("that is written as in the SMS, with marks or otherwise is the same as K-Pay's, and as that of another record", async () => {
        const [first, second] = [await place(), await place()]
        const refid = String(callsOf(shop().sandbox, "pay").at(0)?.refid)
        shop().sandbox.decide(refid, "pays")
        const attempt = await untilStatus(refid, "applied")
        const id = attempt?.momo_transaction_id ?? ""
        for (const kind of ["momo", "bank", "cash", "other"])
          for (const reference of writtenForms(id)) {
            const { status, body } = await record(second.orderId, { kind, amount: 100, reference })
            expect({ reference, status, names: body.message?.includes(refid) }).toEqual({
              reference,
              status: 409,
              names: true,
            })
          }
        expect(await readBooked(second.orderId)).toEqual([])

        const entered = await record(second.orderId, {
          kind: "momo",
          amount: 100,
          reference: " TxId:99887766551 ",
        })
        expect(entered.body.manual_payment).toMatchObject({ reference: "TxId:99887766551" })
        for (const reference of writtenForms("99887766551")) {
          const { status, body } = await record(second.orderId, {
            kind: "momo",
            amount: 100,
            reference,
          })
          expect({ reference, status, id: body.message_id }).toEqual({
            reference,
            status: 409,
            id: "manual_recorded_already",
          })
        }
        expect(await readBooked(second.orderId)).toEqual([100])
        expect(await readBooked(first.orderId)).toEqual([first.total])
      })

      it("that an admin entered with the words of the SMS is known when K-Pay tells of it, also where K-Pay's id has a zero in front", async () => {
        const [first, second] = [await place(), await place()]
        const [one, other] = callsOf(shop().sandbox, "pay").map(({ refid }) => String(refid))
        await shop().sandbox.goDown()
        for (const refid of [one, other]) shop().sandbox.decide(refid ?? "", "pays")
        const transactions = shop().sandbox.transactions()
        for (const [{ orderId, total }, transaction] of [
          [first, transactions.find(({ refid }) => refid === one)],
          [second, transactions.find(({ refid }) => refid === other)],
        ] as const) {
          if (!transaction) throw new Error("K-Pay has the money.")
          const reference = `TxId: ${transaction.momtransactionid}.`
          if (orderId === second.orderId)
            Object.assign(transaction, { momtransactionid: `0${transaction.momtransactionid}` })
          expect((await record(orderId, { kind: "momo", amount: total, reference })).status).toBe(
            200
          )
        }
        await shop().sandbox.comeBack()
        await inDatabase(
          shop(),
          "delete from kpay_outage; update kpay_attempt set due_at = now() where due_at is not null"
        )
        for (const refid of [one, other])
          expect(await untilStatus(refid ?? "", "unapplied")).toMatchObject({
            unapplied_reason: "recorded_by_hand",
          })
        expect(await readBooked(first.orderId)).toEqual([first.total])
        expect(await readBooked(second.orderId)).toEqual([second.total])
      })

      it("is refused where what is entered is no id, and an id with letters is one", async () => {
        const { orderId } = await place()
        for (const reference of [
          "Mutesi",
          "Mutesi 5669698013",
          "5669698013 5669698014",
          "TxId: 5669698013. Your payment of RWF 5,200",
        ]) {
          const { status, body } = await record(orderId, { kind: "momo", amount: 100, reference })
          expect({ reference, status, id: body.message_id }).toEqual({
            reference,
            status: 409,
            id: "manual_no_momo_id",
          })
        }
        for (const reference of ["CI240911.1234.A12345", "A441489693051"])
          expect((await record(orderId, { kind: "momo", amount: 100, reference })).status).toBe(200)
        expect(await readBooked(orderId)).toEqual([100, 100])
      })

      it("that an admin entered before K-Pay told of it is the shop's once: not refunded, not applied again", async () => {
        const [first, second] = [await place(), await place()]
        const refid = String(callsOf(shop().sandbox, "pay").at(0)?.refid)
        await shop().sandbox.goDown()
        shop().sandbox.decide(refid, "pays")
        const reference = shop()
          .sandbox.transactions()
          .find((transaction) => transaction.refid === refid)?.momtransactionid
        const recorded = await record(first.orderId, {
          kind: "momo",
          amount: first.total,
          reference,
        })
        expect(recorded.status).toBe(200)
        await shop().sandbox.comeBack()
        await inDatabase(shop(), "delete from kpay_outage")
        await inDatabase(shop(), "update kpay_attempt set due_at = now() where due_at is not null")
        const attempt = await untilStatus(refid, "unapplied")

        const decide = async (path: string, body: unknown) =>
          asAdmin<{ message?: string }>(shop(), "POST", path, body)
        const attemptId = attempt?.id ?? ""
        const attempts = await asAdmin<KpayAttemptsResponse>(
          shop(),
          "GET",
          "/kpay/attempts?status=unapplied"
        )
        expect(attempts.body.attempts).toMatchObject([
          {
            id: attemptId,
            actions: ["dismiss"],
            recorded_by_hand: { order_id: first.orderId, amount: first.total },
          },
        ])
        for (const { status, body } of [
          await decide("/kpay/refunds", { attempt_id: attemptId }),
          await decide(`/kpay/attempts/${attemptId}/apply`, { order_id: second.orderId }),
        ]) {
          expect(status).toBe(400)
          expect(body.message).toContain(
            `recorded the MoMo transaction ${String(reference)} by hand`
          )
          expect(body).toMatchObject({
            message_id: "manual_same_transfer",
            details: { reference, orders_id: "manual_order" },
          })
        }
        expect(await readBooked(second.orderId)).toEqual([])
        expect(await listRefunds(shop())).toEqual([])

        // A refund alone frees nothing: the money may have gone back to the shopper.
        await admin.refund(first.orderId, first.total)
        const again = await decide("/kpay/refunds", { attempt_id: attemptId })
        expect(again.status).toBe(400)
        // The record was a mistake. Once a person says so, another order can have the money.
        await takeBack(first.orderId)
        await admin.post(`/kpay/attempts/${attemptId}/apply`, { order_id: second.orderId })
        await untilStatus(refid, "applied")
        expect(await readBooked(second.orderId)).toEqual([second.total])
      })

      it("is needed where the shopper paid to the shop's MoMo code", async () => {
        const { orderId, total } = await place()
        const { status, body } = await record(orderId, { kind: "momo", amount: total })
        expect(status).toBe(400)
        expect(body.message).toContain("MoMo transaction id")
      })
    })

    describe("Is refused", () => {
      const expectToWait = async (orderId: string, amount: number) => {
        const { status, body } = await record(orderId, { amount })
        expect(status).toBe(409)
        expect(body.message).toContain("Wait a moment")
        expect(await list(orderId)).toEqual({ manual_payments: [], actions: [] })
      }

      it("more than the order owes, and the sentence says what it owes", async () => {
        const { orderId, total } = await place()
        const { status, body } = await record(orderId, { amount: total + 1 })
        expect(status).toBe(409)
        expect(body.message).toContain("RWF 6,200")
        expect(await readBooked(orderId)).toEqual([])
      })

      it.each([
        [{ amount: 0 }, "amount"],
        [{ amount: -100 }, "amount"],
        [{ amount: 100.5 }, "amount"],
        [{ amount: "100" }, "amount"],
        [{ amount: 100, request_id: undefined }, "request_id"],
        [{ amount: 100, kind: "cheque" }, "kind"],
      ])("%j, as input that cannot be used", async (input, named) => {
        const { orderId } = await place()
        const { status, body } = await record(orderId, input)
        expect(status).toBe(400)
        expect(body.message).toContain(named)
        expect(await readBooked(orderId)).toEqual([])
      })

      it("a cancelled order and an unknown one", async () => {
        const { orderId, total } = await place()
        await admin.post(`/orders/${orderId}/cancel`)
        const { status, body } = await record(orderId, { amount: total })
        expect(status).toBe(409)
        expect(body.message).toContain("cancelled")
        expect((await list(orderId)).actions).toEqual([])
        expect((await record("order_unknown", { amount: total })).status).toBe(404)
      })

      it("an order in another currency", async () => {
        const { orderId } = await place()
        await inDatabase(shop(), `update "order" set currency_code = 'usd' where id = '${orderId}'`)
        const { status, body } = await record(orderId, { amount: 100 })
        expect(status).toBe(409)
        expect(body.message).toContain("USD")
      })

      it("another payment under a request that was used", async () => {
        const { orderId } = await place()
        const request_id = randomUUID()
        await record(orderId, { amount: 1_000, request_id })
        const { status } = await record(orderId, { amount: 2_000, request_id })
        expect(status).toBe(409)
        expect(await readBooked(orderId)).toEqual([1_000])
      })

      it("while K-Pay's money is being applied", async () => {
        const { orderId, total } = await place()
        await beforeItIsApplied(shop(), async () => {
          shop().sandbox.decide(lastRefid(shop()), "pays")
          await untilStatus(lastRefid(shop()), "paid")
          await expectToWait(orderId, total)
        })
        await untilStatus(lastRefid(shop()), "applied")
        expect(await readBooked(orderId)).toEqual([total])
      })

      it("while K-Pay has money that no callback told of", async () => {
        await beforeItIsApplied(shop(), async () => {
          const { orderId, total } = await order(shop(), {
            method: "momo",
            phone: PHONE_WITHOUT_CALLBACK,
          })
          await keepJobAway(shop())
          await eventually(
            () => shop().sandbox.transactions(),
            ([transaction]) => transaction?.statusid === "01"
          )
          await inDatabase(shop(), "update kpay_attempt set asked_at = null")
          await expectToWait(orderId, total)
        })
      })

      it("while unapplied money waits that would overpay the order then", async () => {
        const { orderId, total } = await place()
        await inDatabase(shop(), `update "order" set currency_code = 'usd' where id = '${orderId}'`)
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(lastRefid(shop()), "unapplied")
        await inDatabase(shop(), `update "order" set currency_code = 'rwf' where id = '${orderId}'`)
        const { status, body } = await record(orderId, { amount: total })
        expect(status).toBe(409)
        expect(body.message).toContain("not applied yet")
        const [attempt] = await shop().kpay.listAttempts()
        await admin.post(`/kpay/attempts/${attempt?.id ?? ""}/dismiss`, { reason: "A test" })
        expect((await record(orderId, { amount: total })).status).toBe(200)
        expect(await readBooked(orderId)).toEqual([total])
      })
    })

    describe("A server that dies", () => {
      const recordInVain = async (orderId: string, body: Record<string, unknown>) => {
        expect((await record(orderId, body)).status).toBe(500)
      }

      const CASES = [
        [
          "before core opened a payment collection",
          "payment_collection",
          "insert on payment_collection for each row",
        ],
        [
          "before it noted the payment collection",
          "kpay_manual_payment",
          "update on kpay_manual_payment for each row when (new.payment_collection_id is not null)",
        ],
        [
          "before it noted the session",
          "kpay_manual_payment",
          "update on kpay_manual_payment for each row when (new.payment_session_id is not null)",
        ],
        ["before core captured", "capture", "insert on capture for each row"],
        [
          "between core's capture and the order's books",
          "order_transaction",
          "insert on order_transaction for each row",
        ],
        [
          "between core's books and its own",
          "kpay_manual_payment",
          "update on kpay_manual_payment for each row when (new.status = 'booked')",
        ],
      ] as const

      it.each(CASES)("%s: the same request again books it, once", async (_, table, when) => {
        const { orderId, total } = await place()
        const body = { amount: total, request_id: randomUUID() }
        await whileRefused(table, when, () => recordInVain(orderId, body))
        const { status } = await record(orderId, body)
        expect(status).toBe(200)
        expect(await readBooked(orderId)).toEqual([total])
        expect(await readBalance(orderId)).toMatchObject({ owed: 0, is_unpaid: false })
        expect((await list(orderId)).manual_payments).toHaveLength(1)
      })

      it.each(CASES)("%s: the next look at the order books it, once", async (_, table, when) => {
        const { orderId, total } = await place()
        await whileRefused(table, when, () => recordInVain(orderId, { amount: 2_000 }))
        const looks = await Promise.all([1, 2, 3].map(() => list(orderId)))
        expect(looks.flatMap(({ manual_payments }) => manual_payments)).toHaveLength(3)
        expect((await list(orderId)).manual_payments).toMatchObject([
          { amount: 2_000, status: "booked" },
        ])
        expect(await readBooked(orderId)).toEqual([2_000])
        expect(await readBalance(orderId)).toMatchObject({ owed: total - 2_000 })
      })

      it("before core captured: the job books it, though no admin looks at the order again", async () => {
        const { orderId, total } = await place()
        await whileRefused("capture", "insert on capture for each row", () =>
          recordInVain(orderId, { amount: total })
        )
        await finishManualPayments(shop().container)
        // A process that lives may be booking it at this moment.
        expect(await readBooked(orderId)).toEqual([])
        await inDatabase(
          shop(),
          "update kpay_manual_payment set updated_at = updated_at - interval '1 minute'"
        )
        await finishManualPayments(shop().container)
        expect(await readBooked(orderId)).toEqual([total])
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "booked" }])
      })

      it("before core captured, and the draft order is deleted meanwhile: its MoMo transaction is free for another order", async () => {
        const draftId = await draft()
        const transfer = { kind: "momo", amount: 500, reference: "77001" }
        await whileRefused("capture", "insert on capture for each row", () =>
          recordInVain(draftId, transfer)
        )
        expect(await asAdmin(shop(), "DELETE", `/draft-orders/${draftId}`)).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("being booked") as string },
        })
        await deleteByWorkflow(draftId)
        const { orderId } = await place()
        expect((await record(orderId, transfer)).status).toBe(409)
        await inDatabase(
          shop(),
          "update kpay_manual_payment set updated_at = updated_at - interval '1 minute'"
        )
        await finishManualPayments(shop().container)
        expect((await record(orderId, transfer)).status).toBe(200)
        expect(await readBooked(orderId)).toEqual([500])
        expect(
          await readDatabase(shop(), "select status from kpay_manual_payment order by created_at")
        ).toEqual([{ status: "not_booked" }, { status: "booked" }])
      })

      /** Core takes its capture back where the write after it fails. A process that died takes nothing back. */
      const whileCoreDiesInCapture = async (act: () => Promise<void>): Promise<void> => {
        await whileRefused(
          "payment",
          "update on payment for each row when (new.captured_at is not null)",
          () => whileRefused("capture", "delete on capture for each row", act)
        )
        expect(await readDatabase(shop(), "select id from capture")).toHaveLength(1)
      }

      const aMinuteLater = (table: "capture" | "kpay_manual_payment"): Promise<void> =>
        inDatabase(
          shop(),
          `update ${table} set created_at = created_at - interval '1 minute',
             updated_at = updated_at - interval '1 minute'`
        )

      it("inside core's capture: the next look at the order books it, once, and not while core may be at it", async () => {
        const { orderId, total } = await place()
        const body = { amount: total, request_id: randomUUID() }
        await whileCoreDiesInCapture(() => recordInVain(orderId, body))
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "recording" }])
        await aMinuteLater("capture")
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "booked" }])
        expect((await record(orderId, body)).status).toBe(200)
        expect(await readBooked(orderId)).toEqual([total])
        expect(await readDatabase(shop(), "select amount from capture")).toHaveLength(1)
        expect(await readPaymentStatus(orderId)).toBe("captured")
      })

      it("in whose place core lives and loses PostgreSQL, and takes back a capture that it calls done: the next look books it, once", async () => {
        const { orderId, total } = await place()
        const body = { amount: total, request_id: randomUUID() }
        await whileRefused(
          "order_transaction",
          "insert on order_transaction for each row",
          async () => {
            await recordInVain(orderId, body)
            await loseCapture(shop())
          }
        )
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "booked" }])
        expect((await record(orderId, body)).status).toBe(200)
        expect(await readBooked(orderId)).toEqual([total])
        expect(await readPaymentStatus(orderId)).toBe("captured")
      })

      it("inside core's capture, and the order is paid by K-Pay meanwhile: nothing is booked beyond it", async () => {
        const { orderId, total } = await place()
        const body = { amount: 2_000, request_id: randomUUID() }
        await whileCoreDiesInCapture(() => recordInVain(orderId, body))
        await aMinuteLater("capture")
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(lastRefid(shop()), "applied")
        expect((await record(orderId, body)).status).toBe(409)
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "not_booked" }])
        expect(await readBooked(orderId)).toEqual([total])
        expect(await readPaymentStatus(orderId)).toBe("captured")
      })

      /** A record of a server that died at once, of what an order owes of it. */
      const recordAndDie = async (
        orderId: string,
        reference: string,
        amount = 1_000
      ): Promise<string> => {
        const request_id = randomUUID()
        const manual = shop().container.resolve<KpayManualPaymentsService>(
          KPAY_MANUAL_PAYMENTS_MODULE
        )
        await manual.record({
          request_id,
          order_id: orderId,
          kind: "momo",
          amount,
          currency_code: "rwf",
          reference,
          note: null,
          created_by: "user_who_is_gone",
        })
        return request_id
      }

      it("before it looked whether K-Pay has told of the MoMo transaction: the job looks, and books nothing", async () => {
        const [first, second] = [await place(), await place()]
        const refid = String(callsOf(shop().sandbox, "pay").at(0)?.refid)
        shop().sandbox.decide(refid, "pays")
        const attempt = await untilStatus(refid, "applied")
        const reference = attempt?.momo_transaction_id ?? ""
        const request_id = await recordAndDie(second.orderId, reference)
        await aMinuteLater("kpay_manual_payment")
        await finishManualPayments(shop().container)
        expect(await readBooked(first.orderId)).toEqual([first.total])
        expect(await readBooked(second.orderId)).toEqual([])
        expect((await list(second.orderId)).manual_payments).toMatchObject([
          { status: "not_booked" },
        ])
        const again = await record(second.orderId, {
          request_id,
          kind: "momo",
          amount: 1_000,
          reference,
        })
        expect(again.status).toBe(409)
        expect(again.body.message).toContain(refid)
      })

      it.each([
        ["before core refunded", "refund", "insert on refund for each row"],
        [
          "between core's refund and the order's books",
          "order_transaction",
          "insert on order_transaction for each row",
        ],
        [
          "between the order's books and its own",
          "kpay_manual_payment",
          "update on kpay_manual_payment for each row when (new.status = 'taken_back')",
        ],
      ] as const)(
        "taking a record back, %s: the next try takes it out of the books, once",
        async (_, table, when) => {
          const { orderId, total } = await place()
          await record(orderId, { amount: total })
          await whileRefused(table, when, async () => {
            await expect(takeBack(orderId)).rejects.toThrow("500")
          })
          expect((await list(orderId)).manual_payments).toMatchObject([
            { status: "booked", actions: ["take_back"] },
          ])
          await takeBack(orderId)
          await takeBack(orderId)
          expect(await readBooked(orderId)).toEqual([-total, total])
          expect(await readDatabase(shop(), "select id from refund")).toHaveLength(1)
          expect(await readBalance(orderId)).toMatchObject({ owed: total, is_unpaid: true })
        }
      )

      it("before it booked a MoMo transaction that K-Pay tells of afterwards: the order has the money once, by the record", async () => {
        const [first, second] = [await place(), await place()]
        const refid = String(callsOf(shop().sandbox, "pay").at(0)?.refid)
        // The id is known when K-Pay tells of the payment; the record is entered by its SMS before the money is applied.
        const held = await shop().kpay.withLease([first.collectionId], 10_000, async () => {
          shop().sandbox.decide(refid, "pays")
          const attempt = await untilStatus(refid, "paid")
          await recordAndDie(second.orderId, attempt?.momo_transaction_id ?? "", second.total)
        })
        expect(held.isHeld).toBe(true)
        const left = await untilStatus(refid, "unapplied")
        expect(left?.unapplied_reason).toBe("recorded_by_hand")
        const dismiss = () =>
          asAdmin<{ message?: string }>(
            shop(),
            "POST",
            `/kpay/attempts/${left?.id ?? ""}/dismiss`,
            { reason: "The record has it." }
          )
        // The record may turn out not to be owed. Then this money is all that the shop knows of the transfer.
        const early = await dismiss()
        expect(early.body.message).toContain("is being booked by hand")
        expect(early.status).toBe(400)
        // Earlier the job might finish the record before the money is left unapplied, and book nothing of it.
        await aMinuteLater("kpay_manual_payment")
        await finishManualPayments(shop().container)
        expect((await dismiss()).status).toBe(200)
        expect(await readBooked(first.orderId)).toEqual([])
        expect(await readBooked(second.orderId)).toEqual([second.total])
        expect((await list(second.orderId)).manual_payments).toMatchObject([{ status: "booked" }])
      })

      it("between core's capture and the order's books: the order is not cancelled as unpaid", async () => {
        const { orderId, total } = await place()
        await whileRefused("order_transaction", "insert on order_transaction for each row", () =>
          recordInVain(orderId, { amount: total })
        )
        shop().sandbox.decide(lastRefid(shop()), "fails")
        await untilStatus(lastRefid(shop()), "failed")
        await inDatabase(
          shop(),
          `update kpay_attempt set created_at = created_at - interval '3 hours', unpaid_due_at = now(),
             reminded_at = now() - interval '1 hour'`
        )
        await eventually(
          () => shop().kpay.listAttempts(),
          ([attempt]) => attempt?.unpaid_due_at === null
        )
        expect(await admin.orderStatus(orderId)).toBe("pending")
      })

      it("before core captured: the order is not cancelled as unpaid, and the job books the payment", async () => {
        const { orderId, total } = await place()
        shop().sandbox.decide(lastRefid(shop()), "fails")
        await untilStatus(lastRefid(shop()), "failed")
        await whileRefused("capture", "insert on capture for each row", () =>
          recordInVain(orderId, { amount: total })
        )
        await inDatabase(
          shop(),
          `update kpay_attempt set created_at = created_at - interval '3 hours', unpaid_due_at = now(),
             reminded_at = now() - interval '1 hour'`
        )
        await cancelUnpaidOrders(shop().container)
        // The job may have been faster. Either way it is checked again, since the record may turn out not to be owed.
        await eventually(
          () => readDatabase(shop(), "select id from kpay_attempt where unpaid_due_at > now()"),
          (checked) => checked.length === 1
        )
        expect(await admin.orderStatus(orderId)).toBe("pending")
        await aMinuteLater("kpay_manual_payment")
        await finishManualPayments(shop().container)
        expect(await readBooked(orderId)).toEqual([total])
        expect(await admin.orderStatus(orderId)).toBe("pending")
      })

      it("and is in the way of a further payment: the admin reads so, and nothing is booked", async () => {
        const { orderId, total } = await place()
        await whileRefused("capture", "insert on capture for each row", async () => {
          await recordInVain(orderId, { amount: 2_000 })
          const { status, body } = await record(orderId, { amount: total })
          expect(status).toBe(409)
          expect(body.message).toContain("tried again every minute")
        })
        expect(await readBooked(orderId)).toEqual([])
      })

      it("before core captured, and the order is paid by K-Pay meanwhile: nothing is booked beyond it", async () => {
        const { orderId, total } = await place()
        const body = { amount: 2_000, request_id: randomUUID() }
        await whileRefused("capture", "insert on capture for each row", () =>
          recordInVain(orderId, body)
        )
        shop().sandbox.decide(lastRefid(shop()), "pays")
        await untilStatus(lastRefid(shop()), "applied")
        const { status, body: answer } = await record(orderId, body)
        expect(status).toBe(409)
        expect(answer.message).toContain("not booked")
        expect((await list(orderId)).manual_payments).toMatchObject([{ status: "not_booked" }])
        expect(await readBooked(orderId)).toEqual([total])
        expect(await readPaymentStatus(orderId)).toBe("captured")
      })
    })

    it("what an admin noted goes with the customer's data; amount and reference stay", async () => {
      const { orderId } = await place()
      await record(orderId, { amount: 1_000, reference: "Receipt 7", note: "Paid by her sister" })
      const { data } = await shop()
        .container.resolve(ContainerRegistrationKeys.QUERY)
        .graph({ entity: "order", fields: ["customer_id"], filters: { id: orderId } })
      const [{ customer_id }] = data as [{ customer_id: string }]
      await admin.post(`/kpay/customers/${customer_id}/erase`)
      expect((await list(orderId)).manual_payments).toMatchObject([
        { amount: 1_000, reference: "Receipt 7", note: null },
      ])
    })
  }
)
