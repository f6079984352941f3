import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { eventually } from "../../../../integration-tests/eventually"
import { startSandbox, type Sandbox } from "../../../sandbox"
import type { Attempt } from "../attempts/attempt"
import { CannotStartError } from "../attempts/cannot-start"
import type { Checkout } from "../../../medusa/checkout"
import type { Choice } from "../attempts/choice-store"
import type KpayModuleService from "../service"

jest.setTimeout(300_000)

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
    // Only what never answers runs into the first, and nobody waits for the second: attempts are made older.
    timeouts: { headersMs: 5_000, notFoundGraceMs: 600_000 },
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
  testSuite: ({ service: kpay, MikroOrmWrapper }) => {
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
    ): Checkout => {
      const session = {
        id: fields.sessionId ?? "payses_1",
        status: "pending",
        amount: fields.amount ?? 5_200,
        currency_code: "rwf",
        provider_id: "pp_kpay_kpay",
        is_captured: false,
        captured_at: null,
        capture_ids: [],
      }
      return {
        id: fields.collectionId ?? "pay_col_1",
        amount: session.amount,
        currency_code: "rwf",
        paid_amount: 0,
        sessions: [session],
        session,
        cart: null,
        order: null,
      }
    }
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
    const startWith = (chosen: Choice, at = checkout(), isFurther = false) =>
      kpay.startAttempt({ choice: chosen, checkout: at, payer: NOBODY, isFurther })
    const start = (phone?: string, at = checkout()) => startWith(choice(phone), at)
    const further = (phone?: string) => startWith(choice(phone), checkout(), true)
    const payment = { tid: "A1", momoTransactionId: "1", code: "01", text: null }
    const query = async (sql: string, ...values: string[]) =>
      (
        await MikroOrmWrapper.forkManager()
          .getKnex()
          .raw<{ rows: Record<string, unknown>[] }>(sql, values)
      ).rows
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
          () => startWith(choice(undefined, { method: "card" })),
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
        expect((await kpay.findAttemptOf("payses_1", null))?.id).toBe(first.id)
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
          { tid: "A2", redirectUrl: null, dueAt: null },
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
          dueAt: null,
        }
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
        const late = await kpay.attempts.recordUnchanged(attempt, null, null, { state: "pending" })
        expect(late.state).toBe("paid")
      })

      it("a session takes the money of one attempt; the second one's waits for a person", async () => {
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
          Array.from({ length: 20 }, () => kpay.claims.claim(attempt.id))
        )
        expect(claims.filter(Boolean)).toHaveLength(1)
        await query("update kpay_attempt set leased_until = now()")
        expect(await kpay.claims.claim(attempt.id)).not.toBeNull()
        // The dead worker wakes up: it can neither let go of what is another's now, nor prolong it, nor ask.
        const dead = claims.find(Boolean) as Attempt
        await kpay.claims.release(dead)
        expect(await kpay.claims.renew(dead)).toBeNull()
        expect(await kpay.ask(dead)).toBeNull()
        expect(await kpay.claims.claim(attempt.id)).toBeNull()
      })

      it("as long as the worker lives, however long it works", async () => {
        const attempt = await start()
        const claimed = await kpay.claims.claim(attempt.id)
        if (!claimed) throw new Error("Somebody has it.")
        await query("update kpay_attempt set leased_until = now() + interval '6 seconds'")
        await kpay.claims.whileHeld(claimed, () =>
          eventually(
            () =>
              query(
                "select id from kpay_attempt where leased_until > now() + interval '7 seconds'"
              ),
            (rows) => rows.length === 1
          )
        )
        expect(await kpay.claims.claim(attempt.id)).toBeNull()
        await kpay.claims.release(claimed)
        expect(await kpay.claims.claim(attempt.id)).not.toBeNull()
      })

      it("two servers that take what is due at the same moment take different attempts, the longest due first", async () => {
        const attempts = await Promise.all(
          Array.from({ length: 6 }, (_, i) =>
            start(undefined, checkout({ sessionId: `payses_${i}`, collectionId: `pay_col_${i}` }))
          )
        )
        await query("update kpay_attempt set due_at = now() - interval '1 minute'")
        await query(
          "update kpay_attempt set due_at = now() - interval '1 hour' where id = ?",
          attempts[3]?.id ?? ""
        )
        const [first] = await kpay.claims.claimDue(1)
        expect(first?.id).toBe(attempts[3]?.id)
        const servers = await Promise.all([
          kpay.claims.claimDue(3),
          kpay.claims.claimDue(3),
          kpay.claims.claimDue(3),
        ])
        const claimed = servers.flat().map(({ id }) => id)
        expect(claimed).toHaveLength(5)
        expect(new Set(claimed).size).toBe(5)
      })

      it("a callback makes its attempt due at once, whatever the schedule says, and settled money is due no more", async () => {
        const attempt = await start()
        sandbox.decide(attempt.refid, "fails")
        await kpay.askUnlessBusy(attempt)
        expect(await kpay.claims.claimDue(10)).toEqual([])
        await kpay.attempts.recordCallback(attempt.id, null)
        const [due] = await kpay.claims.claimDue(10)
        expect(due?.id).toBe(attempt.id)

        await kpay.attempts.recordPaid(attempt.id, payment, { event: "status" })
        await kpay.attempts.recordPlaced(attempt.id, "order_1")
        await kpay.attempts.recordCallback(attempt.id, null)
        const [settled] = await kpay.attempts.list({ id: attempt.id })
        expect(settled?.due_at).toBeNull()
      })

      it("an attempt whose refresh failed lets others go first", async () => {
        const attempt = await start()
        await kpay.attempts.recordCallback(attempt.id, null)
        const [claimed] = await kpay.claims.claimDue(1)
        if (claimed) await kpay.claims.postpone(claimed, 60_000)
        expect(await kpay.claims.claimDue(1)).toEqual([])
        expect(await kpay.claims.claim(attempt.id)).not.toBeNull()
      })
    })

    describe("Further attempts", () => {
      const age = async (attempt: Attempt, by: string) =>
        query(
          `update kpay_attempt set created_at = created_at - interval '${by}' where id = ?`,
          attempt.id
        )

      it("wait until the phone has had its time; then one takes the place of the other, which stays watched", async () => {
        const first = await start()
        await expect(further("250788300111")).rejects.toMatchObject({ why: "already_waiting" })
        await age(first, "61 seconds")
        const taps = await Promise.allSettled(
          Array.from({ length: 10 }, () => further("250788300111"))
        )
        const started = taps.flatMap((tap) => (tap.status === "fulfilled" ? tap.value : []))
        expect(started).toHaveLength(1)
        expect(pays()).toHaveLength(2)
        const [old] = await kpay.attempts.list({ id: first.id })
        expect(old).toMatchObject({ state: "pending", superseded_at: expect.any(Date) as Date })
        expect(old?.due_at).not.toBeNull()
        expect((await kpay.findAttemptOf("payses_1", null))?.id).toBe(started[0]?.id)
      })

      it("of two that pay, one is placed and the other waits for a person", async () => {
        const first = await start()
        await age(first, "61 seconds")
        const second = await further("250788300111")
        for (const { refid } of [first, second]) sandbox.decide(refid, "pays")
        for (const attempt of [second, first]) await kpay.askUnlessBusy(attempt)
        expect(await kpay.attempts.recordPlaced(first.id, null)).toMatchObject({
          unplaced_at: null,
        })
        expect(await kpay.attempts.recordPlaced(second.id, null)).toMatchObject({
          unplaced_reason: "paid_twice",
        })
      })

      it("never start while it is not known whether a prompt is out, nor once the money is there", async () => {
        const unknown = await start("250788000011")
        expect(unknown.state).toBe("starting")
        await age(unknown, "61 seconds")
        await expect(further()).rejects.toMatchObject({ why: "already_waiting" })
        await kpay.attempts.recordPaid(unknown.id, payment, { event: "status" })
        await expect(further()).rejects.toMatchObject({ why: "nothing_to_pay" })
        expect(pays()).toHaveLength(1)
      })

      it("ask K-Pay about the one before: one that never reached it makes room, one that was paid does not", async () => {
        const lost = await start("250788000011")
        await age(lost, "11 minutes")
        const second = await further()
        expect(await kpay.attempts.find({ id: lost.id })).toMatchObject({ state: "failed" })
        await age(second, "61 seconds")
        sandbox.decide(second.refid, "pays")
        await expect(further("250788300111")).rejects.toMatchObject({ why: "nothing_to_pay" })
        expect(await kpay.attempts.find({ id: second.id })).toMatchObject({ state: "paid" })
        expect(pays()).toHaveLength(2)
      })
    })

    describe("K-Pay is down", () => {
      it("the account is left alone for a while, the others are not; it is said once; and it resumes", async () => {
        const first = await start()
        const second = await start(
          undefined,
          checkout({ sessionId: "payses_2", collectionId: "pay_col_2" })
        )
        await sandbox.close()
        await Promise.all([kpay.askUnlessBusy(first), kpay.askUnlessBusy(second)])
        expect(await query("select account, failures from kpay_outage")).toEqual([
          { account: "default", failures: 1 },
        ])
        await query("update kpay_outage set resume_at = resume_at + interval '1 hour'")
        await query("update kpay_attempt set due_at = now()")
        expect(await kpay.claims.claimDue(10)).toEqual([])
        await query("update kpay_attempt set account = 'second' where id = ?", second.id)
        expect((await kpay.claims.claimDue(10)).map(({ id }) => id)).toEqual([second.id])

        sandbox = await startSandbox({ port: SANDBOX_PORT })
        await query("update kpay_outage set resume_at = now()")
        const [resumed] = await kpay.claims.claimDue(10)
        expect(resumed?.id).toBe(first.id)
        if (resumed) await kpay.ask(resumed)
        expect(await query("select account from kpay_outage")).toEqual([])
      })

      it("is asked ever more seldom", async () => {
        const attempt = await start()
        await sandbox.close()
        const waits: number[] = []
        for (let failures = 1; failures <= 4; failures++) {
          await query("update kpay_outage set resume_at = now()")
          await kpay.askUnlessBusy(attempt)
          const [row] = await query(
            "select extract(epoch from resume_at - now()) as wait from kpay_outage"
          )
          waits.push(Number(row?.wait))
        }
        expect(waits).toEqual([...waits].sort((a, b) => a - b))
        expect(waits[3]).toBeGreaterThan(4 * (waits[0] ?? 0))
        sandbox = await startSandbox({ port: SANDBOX_PORT })
      })
    })

    describe("The end of the schedule", () => {
      it("an attempt that nobody answered is abandoned, and still becomes paid when somebody asks", async () => {
        const attempt = await start()
        await query("update kpay_attempt set created_at = now() - interval '73 hours'")
        expect(await kpay.askUnlessBusy(attempt)).toMatchObject({
          state: "abandoned",
          due_at: null,
        })
        sandbox.decide(attempt.refid, "pays")
        expect((await kpay.askUnlessBusy(attempt)).state).toBe("paid")
      })

      it("K-Pay's silence at the end abandons nothing", async () => {
        const attempt = await start()
        await query("update kpay_attempt set created_at = now() - interval '73 hours'")
        await sandbox.close()
        const asked = await kpay.askUnlessBusy(attempt)
        expect(asked.state).toBe("pending")
        expect(asked.due_at).not.toBeNull()
        sandbox = await startSandbox({ port: SANDBOX_PORT })
      })

      it("a failed attempt is looked at again, ever more seldom, since it may be paid after all", async () => {
        const attempt = await start()
        sandbox.decide(attempt.refid, "fails")
        const failed = await kpay.askUnlessBusy(attempt)
        expect(Number(failed.due_at) - Number(failed.asked_at)).toBeGreaterThan(50_000)
        await query("update kpay_attempt set created_at = now() - interval '1 hour'")
        const again = await kpay.askUnlessBusy(failed)
        expect(Number(again.due_at) - Number(again.asked_at)).toBeGreaterThan(55 * 60_000)
        await query("update kpay_attempt set created_at = now() - interval '73 hours'")
        expect((await kpay.askUnlessBusy(again)).due_at).toBeNull()
      })
    })

    describe("Events", () => {
      it("are written with their fact, go out once however many servers emit, and wait when the bus fails", async () => {
        const attempt = await start()
        await kpay.attempts.recordPaid(attempt.id, payment, { event: "status" })
        await kpay.attempts.recordPlaced(attempt.id, "order_1")
        await expect(
          kpay.outbox.empty(async () => {
            throw new Error("The bus is down.")
          })
        ).rejects.toThrow("The bus is down.")
        const emitted: unknown[] = []
        const emit = async (events: readonly unknown[]) => void emitted.push(...events)
        await Promise.all(Array.from({ length: 5 }, () => kpay.outbox.empty(emit)))
        expect(emitted).toEqual([
          {
            name: "kpay.payment.paid",
            data: expect.objectContaining({
              id: attempt.id,
              order_id: "order_1",
              amount: 5_200,
            }) as unknown,
          },
        ])
        expect(JSON.stringify(emitted)).not.toContain("788300000")
      })
    })

    it("a request that never reached K-Pay is failed after a while, not at once", async () => {
      const attempt = await start("250788000011")
      const soon = await kpay.askUnlessBusy(attempt)
      expect(soon).toMatchObject({ state: "starting", code: "611" })
      await query("update kpay_attempt set created_at = created_at - interval '11 minutes'")
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
      const attempt = await startWith(choice(undefined, { account: "second" }))
      expect(attempt).toMatchObject({
        account: "second",
        state: "failed",
        code: "600",
        reason_code: "unavailable",
      })
    })

    describe("Money that is given back", () => {
      const due = (attempt: Attempt, refundId: string, amountRwf: number) =>
        kpay.giveBacks.recordDue({
          attempt,
          amountRwf,
          refundId,
          orderId: null,
          actor: null,
          note: null,
        })

      it("a refund retried makes one give-back", async () => {
        const attempt = await start()
        const ids = await Promise.all([1, 2, 3].map(() => due(attempt, "ref_1", 1_000)))
        expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
        expect(await kpay.listKpayGiveBacks({})).toEqual([
          expect.objectContaining({ refund_id: "ref_1", status: "due", amount: 1_000 }),
        ])
      })

      it("refunds never exceed the payment, not even at the same moment", async () => {
        const attempt = await start()
        const refunds = await Promise.allSettled(
          ["ref_1", "ref_2", "ref_3", "ref_4"].map((id) => due(attempt, id, 2_000))
        )
        expect(refunds.filter(({ status }) => status === "fulfilled")).toHaveLength(2)
        await expect(due(attempt, "ref_5", 1_202)).rejects.toMatchObject({ leftRwf: 1_200 })
        expect(await due(attempt, "ref_6", 1_200)).toMatchObject({ amount: 1_200 })
      })

      it("parts of a total that is no whole franc, each rounded up, give back what was paid and no franc more", async () => {
        const attempt = await start()
        expect(await due(attempt, "ref_1", 2_601)).toMatchObject({ amount: 2_601 })
        expect(await due(attempt, "ref_2", 2_600)).toMatchObject({ amount: 2_599 })
        await expect(due(attempt, "ref_3", 1)).rejects.toMatchObject({ leftRwf: 0 })
      })

      it("is sent once: the reference is noted once, with who noted it", async () => {
        const owed = await due(await start(), "ref_1", 1_000)
        const done = { reference: "MP1", note: null, actor: "user_1" }
        expect(await kpay.giveBacks.recordDone(owed.id, done)).toMatchObject({
          status: "done",
          reference: "MP1",
          done_by: "user_1",
        })
        expect(await kpay.giveBacks.recordDone(owed.id, { ...done, reference: "MP2" })).toBeNull()
      })

      it("two people dispose of unplaced money once", async () => {
        const attempt = await start()
        await kpay.attempts.recordPaid(attempt.id, payment, { event: "status" })
        const unplaced = await kpay.attempts.recordUnplaced(attempt.id, "session_gone", null)
        const decision = { note: null, actor: "user_1" }
        const decided = await Promise.all([
          kpay.attempts.recordResolved(attempt.id, {
            resolution: "dismissed",
            note: "test",
            actor: "user_2",
          }),
          kpay.giveBacks.recordDueOfUnplaced(unplaced ?? attempt, decision),
          kpay.attempts.recordApplied(
            attempt.id,
            { payment_session_id: "payses_9", payment_collection_id: "pay_col_9" },
            "user_3"
          ),
        ])
        expect(decided.filter((one) => one !== null)).toHaveLength(1)
      })
    })

    it("personal data is erased when its time has come and the money is settled, ids and amounts stay", async () => {
      const settled = await start()
      const open = await start(
        "250788300111",
        checkout({ sessionId: "payses_2", collectionId: "pay_col_2" })
      )
      await kpay.choices.save(
        choice(undefined, { payer_name: "A Payer", payer_email: "a@example.com" })
      )
      await kpay.choices.save(
        choice("250788300111", { payment_session_id: "payses_2", payer_name: "B Payer" })
      )
      await kpay.attempts.recordPaid(settled.id, payment, { event: "status" })
      await kpay.attempts.recordPlaced(settled.id, "order_1")
      await kpay.erasures.eraseBefore(new Date(Date.now() - 3_600_000))
      expect((await kpay.attempts.find({ id: settled.id }))?.msisdn).toBe("250788300000")

      await kpay.erasures.eraseBefore(new Date(Date.now() + 60_000))
      expect(await kpay.attempts.find({ id: settled.id })).toMatchObject({
        msisdn: null,
        amount: 5_200,
        refid: settled.refid,
      })
      expect(await kpay.choices.find("payses_1")).toMatchObject({
        msisdn: null,
        payer_name: null,
        payer_email: null,
        amount: 5_200,
      })
      expect((await kpay.attempts.find({ id: open.id }))?.msisdn).toBe("250788300111")
      expect(await kpay.choices.find("payses_2")).toMatchObject({ payer_name: "B Payer" })
    })
  },
})
