import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { startSandbox, type Sandbox } from "../../../sandbox"
import type { Attempt } from "../attempt"
import { CannotStartError } from "../cannot-start"
import type { Checkout } from "../checkout"
import type { Choice } from "../choice-store"
import type KpayModuleService from "../service"

jest.setTimeout(60_000)

const SANDBOX_PORT = 10_000 + Math.floor(Math.random() * 20_000)
const NOBODY = { name: null, email: null, phones: [] }

moduleIntegrationTestRunner<KpayModuleService>({
  moduleName: "kpay",
  resolve: "./src/modules/kpay",
  moduleOptions: {
    environment: "test",
    baseUrl: `http://localhost:${SANDBOX_PORT}`,
    username: "sandbox",
    password: "sandbox",
    retailerId: "01",
    backendUrl: "http://localhost:9",
    storefrontUrl: "http://localhost:8",
    timeouts: { headersMs: 500, notFoundGraceMs: 1_000 },
    accounts: {
      second: {
        environment: "test",
        baseUrl: `http://localhost:${SANDBOX_PORT}`,
        username: "sandbox",
        password: "wrong",
        retailerId: "02",
      },
    },
  },
  testSuite: ({ service: kpay }) => {
    let sandbox: Sandbox

    beforeEach(async () => {
      sandbox = await startSandbox({
        port: SANDBOX_PORT,
        answerMs: 20,
        promptMs: 10,
        callbackMs: 10,
        seed: 1,
      })
    })
    afterEach(async () => {
      await sandbox.close()
    })

    const checkout = (
      fields: { sessionId?: string; collectionId?: string; amount?: number } = {}
    ): Checkout => ({
      session: {
        id: fields.sessionId ?? "payses_1",
        status: "pending",
        amount: fields.amount ?? 5_200,
        currency_code: "rwf",
        is_captured: false,
      },
      payment_collection_id: fields.collectionId ?? "pay_col_1",
      cart: null,
      order: null,
    })
    const choice = (phone = "250788300000", fields: Partial<Choice> = {}): Choice => ({
      payment_session_id: "payses_1",
      account: "default",
      method: "momo",
      msisdn: phone as Choice["msisdn"],
      payer_name: null,
      payer_email: null,
      locale: "en",
      amount: 5_200,
      currency_code: "rwf",
      ...fields,
    })
    const start = (phone?: string, at = checkout()) => kpay.startAttempt(choice(phone), at, NOBODY)
    const pays = () =>
      sandbox.log().filter(({ body }) => (body as { action?: string }).action === "pay")

    describe("One open attempt for a payment collection", () => {
      it("twenty taps at once make one prompt, and every tap gets that attempt", async () => {
        const attempts = await Promise.all(Array.from({ length: 20 }, () => start()))
        expect(new Set(attempts.map(({ id }) => id)).size).toBe(1)
        expect(pays()).toHaveLength(1)
      })

      it("another phone, method or amount is turned away while one waits, and may start once it failed", async () => {
        const open = await start()
        for (const other of [
          () => start("250788300111"),
          () => start(undefined, checkout({ amount: 9_000 })),
          () => kpay.startAttempt(choice(undefined, { method: "card" }), checkout(), NOBODY),
        ]) {
          await expect(other()).rejects.toBeInstanceOf(CannotStartError)
        }
        sandbox.decide(open.refid, "fails")
        expect((await kpay.askUnlessBusy(open)).state).toBe("failed")
        expect((await start("250788300111")).state).toBe("pending")
        expect(pays()).toHaveLength(2)
      })

      it("carts do not stand in each other's way", async () => {
        await start()
        expect(
          (await start(undefined, checkout({ sessionId: "payses_2", collectionId: "pay_col_2" })))
            .state
        ).toBe("pending")
      })

      it("the same cart with a new session keeps its one prompt, and the money goes to the new session", async () => {
        const first = await start()
        const joined = await start(undefined, checkout({ sessionId: "payses_2" }))
        expect(joined).toMatchObject({
          id: first.id,
          payment_session_id: "payses_2",
          started_session_id: "payses_1",
        })
        expect((await kpay.findAttemptOf("payses_1"))?.id).toBe(first.id)
        expect(pays()).toHaveLength(1)
      })
    })

    describe("What is written down", () => {
      it("an attempt stands in the database before `pay` is sent, so that a lost answer loses nothing", async () => {
        const attempt = await start("250788000012")
        expect(attempt).toMatchObject({
          state: "starting",
          refid: pays()[0] && (pays()[0]?.body as { refid: string }).refid,
        })
        const journal = await kpay.listKpayJournalEntries(
          { attempt_id: attempt.id },
          { order: { created_at: "ASC" } }
        )
        expect(journal.map(({ event }) => event)).toEqual(["pay_sent", "pay_unknown"])
      })

      it("a slower `starting → pending` does not overwrite `paid`", async () => {
        const attempt = await start("250788000012")
        const paid = await kpay.attempts.recordPaid(
          attempt.id,
          { tid: "A1", momoTransactionId: "1", code: "01", text: null },
          { event: "status" }
        )
        const late = await kpay.attempts.recordAccepted(
          attempt.id,
          { tid: "A2", redirectUrl: null },
          { event: "pay_accepted" }
        )
        expect([paid.state, late.state, late.tid]).toEqual(["paid", "paid", "A1"])
      })

      it("paid never becomes anything else, and failed becomes paid when K-Pay says so", async () => {
        const failure = {
          tid: null,
          code: "02",
          text: null,
          reasonCode: "operator" as const,
          refusedAtOnce: false,
        }
        const payment = { tid: "A1", momoTransactionId: "1", code: "01", text: null }
        const attempt = await start()
        expect(
          (await kpay.attempts.recordFailed(attempt.id, failure, { event: "status" })).state
        ).toBe("failed")
        expect(
          await kpay.attempts.recordPaid(attempt.id, payment, { event: "status" })
        ).toMatchObject({ state: "paid", failed_at: null, reason_code: null })
        expect(
          (await kpay.attempts.recordFailed(attempt.id, failure, { event: "status" })).state
        ).toBe("paid")
        expect((await kpay.attempts.recordStillOpen(attempt, { event: "status" })).state).toBe(
          "paid"
        )
      })

      it("a session takes the money of one attempt; the second one's waits for a person", async () => {
        const payment = { tid: "A1", momoTransactionId: "1", code: "01", text: null }
        const settle = async (attempt: Attempt) => {
          await kpay.attempts.recordPaid(attempt.id, payment, { event: "status" })
          return kpay.attempts.recordPlaced(attempt.id, "order_1")
        }
        const first = await start()
        sandbox.decide(first.refid, "fails")
        await kpay.askUnlessBusy(first)
        const second = await start("250788300111")
        expect(await settle(second)).toMatchObject({ unplaced_at: null, order_id: "order_1" })
        expect(await settle(first)).toMatchObject({
          placed_at: null,
          unplaced_reason: "paid_twice",
        })
        // Once settled, nobody is told a second time.
        expect(await kpay.attempts.recordPlaced(first.id, "order_1")).toBeNull()
        expect(await kpay.attempts.recordPlaced(second.id, "order_1")).toBeNull()
      })
    })

    describe("One worker at a time has an attempt", () => {
      it("of twenty that want it at once, and a dead one's lease runs out", async () => {
        const attempt = await start()
        const claims = await Promise.all(
          Array.from({ length: 20 }, () => kpay.attempts.claim(attempt.id, 300))
        )
        expect(claims.filter(Boolean)).toHaveLength(1)
        await new Promise((resolve) => setTimeout(resolve, 350))
        const next = await kpay.attempts.claim(attempt.id, 5_000)
        expect(next).not.toBeNull()
        // The dead worker wakes up: it can neither let go of what is another's now nor prolong it.
        const dead = claims.find(Boolean) as Attempt
        await kpay.release(dead)
        expect(await kpay.attempts.renew(dead, 1_000)).toBeNull()
        expect(await kpay.attempts.claim(attempt.id, 100)).toBeNull()
      })

      it("what was settled is due no more, unless a callback came after the last question", async () => {
        const attempt = await start()
        sandbox.decide(attempt.refid, "fails")
        await kpay.askUnlessBusy(attempt)
        expect((await kpay.attempts.find({ id: attempt.id }))?.due_at).toBeNull()

        await kpay.attempts.recordCallback(attempt.id, null)
        expect(await kpay.attempts.listDue(10)).toEqual([attempt.id])
        const [failed] = await kpay.attempts.list({ id: attempt.id })
        if (failed) await kpay.askUnlessBusy(failed)
        expect(await kpay.attempts.listDue(10)).toEqual([])
      })
    })

    it("a request that never reached K-Pay is failed after a while, not at once", async () => {
      const attempt = await start("250788000011")
      const soon = await kpay.askUnlessBusy(attempt)
      expect(soon).toMatchObject({ state: "starting", code: "611" })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      expect(await kpay.askUnlessBusy(soon)).toMatchObject({
        state: "failed",
        reason_code: "unavailable",
        reason: "The request never reached K-Pay",
      })
    })

    it("K-Pay that cannot be reached at all asked nobody for money: the attempt failed, and another may start", async () => {
      await sandbox.close()
      const attempt = await start()
      expect(attempt).toMatchObject({
        state: "failed",
        reason_code: "unavailable",
        refused_at_once: true,
        code: null,
      })
      sandbox = await startSandbox({ port: SANDBOX_PORT })
      expect((await start()).state).toBe("pending")
    })

    it("each account uses its own credentials", async () => {
      const attempt = await kpay.startAttempt(
        choice(undefined, { account: "second" }),
        checkout(),
        NOBODY
      )
      expect(attempt).toMatchObject({
        account: "second",
        state: "failed",
        code: "600",
        reason_code: "unavailable",
      })
    })

    it("the same refund makes one give-back however often it is retried", async () => {
      const attempt = await start()
      const due = {
        refundId: "ref_1",
        attemptId: attempt.id,
        amountRwf: 1_000,
        currencyCode: "rwf",
      }
      await Promise.all([
        kpay.giveBacks.recordDue(due),
        kpay.giveBacks.recordDue(due),
        kpay.giveBacks.recordDue(due),
      ])
      expect(await kpay.listKpayGiveBacks({})).toEqual([
        expect.objectContaining({ refund_id: "ref_1", status: "due", amount: 1_000 }),
      ])
    })
  },
})
