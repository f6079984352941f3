import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import { json } from "node:stream/consumers"
import { generateEntityId } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { eventually } from "../../../../integration-tests/eventually"
import type { AmountRwf } from "../../../domain/amount"
import type { AttemptStatus } from "../../../domain/attempt-status"
import { toConcurrency } from "../../../domain/concurrency"
import type { Refid } from "../../../domain/kpay-ids"
import { METHODS, type MethodId } from "../../../domain/methods"
import type { Msisdn } from "../../../domain/msisdn"
import { startSandbox, type Sandbox } from "../../../sandbox"
import type { Attempt } from "../attempts/attempt"
import type { Choice } from "../attempts/choice-store"
import type { JournalLine } from "../attempts/journal"
import type KpayModuleService from "../service"
import { onKeptTables } from "./keep-tables"

jest.setTimeout(300_000)

const SANDBOX_PORT = 10_000 + Math.floor(Math.random() * 20_000)

interface PayBody {
  readonly refid: string
  readonly returl: string
}

/** What a test's attempt is; what is left out is as usual. */
interface Wanted {
  readonly phone?: string
  readonly sessionId?: string
  readonly collectionId?: string
  /** All payment collections of the order; left out, the one. */
  readonly collectionIds?: readonly string[]
  /** The order that is paid; left out, a cart. */
  readonly orderId?: string
  /** The attempts whose money the shop has counted. */
  readonly countedIds?: readonly string[]
  readonly method?: MethodId
  readonly amount?: number
  readonly account?: string
  readonly actor?: string
  /** A further prompt, which takes the place of one that was not answered for so long. */
  readonly supersedeAfterMs?: number
}

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
    // Only what never answers runs into the first, and no test waits for the second: attempts are made older.
    timeouts: { headersMs: 5_000, notFoundGraceMs: 600_000 },
    // The prompts of this file are about other things; see `prompt-limits.spec.ts`.
    promptLimits: { openPerPhone: null, pauseAfterFailed: null },
    cancelUnpaidAfter: "2h",
    accounts: {
      second: {
        environment: "test",
        baseUrl: `http://localhost:${SANDBOX_PORT}`,
        username: "sandbox",
        password: "wrong",
        retailerId: "02",
      },
      third: {
        environment: "test",
        baseUrl: `http://localhost:${SANDBOX_PORT}`,
        username: "shop-login",
        password: "hunter2!pa@ss",
        retailerId: "01",
      },
    },
  },
  testSuite: onKeptTables(({ service: kpay, MikroOrmWrapper }) => {
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

    /** Starts an attempt as the shop does once it has decided to; `null` where the module refuses. */
    const tryToStart = async (wanted: Wanted = {}): Promise<Attempt | null> => {
      const { collectionId = "pay_col_1", sessionId = "payses_1", method = "momo" } = wanted
      const refid = generateEntityId() as Refid
      const token = randomBytes(24).toString("base64url")
      const msisdn = (wanted.phone ?? "250788300000") as Msisdn
      const amount = (wanted.amount ?? 5_200) as AmountRwf
      const outcome = await kpay.startAttempt({
        attempt: {
          id: generateEntityId(undefined, "kpatt"),
          refid,
          token,
          account: wanted.account ?? "default",
          environment: "test",
          provider_id: "pp_kpay_kpay",
          payment_session_id: sessionId,
          started_session_id: sessionId,
          payment_collection_id: collectionId,
          order_id: wanted.orderId ?? null,
          status: "starting",
          method,
          network: METHODS[method].network,
          amount,
          currency_code: "rwf",
          msisdn,
          locale: "en",
          asked_by: "shopper",
          client: null,
        },
        rules: {
          collectionIds: wanted.collectionIds ?? [collectionId],
          orderIds: wanted.orderId === undefined ? [] : [wanted.orderId],
          countedIds: wanted.countedIds ?? [],
          supersedeAfterMs: wanted.supersedeAfterMs ?? null,
        },
        request: {
          refid,
          method,
          amountRwf: amount,
          msisdn,
          payerName: "A Payer",
          payerEmail: "payer@example.com",
          details: "Order",
          returl: `http://localhost:9/hooks/kpay/${token}`,
          redirecturl: `http://localhost:9/kpay/return/${token}`,
        },
        actor: wanted.actor ?? null,
      })
      return outcome.type === "recorded" ? outcome.attempt : null
    }
    const start = async (wanted: Wanted = {}): Promise<Attempt> => {
      const attempt = await tryToStart(wanted)
      if (!attempt) throw new Error("No attempt was started.")
      return attempt
    }
    const further = (phone = "250788300000") => tryToStart({ phone, supersedeAfterMs: 60_000 })
    /** What K-Pay says of a prompt that waits. */
    const WAITS = { statusid: "03", statusdesc: "PENDING" }
    const OTHER_CART: Wanted = { sessionId: "payses_2", collectionId: "pay_col_2" }
    /** Lets a moment pass, after which K-Pay may be asked again. */
    const pause = async (): Promise<unknown> =>
      query(
        `update kpay_attempt set asked_at = asked_at - interval '10 seconds',
           callback_at = callback_at - interval '10 seconds', due_at = due_at - interval '10 seconds'`
      )
    /** Asks K-Pay, as if it had not been asked a moment ago. */
    const ask = async (attempt: Attempt): Promise<Attempt> => {
      await pause()
      return kpay.askUnlessBusy(attempt)
    }
    /** The payer approves, and K-Pay is asked. */
    const pay = async (attempt: Attempt): Promise<Attempt> => {
      sandbox.decide(attempt.refid, "pays")
      return ask(attempt)
    }
    const fail = async (attempt: Attempt): Promise<Attempt> => {
      sandbox.decide(attempt.refid, "fails")
      return ask(attempt)
    }
    const choice = (fields: Partial<Choice> = {}): Choice => ({
      payment_session_id: "payses_1",
      payment_collection_id: "pay_col_1",
      account: "default",
      method: "momo",
      msisdn: "250788300000" as Msisdn,
      payer_name: null,
      payer_email: null,
      locale: "en",
      amount: 5_200,
      currency_code: "rwf",
      ...fields,
    })
    const query = async (sql: string, ...values: string[]) =>
      (
        await MikroOrmWrapper.forkManager()
          .getKnex()
          .raw<{ rows: Record<string, unknown>[] }>(sql, values)
      ).rows
    const callsOf = (action: "pay" | "checkstatus") =>
      sandbox.log().filter(({ body }) => (body as { action?: string }).action === action)
    const pays = () => callsOf("pay")
    const age = async (attempt: Attempt, by: string) =>
      query(
        `update kpay_attempt set created_at = created_at - interval '${by}' where id = ?`,
        attempt.id
      )
    /** Oldest first. */
    const journalOf = async ({ id }: Attempt): Promise<JournalLine[]> =>
      [...(await kpay.listJournalPage(id, { limit: 500 })).rows].reverse()
    const eventsOf = async (attempt: Attempt) =>
      (await journalOf(attempt)).map(({ event }) => event)
    const statusOf = async ({ id }: Attempt): Promise<AttemptStatus | undefined> =>
      (await kpay.findAttempt(id))?.status
    /** Takes the events that wait to be emitted. */
    const takeEvents = async () => {
      const emitted: { name: string; data: Readonly<Record<string, unknown>> }[] = []
      await kpay.emptyOutbox(async (events) => void emitted.push(...events))
      return emitted
    }
    /** A K-Pay that takes its time, in place of the one that is there. */
    const slowDown = async (delays: { answerMs?: number; statusMs?: number }) => {
      await sandbox.close()
      sandbox = await startSandbox({ port: SANDBOX_PORT, promptMs: 10, callbackMs: 10, ...delays })
    }
    /** Has every call answered by the same text or JSON meanwhile. */
    const whileKpaySays = async <T>(
      answer: unknown,
      act: () => Promise<T>,
      /** What is answered to a request beside it. */
      echo: (request: PayBody) => object = () => ({})
    ): Promise<T> => {
      await sandbox.goDown()
      const kpayInstead = createServer((request, response) => {
        void json(request).then((asked) => {
          const said =
            typeof answer === "object" ? { ...echo(asked as PayBody), ...answer } : answer
          response.end(typeof said === "string" ? said : JSON.stringify(said))
        })
      })
      kpayInstead.listen(SANDBOX_PORT)
      await once(kpayInstead, "listening")
      try {
        return await act()
      } finally {
        kpayInstead.closeAllConnections()
        kpayInstead.close()
        await once(kpayInstead, "close")
        await sandbox.comeBack()
      }
    }
    /** Waits until K-Pay has received so many calls. */
    const untilCalled = async (action: "pay" | "checkstatus", times: number) =>
      eventually(
        () => callsOf(action).length,
        (calls) => calls >= times
      )

    describe("One open attempt for an order or cart", () => {
      it("twenty taps at once record one attempt and send one prompt", async () => {
        const taps = await Promise.all(Array.from({ length: 20 }, () => tryToStart()))
        expect(taps.filter((one) => one !== null)).toHaveLength(1)
        expect(pays()).toHaveLength(1)
        expect(await kpay.listAttempts()).toHaveLength(1)
      })

      it("another phone, method or amount is refused while one waits, and may start once it failed", async () => {
        const open = await start()
        for (const other of [
          { phone: "250788300111" },
          { amount: 9_000 },
          { method: "card" },
          { sessionId: "payses_2" },
        ] as const)
          expect(await tryToStart(other)).toBeNull()
        expect((await fail(open)).status).toBe("failed")
        expect((await start({ phone: "250788300111" })).status).toBe("pending")
        expect(pays()).toHaveLength(2)
      })

      it("money that was applied after the shop had read what the order owes lets no further prompt out", async () => {
        const first = await pay(await start())
        await kpay.recordApplied(first.id, "order_1")
        // The shop read the attempts while the first one was pending, and what the order owed then.
        expect(await further()).toBeNull()
        expect(callsOf("pay")).toHaveLength(1)
        // It reads both again: what the order owes now counts the first one's money.
        const second = await tryToStart({ supersedeAfterMs: 60_000, countedIds: [first.id] })
        expect(second).toMatchObject({ status: "pending" })
        expect(callsOf("pay")).toHaveLength(2)
      })

      it("money that Medusa is being told of lets no further prompt out, also where the shop knows of it", async () => {
        const first = await pay(await start())
        expect(await further()).toBeNull()
        expect(await tryToStart({ supersedeAfterMs: 60_000, countedIds: [first.id] })).toBeNull()
        expect(callsOf("pay")).toHaveLength(1)
      })

      it("money that came to be unapplied after the shop had read the attempts lets no further prompt out", async () => {
        const first = await pay(await start())
        await kpay.recordUnapplied(first.id, "amount_differs", null)
        expect(await further()).toBeNull()
        expect(callsOf("pay")).toHaveLength(1)
      })

      it("counts over all payment collections of an order, also for taps at the same moment", async () => {
        const collectionIds = ["pay_col_1", "pay_col_2"]
        const taps = await Promise.all(
          Array.from({ length: 10 }, (_, i) =>
            tryToStart({
              collectionId: collectionIds[i % 2] ?? "",
              // Callers name them in any order.
              collectionIds: i % 3 === 0 ? [...collectionIds].reverse() : collectionIds,
            })
          )
        )
        expect(taps.filter((one) => one !== null)).toHaveLength(1)
        expect(pays()).toHaveLength(1)
      })

      it("taps at the same moment with different numbers send one prompt, whichever collection of the order each is for", async () => {
        const collectionIds = ["pay_col_1", "pay_col_2"]
        for (let round = 0; round < 5; round++) {
          const taps = await Promise.all(
            Array.from({ length: 4 }, (_, i) =>
              tryToStart({
                collectionId: collectionIds[i % 2] ?? "",
                collectionIds,
                phone: `25078830${round}11${i}`,
              })
            )
          )
          const [open, ...more] = taps.filter((one) => one !== null)
          expect(more).toEqual([])
          if (open) await fail(open)
        }
      })

      it("counts over the whole order, also where a collection was opened after the shop had read them", async () => {
        const ofOrder = { orderId: "order_1", collectionIds: ["pay_col_1"] }
        const edited = { orderId: "order_1", collectionId: "pay_col_2", amount: 6_000 }
        await start({ ...edited, collectionIds: ["pay_col_1", "pay_col_2"] })
        expect(await tryToStart(ofOrder)).toBeNull()
        expect(pays()).toHaveLength(1)
        expect(await tryToStart({ ...ofOrder, orderId: "order_2" })).not.toBeNull()
      })

      it("waits for another one of the same order, whichever collection that is of", async () => {
        const knex = MikroOrmWrapper.forkManager().getKnex()
        let started: Promise<Attempt | null> = Promise.resolve(null)
        await knex.transaction(async (transaction) => {
          // As the other one does.
          await transaction.raw("select pg_advisory_xact_lock(hashtextextended('kpay order_1', 0))")
          started = tryToStart({ orderId: "order_1" })
          await eventually(
            async () =>
              (
                await knex.raw<{ rows: unknown[] }>(
                  `select pid from pg_locks where locktype = 'advisory' and not granted
                     and database = (select oid from pg_database where datname = current_database())`
                )
              ).rows,
            (waiting) => waiting.length === 1
          )
          expect(pays()).toHaveLength(0)
        })
        expect(await started).not.toBeNull()
      })

      it("money that came for the order meanwhile refuses it, though the payment collection of that was deleted", async () => {
        await pay(await start({ orderId: "order_1" }))
        const other = { collectionId: "pay_col_2", sessionId: "payses_2" }
        expect(await tryToStart({ ...other, orderId: "order_1" })).toBeNull()
        expect(await tryToStart({ ...other, orderId: "order_2" })).not.toBeNull()
      })

      it("an open attempt of one cart does not refuse another cart's", async () => {
        await start()
        expect((await start(OTHER_CART)).status).toBe("pending")
      })

      it("the same cart with a new session keeps its one prompt, and the money goes to the new session", async () => {
        const first = await start()
        const session = { id: "payses_2", payment_collection_id: "pay_col_1" }
        const moves = await Promise.all([1, 2, 3].map(() => kpay.moveToSession(first, session)))
        expect(moves.filter((one) => one !== null)).toHaveLength(1)
        expect(await kpay.findAttempt(first.id)).toMatchObject({
          payment_session_id: "payses_2",
          started_session_id: "payses_1",
        })
        for (const id of ["payses_1", "payses_2"])
          expect((await kpay.listAttemptsOfSession(id)).map((one) => one.id)).toEqual([first.id])
        expect((await journalOf(first)).at(-1)).toMatchObject({
          event: "session_changed",
          note: "payses_2",
        })
        expect(pays()).toHaveLength(1)
      })

      it("are listed by the database's clock, also those of a collection that core deleted", async () => {
        const first = await start({ orderId: "order_1" })
        await fail(first)
        const second = await start({ sessionId: "payses_2" })
        const other = await start({ sessionId: "payses_3", collectionId: "pay_col_3" })
        await age(second, "1 hour")
        const idsOf = (attempts: readonly Attempt[]) => attempts.map(({ id }) => id)
        expect(idsOf(await kpay.listAttempts())).toEqual([other.id, first.id, second.id])
        expect(idsOf(await kpay.listAttemptsOfCollections(["pay_col_1"]))).toEqual([
          first.id,
          second.id,
        ])
        expect(idsOf(await kpay.listAttemptsOfCollections([], ["order_1"]))).toEqual([first.id])
        expect(idsOf(await kpay.listAttemptsOfSession("payses_2", ["pay_col_1"]))).toEqual([
          first.id,
          second.id,
        ])
        expect(idsOf(await kpay.listAttemptsByIds([other.id]))).toEqual([other.id])
      })

      it("settled money changes its session no more", async () => {
        const attempt = await pay(await start())
        await kpay.recordApplied(attempt.id, "order_1")
        const session = { id: "payses_2", payment_collection_id: "pay_col_1" }
        expect(await kpay.moveToSession(attempt, session)).toBeNull()
      })
    })

    describe("What is recorded", () => {
      it("an attempt is in the database before `pay` is sent, so that a lost answer loses nothing", async () => {
        const attempt = await start({ phone: "250788000012" })
        expect(attempt).toMatchObject({
          status: "starting",
          refid: pays()[0] && (pays()[0]?.body as { refid: string }).refid,
        })
        expect(await eventsOf(attempt)).toEqual(["pay_sent", "pay_unknown"])
      })

      it("K-Pay's answer to `pay` is recorded with its ids, and the journal names the admin who asked", async () => {
        const attempt = await start({ actor: "user_1" })
        expect(attempt).toMatchObject({ status: "pending", tid: expect.any(String) as string })
        expect(attempt.leased_until).not.toBeNull()
        expect(await kpay.findAttempt(attempt.id)).toMatchObject({ leased_until: null })
        expect(await journalOf(attempt)).toMatchObject([
          { event: "pay_sent", actor: "user_1" },
          { event: "pay_accepted", actor: null },
        ])
      })

      it("a card's payer is sent to K-Pay's page, and a phone's is not, though K-Pay names a page", async () => {
        const url = "https://pay.example/checkout/A1"
        await whileKpaySays({ success: 1, retcode: 0, url }, async () => {
          expect(await start({ method: "card" })).toMatchObject({ redirect_url: url })
          expect(await start(OTHER_CART)).toMatchObject({ status: "pending", redirect_url: null })
        })
      })

      it("K-Pay is asked at once about a payment that it calls paid at once", async () => {
        const attempt = await start({ phone: "250788000015", method: "card" })
        expect(attempt).toMatchObject({ status: "paid", redirect_url: null })
        expect(await eventsOf(attempt)).toEqual(["pay_sent", "pay_paid_at_once", "status_paid"])
      })

      it("K-Pay's id of a payment whose answer to `pay` was lost comes with its status", async () => {
        const [paid, pending, again] = [
          await start(),
          await start(OTHER_CART),
          await start({ sessionId: "payses_3", collectionId: "pay_col_3" }),
        ]
        await query("update kpay_attempt set status = 'starting', tid = null")
        expect(await pay(paid)).toMatchObject({ status: "paid", tid: expect.any(String) as string })
        sandbox.say(pending.refid, WAITS)
        const found = await ask(pending)
        expect(found).toMatchObject({ status: "pending", tid: expect.any(String) as string })
        expect((await eventsOf(found)).at(-1)).toBe("status_pending")

        await query(
          "update kpay_attempt set status = 'failed', code = '611' where id = ?",
          again.id
        )
        sandbox.say(again.refid, WAITS)
        expect(await ask(again)).toMatchObject({
          status: "pending",
          tid: expect.any(String) as string,
        })
      })

      it("K-Pay's id stays where a later answer has none", async () => {
        const attempt = await start()
        const { tid, refid } = attempt
        expect(tid).not.toBeNull()
        for (const [statusid, status] of [
          ["03", "pending"],
          ["02", "failed"],
          ["03", "pending"],
          ["01", "paid"],
        ]) {
          await whileKpaySays({ refid, statusid }, async () => {
            expect(await ask(attempt)).toMatchObject({ status, tid })
          })
        }
      })

      it("a callback that K-Pay was not asked about yet leaves its attempt due; money that core cannot take yet waits in spite of it", async () => {
        const isDueSoon = async (attempt: Attempt) => {
          await kpay.retryLater(attempt, 3_600_000)
          const [row] = await query(
            "select due_at < now() + interval '30 minutes' as soon from kpay_attempt"
          )
          return row?.soon
        }
        const attempt = await start()
        expect(await isDueSoon(attempt)).toBe(false)
        await kpay.receiveCallback(attempt.token, "{}")
        expect(await isDueSoon(attempt)).toBe(true)
        const paid = await pay(attempt)
        await kpay.receiveCallback(attempt.token, "{}")
        expect(await isDueSoon(paid)).toBe(false)
        expect(await kpay.readAskWaitMs(attempt.id)).toBe(0)
      })

      it("K-Pay's slow answer to `pay` does not overwrite `paid`", async () => {
        await slowDown({ answerMs: 2_000 })
        const starting = start()
        await untilCalled("pay", 1)
        await query("update kpay_attempt set status = 'paid', tid = 'A1'")
        const attempt = await starting
        expect(attempt).toMatchObject({ status: "paid", tid: "A1" })
        expect(await eventsOf(attempt)).toContain("pay_accepted")
      })

      it("K-Pay's slow answer to `checkstatus` overwrites neither `paid` nor what the shop decided", async () => {
        await slowDown({ statusMs: 2_000 })
        const attempt = await start()
        sandbox.decide(attempt.refid, "fails")
        for (const [i, status] of ["paid", "applied", "dismissed"].entries()) {
          await query("update kpay_attempt set status = 'pending'")
          const asking = ask(attempt)
          await untilCalled("checkstatus", i + 1)
          await query(`update kpay_attempt set status = '${status}'`)
          await asking
          expect(await statusOf(attempt)).toBe(status)
        }
      })

      it("paid never becomes anything else by K-Pay's word, and failed becomes paid when K-Pay says so", async () => {
        const attempt = await start()
        const failed = await fail(attempt)
        expect(failed).toMatchObject({ status: "failed", reason_code: "operator" })
        const paid = await pay(attempt)
        expect(paid).toMatchObject({ status: "paid", failed_at: null, reason_code: null })
        // Money that is confirmed is not asked about again.
        const asked = callsOf("checkstatus").length
        expect((await ask(paid)).status).toBe("paid")
        expect(callsOf("checkstatus")).toHaveLength(asked)
        // A caller that read the attempt before writes nothing.
        const before = await kpay.findAttempt(attempt.id)
        const late = await kpay.retryLater(attempt, 0)
        expect(late).toMatchObject({ status: "paid", due_at: before?.due_at })
        expect(await eventsOf(attempt)).toEqual([
          "pay_sent",
          "pay_accepted",
          "status_failed",
          "status_paid",
        ])
      })

      it("a session takes the money of one attempt; the money of the second is unapplied", async () => {
        const first = await start()
        await fail(first)
        const second = await start({ phone: "250788300111" })
        await pay(second)
        await pay(first)
        expect(await kpay.recordApplied(second.id, "order_1")).toMatchObject({
          status: "applied",
          order_id: "order_1",
        })
        expect(await kpay.recordApplied(first.id, "order_1")).toMatchObject({
          status: "unapplied",
          unapplied_reason: "overpaid",
        })
        await takeEvents()
        // Recorded once, so that the shop is told once.
        expect(await kpay.recordApplied(first.id, "order_1")).toBeNull()
        expect(await kpay.recordApplied(second.id, "order_1")).toBeNull()
        expect(await kpay.recordUnapplied(second.id, "session_gone", null)).toBeNull()
        expect(await takeEvents()).toEqual([])
      })

      it("money that is not there is neither applied nor unapplied", async () => {
        const attempt = await start()
        expect(await kpay.recordApplied(attempt.id, "order_1")).toBeNull()
        expect(await kpay.recordUnapplied(attempt.id, "session_gone", null)).toBeNull()
        expect(await kpay.recordGivenUp(attempt.id)).toBeNull()
        expect(await statusOf(attempt)).toBe("pending")
      })

      it("nothing is taken for decided because the database refuses to write it", async () => {
        const whileRefused = async (before: string, act: () => Promise<unknown>) => {
          await query(
            `create function refuse() returns trigger as 'begin raise exception ''refused by the test''; end' language plpgsql`
          )
          await query(`create trigger refuse before ${before} execute function refuse()`)
          try {
            await expect(act()).rejects.toThrow("refused by the test")
          } finally {
            await query("drop function refuse cascade")
          }
        }
        const attempt = await pay(await start())
        await whileRefused(
          "update on kpay_attempt for each row when (new.status = 'applied')",
          async () => kpay.recordApplied(attempt.id, "order_1")
        )
        expect(await statusOf(attempt)).toBe("paid")

        const open = await start(OTHER_CART)
        sandbox.say(open.refid, { statusid: "MAYBE", statusdesc: "x" })
        await whileRefused("insert on kpay_journal_entry for each row", async () => ask(open))
        expect(await kpay.findAttempt(open.id)).toMatchObject({ status: "pending", code: null })
      })

      it("money of an order that Medusa took back is unapplied, whether it was recorded as applied or not", async () => {
        const applied = await pay(await start())
        await kpay.recordApplied(applied.id, "order_1")
        const paid = await pay(await start(OTHER_CART))
        for (const { id } of [applied, paid]) {
          expect(await kpay.recordGivenUp(id)).toMatchObject({
            status: "unapplied",
            unapplied_reason: "completion_failed",
            order_id: null,
          })
          expect(await kpay.recordGivenUp(id)).toBeNull()
        }
      })
    })

    describe("One worker at a time has an attempt", () => {
      it("of twenty that want it at once, and a dead one's lease runs out", async () => {
        const attempt = await start()
        const claims = await Promise.all(Array.from({ length: 20 }, () => kpay.claim(attempt.id)))
        expect(claims.filter(Boolean)).toHaveLength(1)
        await query("update kpay_attempt set leased_until = now()")
        const next = await kpay.claim(attempt.id)
        expect(next && (await kpay.renewClaim(next))?.id).toBe(attempt.id)
        // The dead worker goes on after all: it can neither release another's claim, nor prolong it, nor ask.
        const dead = claims.find(Boolean) as Attempt
        await kpay.releaseClaim(dead)
        expect(await kpay.renewClaim(dead)).toBeNull()
        expect(await kpay.ask(dead)).toBeNull()
        expect(await kpay.claim(attempt.id)).toBeNull()
      })

      it("as long as the worker lives, however long it works", async () => {
        const attempt = await start()
        const claimed = await kpay.claim(attempt.id)
        if (!claimed) throw new Error("Another worker has it.")
        await query("update kpay_attempt set leased_until = now() + interval '6 seconds'")
        await kpay.whileClaimed(claimed, () =>
          eventually(
            () =>
              query(
                "select id from kpay_attempt where leased_until > now() + interval '7 seconds'"
              ),
            (rows) => rows.length === 1
          )
        )
        expect(await kpay.claim(attempt.id)).toBeNull()
        await kpay.releaseClaim(claimed)
        expect(await kpay.claim(attempt.id)).not.toBeNull()
      })

      it("two servers that take what is due at the same moment take different attempts", async () => {
        await Promise.all(
          Array.from({ length: 6 }, (_, i) =>
            start({ sessionId: `payses_${i}`, collectionId: `pay_col_${i}` })
          )
        )
        await query("update kpay_attempt set due_at = now() - interval '1 minute'")
        const servers = await Promise.all([
          kpay.claimDue(3),
          kpay.claimDue(3, "longest_due"),
          kpay.claimDue(3),
        ])
        const claimed = servers.flat().map(({ id }) => id)
        expect(claimed).toHaveLength(6)
        expect(new Set(claimed).size).toBe(6)
      })

      it("money that waits to be applied goes first, then the payer who is at the phone, and one worker takes the longest due", async () => {
        const names = ["money", "young", "old", "older"] as const
        const attempts = Object.fromEntries(
          await Promise.all(
            names.map(async (name) => [
              name,
              await start({ sessionId: `payses_${name}`, collectionId: `pay_col_${name}` }),
            ])
          )
        ) as Record<(typeof names)[number], Attempt>
        await age(attempts.old, "1 day")
        await age(attempts.older, "2 days")
        await query("update kpay_attempt set due_at = now() - interval '1 minute'")
        for (const [name, hours] of [
          ["older", 1],
          ["old", 2],
        ] as const)
          await query(
            `update kpay_attempt set due_at = now() - interval '${hours} hours' where id = ?`,
            attempts[name].id
          )
        await query("update kpay_attempt set status = 'paid' where id = ?", attempts.money.id)
        const taken: (string | undefined)[] = []
        for (const rest of ["longest_due", "longest_due", "youngest", "youngest"] as const) {
          const [due] = await kpay.claimDue(1, rest)
          taken.push(names.find((name) => attempts[name].id === due?.id))
        }
        expect(taken).toEqual(["money", "old", "young", "older"])
      })

      it("a callback makes its attempt due as soon as K-Pay may be asked, and settled money is due no more", async () => {
        const attempt = await start()
        await fail(attempt)
        await kpay.receiveCallback(attempt.token, "{}")
        // K-Pay was asked a moment ago.
        expect(await kpay.claimDue(10)).toEqual([])
        expect(await kpay.readAskWaitMs(attempt.id)).toBeGreaterThan(0)
        await pause()
        const [due] = await kpay.claimDue(10)
        expect(due?.id).toBe(attempt.id)
        if (due) await kpay.releaseClaim(due)

        await pay(attempt)
        await kpay.recordApplied(attempt.id, "order_1")
        await kpay.receiveCallback(attempt.token, "{}")
        expect(await kpay.findAttempt(attempt.id)).toMatchObject({
          status: "applied",
          due_at: null,
        })
      })

      it("however many callers ask about an attempt, K-Pay hears one question in about two seconds", async () => {
        const attempt = await start()
        for (let round = 0; round < 20; round++) {
          await kpay.receiveCallback(attempt.token, "{}")
          await kpay.askUnlessBusy(attempt)
          for (const due of await kpay.claimDue(10)) {
            await kpay.ask(due)
            await kpay.releaseClaim(due)
          }
        }
        // Each question needs the pause before it, whatever time the rounds took.
        const [{ asked_s } = { asked_s: 0 }] = (await query(
          "select extract(epoch from max(created_at) - min(created_at)) as asked_s from kpay_journal_entry"
        )) as { asked_s: string | number }[]
        expect(callsOf("checkstatus").length).toBeLessThanOrEqual(1 + Number(asked_s) / 1.9 + 1)
        expect(callsOf("checkstatus").length).toBeGreaterThan(0)
      })

      it("a flood of callbacks fills no journal, and the next question still follows", async () => {
        const attempt = await start()
        await kpay.askUnlessBusy(attempt)
        for (let i = 0; i < 120; i++)
          await kpay.receiveCallback(attempt.token, JSON.stringify({ refid: "x".repeat(16_000) }))
        const callbacks = (await eventsOf(attempt)).filter((event) => event === "callback")
        expect(callbacks).toHaveLength(50)
        expect(await kpay.hasUnansweredCallback(attempt.id)).toBe(true)
        await pay(attempt)
        expect(await statusOf(attempt)).toBe("paid")
        // After the question another callback asks again, although the journal takes no more of them.
        const other = await start(OTHER_CART)
        await query("update kpay_attempt set callbacks = 51 where id = ?", other.id)
        await kpay.askUnlessBusy(other)
        expect(await kpay.hasUnansweredCallback(other.id)).toBe(false)
        await kpay.receiveCallback(other.token, "{}")
        expect(await kpay.hasUnansweredCallback(other.id)).toBe(true)
        expect(await eventsOf(other)).not.toContain("callback")
      })

      it("a callback that cannot be stored takes no other with it", async () => {
        const [broken, other] = [await start(), await start(OTHER_CART)]
        await query(
          `create function refuse() returns trigger as 'begin raise exception ''refused by the test''; end' language plpgsql`
        )
        await query(
          `create trigger refuse before update on kpay_attempt for each row
           when (new.id = '${broken.id}') execute function refuse()`
        )
        const stored = await Promise.allSettled(
          [broken, other].map(({ token }) => kpay.receiveCallback(token, "{}"))
        )
        await query("drop trigger refuse on kpay_attempt")
        await query("drop function refuse")
        expect(stored.map(({ status }) => status)).toEqual(["rejected", "fulfilled"])
        expect(await kpay.hasUnansweredCallback(other.id)).toBe(true)
      })

      it("a callback is a reason to ask about an attempt until its money is booked", async () => {
        const attempt = await start()
        await pay(attempt)
        expect((await kpay.receiveCallback(attempt.token, "{}")).attemptId).toBe(attempt.id)
        await kpay.recordApplied(attempt.id, "order_1")
        expect((await kpay.receiveCallback(attempt.token, "{}")).attemptId).toBeNull()
        expect((await kpay.receiveCallback("no-such-token", "{}")).attemptId).toBeNull()
      })

      it("the same news again makes no line in the journal, and what changes nothing makes a bounded number", async () => {
        const attempt = await start()
        await sandbox.close()
        for (let i = 0; i < 4; i++) await ask(attempt)
        expect(
          (await eventsOf(attempt)).filter((event) => event === "status_unknown")
        ).toHaveLength(1)
        await query(
          `insert into kpay_journal_entry (id, attempt_id, event, created_at)
           select 'kpjou_' || n, ?, 'status_pending', now() - interval '1 hour' from generate_series(1, 600) n`,
          attempt.id
        )
        const newest = await journalOf(attempt)
        expect(newest).toHaveLength(500)
        expect(newest.at(-1)?.event).toBe("status_unknown")
        sandbox = await startSandbox({ port: SANDBOX_PORT })
        await ask(attempt)
        expect((await journalOf(attempt)).at(-1)?.event).toBe("status_unknown")
      })

      it("a server whose clock is wrong asks no more often and believes no `not found` sooner", async () => {
        const now = Date.now
        for (const offMs of [-90_000, -15_000, 300_000]) {
          const attempt = await start({
            phone: "250788000011",
            sessionId: `payses_${offMs}`,
            collectionId: `pay_col_${offMs}`,
          })
          const before = callsOf("checkstatus").length
          Date.now = () => now() + offMs
          try {
            for (let round = 0; round < 10; round++)
              for (const due of await kpay.claimDue(10)) {
                await kpay.ask(due)
                await kpay.releaseClaim(due)
              }
            await ask(attempt)
            expect(await statusOf(attempt)).toBe("starting")
            const due = (await query(
              "select extract(epoch from due_at - asked_at) as due_s from kpay_attempt where id = ?",
              attempt.id
            )) as { due_s: string }[]
            expect(Number(due[0]?.due_s)).toBeGreaterThanOrEqual(10)
          } finally {
            Date.now = now
          }
          expect(callsOf("checkstatus").length - before).toBeLessThanOrEqual(2)
        }
      })

      it("a cart's lock is called dead only after this very lock was held too long without a break", async () => {
        const attempt = await pay(await start())
        const pass = async () =>
          query(
            "update kpay_attempt set cart_locked_since = cart_locked_since - interval '2 minutes'"
          )
        expect(await kpay.recordCartLocked(attempt.id, "lock 1")).toBe(0)
        await pass()
        const heldMs = await kpay.recordCartLocked(attempt.id, "lock 1")
        expect(heldMs).toBeGreaterThanOrEqual(120_000)
        expect(heldMs).toBeLessThan(3_600_000)
        // Another request has it now.
        expect(await kpay.recordCartLocked(attempt.id, "lock 2")).toBe(0)
        await pass()
        await kpay.recordCartUnlocked(attempt.id)
        expect(await kpay.recordCartLocked(attempt.id, "lock 2")).toBe(0)
        // Locks of Redis and of memory end by themselves.
        await kpay.recordCartLocked(attempt.id, null)
        await pass()
        expect(await kpay.recordCartLocked(attempt.id, null)).toBe(0)
        // Told once for each time that the cart was free before.
        expect((await eventsOf(attempt)).filter((event) => event === "cart_locked")).toHaveLength(2)
      })

      it("an attempt whose refresh failed lets others go first", async () => {
        const attempt = await start()
        await kpay.receiveCallback(attempt.token, "{}")
        const [claimed] = await kpay.claimDue(1)
        if (claimed) await kpay.postponeClaim(claimed, 60_000)
        expect(await kpay.claimDue(1)).toEqual([])
        expect(await kpay.claim(attempt.id)).not.toBeNull()
      })
    })

    it("an admin's refresh makes what can still change due, and the journal says who asked", async () => {
      const [open, settled] = [await start(), await pay(await start(OTHER_CART))]
      await kpay.recordApplied(settled.id, "order_1")
      await query("update kpay_attempt set due_at = null")
      await kpay.recordRefreshRequested([open.id, settled.id], "user_1")
      expect((await kpay.findAttempt(open.id))?.due_at).not.toBeNull()
      expect((await journalOf(open)).at(-1)).toMatchObject({
        event: "refresh_requested",
        actor: "user_1",
      })
      expect((await kpay.findAttempt(settled.id))?.due_at).toBeNull()
      expect(await eventsOf(settled)).not.toContain("refresh_requested")
    })

    describe("An order that is not paid", () => {
      const HOUR_MS = 3_600_000
      /** After how many whole hours from now its order is checked. */
      const dueInHours = async () => {
        const [row] = await query(
          "select ceil(extract(epoch from unpaid_due_at - now()) / 3600) as hours from kpay_attempt"
        )
        return row?.hours === null ? null : Number(row?.hours)
      }

      it("is checked half-way to its cancellation, by one worker, and again where that one died", async () => {
        const attempt = await start()
        expect(await dueInHours()).toBe(1)
        expect((await kpay.findWork()).unpaid).toBe(false)
        expect(await kpay.claimUnpaid(10, HOUR_MS)).toEqual([])
        await query("update kpay_attempt set unpaid_due_at = now()")
        expect((await kpay.findWork()).unpaid).toBe(true)
        const workers = await Promise.all([1, 2, 3].map(() => kpay.claimUnpaid(10, 5 * HOUR_MS)))
        expect(workers.flat().map(({ id }) => id)).toEqual([attempt.id])
        expect(await dueInHours()).toBe(5)
      })

      it("is reminded once: with its journal line, its event and its order", async () => {
        const attempt = await start()
        await kpay.recordUnpaidDue(attempt.id, 3 * HOUR_MS)
        expect(await dueInHours()).toBe(3)
        expect(await kpay.findAttempt(attempt.id)).toMatchObject({
          order_id: null,
          reminded_at: null,
        })
        expect(await eventsOf(attempt)).toEqual(["pay_sent", "pay_accepted"])

        await kpay.recordUnpaidDue(attempt.id, 2 * HOUR_MS, {
          entry: { event: "reminded" },
          event: "kpay.payment.reminder",
          orderId: "order_1",
        })
        expect(await dueInHours()).toBe(2)
        expect(await kpay.findAttempt(attempt.id)).toMatchObject({
          order_id: "order_1",
          reminded_at: expect.any(Date) as Date,
        })
        expect((await eventsOf(attempt)).at(-1)).toBe("reminded")
        expect(await takeEvents()).toMatchObject([
          { name: "kpay.payment.reminder", data: { id: attempt.id, order_id: "order_1" } },
        ])
      })

      it("is cancelled, and is checked no more", async () => {
        const attempt = await start()
        await kpay.recordUnpaidDue(attempt.id, null, {
          entry: { event: "order_cancelled" },
          orderId: "order_1",
        })
        expect(await dueInHours()).toBeNull()
        expect(await kpay.findAttempt(attempt.id)).toMatchObject({
          order_id: "order_1",
          reminded_at: null,
        })
        expect((await eventsOf(attempt)).at(-1)).toBe("order_cancelled")
        expect(await takeEvents()).toEqual([])
        await kpay.recordUnpaidDue("kpatt_unknown", null, {
          entry: { event: "order_cancelled" },
          orderId: "order_1",
        })
        expect(await takeEvents()).toEqual([])
      })
    })

    describe("Further attempts", () => {
      it("wait until the phone has had its time; then one takes the place of the other, which is still asked about", async () => {
        const first = await start()
        expect(await further("250788300111")).toBeNull()
        await age(first, "61 seconds")
        const taps = await Promise.all(Array.from({ length: 10 }, () => further("250788300111")))
        const started = taps.filter((one) => one !== null)
        expect(started).toHaveLength(1)
        expect(pays()).toHaveLength(2)
        const old = await kpay.findAttempt(first.id)
        expect(old).toMatchObject({
          status: "pending",
          superseded_at: expect.any(Date) as Date,
          due_at: expect.any(Date) as Date,
        })
        expect(await eventsOf(first)).toContain("superseded")
        expect((await kpay.listAttemptsOfSession("payses_1")).map(({ id }) => id)).toEqual([
          started[0]?.id,
          first.id,
        ])
      })

      it("take the place of an attempt in another payment collection of the same order", async () => {
        const first = await start()
        await age(first, "61 seconds")
        const second = await tryToStart({
          collectionId: "pay_col_2",
          collectionIds: ["pay_col_1", "pay_col_2"],
          supersedeAfterMs: 60_000,
        })
        expect(second).toMatchObject({ status: "pending", superseded_at: null })
        expect((await kpay.findAttempt(first.id))?.superseded_at).not.toBeNull()
      })

      it("of two that pay, one is applied and the money of the other is unapplied", async () => {
        const first = await start()
        await age(first, "61 seconds")
        const second = await further("250788300111")
        if (!second) throw new Error("No attempt was started.")
        for (const attempt of [second, first]) await pay(attempt)
        expect(await kpay.recordApplied(first.id, null)).toMatchObject({ status: "applied" })
        expect(await kpay.recordApplied(second.id, null)).toMatchObject({
          status: "unapplied",
          unapplied_reason: "overpaid",
        })
      })

      it("never start while it is not known whether a prompt is out", async () => {
        const unknown = await start({ phone: "250788000011" })
        expect(unknown.status).toBe("starting")
        await age(unknown, "1 hour")
        expect(await further()).toBeNull()
        expect(pays()).toHaveLength(1)
      })

      it("K-Pay is asked about the ones before: a request that never reached it has failed, and money is found", async () => {
        const lost = await start({ phone: "250788000011" })
        await age(lost, "11 minutes")
        await kpay.askBeforeFurther([lost])
        expect(await statusOf(lost)).toBe("failed")
        const second = await further()
        if (!second) throw new Error("No attempt was started.")
        await age(second, "61 seconds")
        sandbox.decide(second.refid, "pays")
        await kpay.askBeforeFurther([second, lost])
        expect(await statusOf(second)).toBe("paid")
        expect(pays()).toHaveLength(2)
      })

      it("K-Pay is not asked again about an answer of a moment ago", async () => {
        const attempt = await start()
        await ask(attempt)
        // However long the test takes, the answer is recent.
        await query("update kpay_attempt set asked_at = now() + interval '1 hour'")
        const [asked] = await kpay.listAttempts()
        await kpay.askBeforeFurther(asked ? [asked] : [])
        expect(callsOf("checkstatus")).toHaveLength(1)
      })

      it("K-Pay is asked about one that it refused at once, and not about one that it did not take", async () => {
        const refused = await start({ phone: "250788000002" })
        expect(refused).toMatchObject({ status: "failed", refused_at_once: true, code: "606" })
        expect(refused.due_at).not.toBeNull()
        await kpay.askBeforeFurther([refused])
        expect(await statusOf(refused)).toBe("failed")
        expect(callsOf("checkstatus")).toHaveLength(1)

        const wrongPassword = await start({ ...OTHER_CART, account: "second" })
        expect(wrongPassword).toMatchObject({ refused_at_once: true, code: "600" })
        await sandbox.goDown()
        const notSent = await start({ sessionId: "payses_3", collectionId: "pay_col_3" })
        expect(notSent).toMatchObject({ refused_at_once: true, code: null })
        await sandbox.comeBack()
        await kpay.askBeforeFurther([wrongPassword, notSent])
        expect(callsOf("checkstatus")).toHaveLength(1)
      })

      it("a prompt that is out though K-Pay refused it at once blocks a further one, until it ends", async () => {
        const refused = await start({ phone: "250788000021" })
        expect(refused).toMatchObject({ status: "failed", refused_at_once: true })
        await kpay.askBeforeFurther([refused])
        expect(await kpay.findAttempt(refused.id)).toMatchObject({
          status: "pending",
          refused_at_once: true,
          code: "03",
          reason_code: null,
          failed_at: null,
          due_at: expect.any(Date) as Date,
        })
        expect(await tryToStart()).toBeNull()
        expect(await eventsOf(refused)).toEqual(["pay_sent", "pay_refused", "status_pending"])

        expect(await fail(refused)).toMatchObject({ status: "failed", refused_at_once: true })
        expect((await start()).status).toBe("pending")
      })

      it("a prompt that K-Pay did not know of, and knows of now, blocks a further one", async () => {
        const attempt = await start()
        await query(
          "update kpay_attempt set status = 'failed', code = '611', reason_code = 'unavailable', failed_at = now(), asked_at = null"
        )
        const [failed] = await kpay.listAttempts()
        await kpay.askBeforeFurther(failed ? [failed] : [])
        expect(await statusOf(attempt)).toBe("pending")
        expect(await tryToStart()).toBeNull()
      })

      it.each(["02", "606", "607", "610", "682"])(
        "a prompt that `checkstatus` called failed by %s, and calls pending now, blocks a further one until it ends",
        async (code) => {
          const attempt = await start()
          sandbox.say(attempt.refid, { statusid: code, statusdesc: "Failed" })
          const failed = await ask(attempt)
          expect(failed).toMatchObject({ status: "failed", code, refused_at_once: false })
          sandbox.say(attempt.refid, WAITS)
          await pause()
          await kpay.askBeforeFurther([failed])
          expect(await kpay.findAttempt(attempt.id)).toMatchObject({
            status: "pending",
            code: "03",
            reason: null,
            reason_code: null,
            failed_at: null,
            found_at: expect.any(Date) as Date,
            due_at: expect.any(Date) as Date,
          })
          expect(await tryToStart()).toBeNull()
          // However long the test takes, it was found a moment ago.
          await query(
            "update kpay_attempt set created_at = created_at - interval '5 minutes', found_at = now() + interval '1 hour'"
          )
          expect(await further()).toBeNull()
          expect(await eventsOf(attempt)).toEqual([
            "pay_sent",
            "pay_accepted",
            "status_failed",
            "status_pending",
          ])
          expect((await takeEvents()).map(({ name }) => name)).toEqual(["kpay.payment.failed"])
          expect((await fail(attempt)).status).toBe("failed")
          expect((await start()).status).toBe("pending")
          expect(pays()).toHaveLength(2)
        }
      )

      it("a failed prompt that K-Pay calls pending by 0 is out too, and one that it calls used before is not", async () => {
        const attempt = await start()
        await fail(attempt)
        for (const statusid of ["608", "609"]) {
          sandbox.say(attempt.refid, { statusid, statusdesc: "Pending" })
          expect((await ask(attempt)).status).toBe("failed")
        }
        sandbox.say(attempt.refid, { statusid: "0", statusdesc: "Being processed" })
        expect(await ask(attempt)).toMatchObject({ status: "pending", code: "00" })
      })

      it("a failed prompt that K-Pay calls pending stays failed while a later one is out, and is asked about until it is paid", async () => {
        const first = await start()
        await fail(first)
        const second = await start()
        sandbox.say(first.refid, WAITS)
        expect(await ask(first)).toMatchObject({
          status: "failed",
          code: "02",
          due_at: expect.any(Date) as Date,
        })
        expect(await statusOf(second)).toBe("pending")
        expect((await eventsOf(first)).slice(-2)).toEqual(["status_failed", "status_pending"])
        expect((await pay(first)).status).toBe("paid")
      })

      it("a failed prompt that was replaced is pending again beside the one that took its place", async () => {
        const first = await start()
        await age(first, "61 seconds")
        const second = await further("250788300111")
        await fail(first)
        sandbox.say(first.refid, WAITS)
        expect(await ask(first)).toMatchObject({
          status: "pending",
          superseded_at: expect.any(Date) as Date,
        })
        expect(second && (await statusOf(second))).toBe("pending")
      })

      it("a failed prompt of which the schedule has ended stays failed, and is asked about no more", async () => {
        const attempt = await start()
        await fail(attempt)
        sandbox.say(attempt.refid, WAITS)
        await age(attempt, "73 hours")
        expect(await ask(attempt)).toMatchObject({ status: "failed", due_at: null })
      })

      it("a question that is not answered soon holds no shopper up", async () => {
        const refused = await start({ phone: "250788000002" })
        await slowDown({ statusMs: 60_000 })
        await kpay.askBeforeFurther([refused])
        expect(callsOf("checkstatus")).toHaveLength(1)
        expect((await start()).status).toBe("pending")
      })

      it("a prompt that K-Pay refused at once and a later one are out: the older one is asked about until it is paid", async () => {
        const refused = await start({ phone: "250788000021" })
        const second = await start()
        expect(await ask(refused)).toMatchObject({ status: "failed", refused_at_once: true })
        expect(await statusOf(second)).toBe("pending")
        expect(await pay(refused)).toMatchObject({ status: "paid" })
      })
    })

    describe("K-Pay is down", () => {
      it("its account is asked about no more for a while, the others are; it is recorded once; and it resumes", async () => {
        const first = await start()
        const second = await start(OTHER_CART)
        await sandbox.close()
        await Promise.all([ask(first), ask(second)])
        expect(await query("select account, failures from kpay_outage")).toEqual([
          { account: "default", failures: 1 },
        ])
        await query("update kpay_outage set resume_at = resume_at + interval '1 hour'")
        await query("update kpay_attempt set due_at = now()")
        await pause()
        expect(await kpay.claimDue(10)).toEqual([])
        await query("update kpay_attempt set account = 'second' where id = ?", second.id)
        expect((await kpay.claimDue(10)).map(({ id }) => id)).toEqual([second.id])

        sandbox = await startSandbox({ port: SANDBOX_PORT })
        await query("update kpay_outage set resume_at = now()")
        const [resumed] = await kpay.claimDue(10)
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
          await ask(attempt)
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
      it("an attempt without an outcome is abandoned, and still becomes paid when K-Pay is asked once more", async () => {
        const attempt = await start()
        await query("update kpay_attempt set created_at = now() - interval '73 hours'")
        expect(await ask(attempt)).toMatchObject({
          status: "abandoned",
          due_at: null,
        })
        expect((await eventsOf(attempt)).at(-1)).toBe("abandoned")
        expect((await pay(attempt)).status).toBe("paid")
      })

      it("an attempt is not abandoned while K-Pay gives no answer", async () => {
        const attempt = await start()
        await query("update kpay_attempt set created_at = now() - interval '73 hours'")
        await sandbox.close()
        const asked = await ask(attempt)
        expect(asked.status).toBe("pending")
        // As often as in the last stage of the schedule.
        expect(Number(asked.due_at) - Number(asked.asked_at)).toBeGreaterThan(55 * 60_000)
        sandbox = await startSandbox({ port: SANDBOX_PORT })
      })

      it("a failed attempt is asked about again, ever more seldom, since it may be paid after all", async () => {
        const attempt = await start()
        const failed = await fail(attempt)
        expect(Number(failed.due_at) - Number(failed.asked_at)).toBeGreaterThan(50_000)
        await query("update kpay_attempt set created_at = now() - interval '1 hour'")
        const again = await ask(failed)
        expect(Number(again.due_at) - Number(again.asked_at)).toBeGreaterThan(55 * 60_000)
        await query("update kpay_attempt set created_at = now() - interval '73 hours'")
        expect((await ask(again)).due_at).toBeNull()
      })
    })

    describe("K-Pay answers without an outcome", () => {
      it.each(["603", "604", "605"])(
        "%s in the status of one payment pauses no other, and its order can be prompted again once the schedule has ended",
        async (statusid) => {
          const poisoned = await start()
          const other = await start(OTHER_CART)
          await query("update kpay_attempt set status = 'starting' where id = ?", poisoned.id)
          sandbox.say(poisoned.refid, { statusid, statusdesc: "AMOUNT_OUT_OF_RANGE" })
          expect((await ask(poisoned)).status).toBe("starting")
          expect(await query("select account from kpay_outage")).toEqual([])
          expect((await eventsOf(poisoned)).at(-1)).toBe("status_unknown")
          expect((await pay(other)).status).toBe("paid")
          await age(poisoned, "1 hour")
          expect(await further()).toBeNull()

          await age(poisoned, "73 hours")
          expect(await ask(poisoned)).toMatchObject({ status: "abandoned", due_at: null })
          expect((await eventsOf(poisoned)).at(-1)).toBe("abandoned")
          await kpay.askBeforeFurther(await kpay.listAttempts({ id: poisoned.id }))
          expect((await further())?.status).toBe("pending")
          expect((await pay(poisoned)).status).toBe("paid")
        }
      )

      it.each([
        ["a code about the moment", { retcode: 429, reply: "Too many requests" }],
        ["no JSON", "<html></html>"],
      ])("by %s: an attempt is not given up when the schedule has ended", async (_, answer) => {
        const attempt = await start()
        await age(attempt, "73 hours")
        await whileKpaySays(answer, async () => {
          expect(await ask(attempt)).toMatchObject({
            status: "pending",
            due_at: expect.any(Date) as Date,
          })
        })
      })

      it("by no JSON: its account is asked about no more for a while", async () => {
        const attempt = await start()
        await whileKpaySays("<html></html>", async () => {
          await ask(attempt)
        })
        expect(await query("select account, cause from kpay_outage")).toEqual([
          { account: "default", cause: "no_answer" },
        ])
      })

      it("an attempt of an account that the options have no more is not given up", async () => {
        const attempt = await start()
        await age(attempt, "73 hours")
        await query("update kpay_attempt set account = 'gone'")
        expect(await ask(attempt)).toMatchObject({
          status: "pending",
          due_at: expect.any(Date) as Date,
        })
        expect(await query("select account, cause from kpay_outage")).toEqual([
          { account: "gone", cause: "no_answer" },
        ])
      })

      it("about a failed attempt: it is asked about no more once the schedule has ended", async () => {
        const attempt = await start()
        await fail(attempt)
        sandbox.say(attempt.refid, { statusid: "605", statusdesc: "AMOUNT_OUT_OF_RANGE" })
        expect((await ask(attempt)).due_at).not.toBeNull()
        await age(attempt, "73 hours")
        expect(await ask(attempt)).toMatchObject({ status: "failed", due_at: null })
      })

      it("a code of the setup that names no payment pauses the account", async () => {
        const attempt = await start()
        await whileKpaySays({ retcode: 605, reply: "Retailer not enabled" }, async () => {
          expect((await ask(attempt)).status).toBe("pending")
        })
        expect(await query("select account, cause from kpay_outage")).toEqual([
          { account: "default", cause: "605" },
        ])
      })
    })

    describe("The journal keeps K-Pay's own answer, for its support", () => {
      const wireOf = async (attempt: Attempt, wanted: string) =>
        (await journalOf(attempt)).find(({ event }) => event === wanted)?.wire

      it("of a refusal at once, with every field but the key", async () => {
        const refused = await start({ phone: "250788000002" })
        const wire = await wireOf(refused, "pay_refused")
        expect(wire).toEqual({
          reply: "TARGET_AUTHORIZATION_ERROR",
          url: " ",
          success: expect.anything() as unknown,
          authkey: "[redacted]",
          tid: refused.tid,
          refid: refused.refid,
          retcode: expect.anything() as unknown,
          statusmsg: "Not enough funds",
          statusdesc: "TARGET_AUTHORIZATION_ERROR",
          initime: expect.any(String) as string,
          useurl: "N",
          action: "pay",
        })
      })

      it("of an answer to `pay` that leaves the outcome open, without what is personal or secret", async () => {
        const answer = {
          retcode: 604,
          reply: "DUPLICATE_REFID sandbox:wrong",
          tid: "E9",
          authkey: "m43s1",
          url: "https://pay.example/checkout/A1",
          payaccount: "0783300000",
          statusmsg: "Of 0783300000",
        }
        await whileKpaySays(answer, async () => {
          const attempt = await start({ account: "second" })
          expect(attempt.status).toBe("starting")
          expect(await wireOf(attempt, "pay_unknown")).toEqual({
            retcode: 604,
            reply: "DUPLICATE_REFID [redacted]:[redacted]",
            tid: "E9",
            authkey: "[redacted]",
            url: "[redacted]",
            payaccount: "[redacted]",
            statusmsg: "Of [redacted]",
          })
        })
      })

      describe("but neither the login, nor a payment's token, nor a name, though K-Pay repeats them", () => {
        const LOGIN = "shop-login"
        const PASSWORD = "hunter2!pa@ss"

        /** What K-Pay repeats of a request, in fields of its own and within its words. */
        const echoOf = ({ refid, token }: Pick<Attempt, "refid" | "token">) => ({
          refid,
          username: LOGIN,
          password: PASSWORD,
          customername: "A Payer",
          returl: `http://localhost:9/hooks/kpay/${token}`,
          redirecturl: `http://localhost:9/kpay/return/${token}`,
          request: { password: PASSWORD, cname: "A Payer", returl: `http://localhost:9/${token}` },
          note: `For http://localhost:9/hooks/kpay/${token} by ${LOGIN}`,
          statusmsg: `Declined for ${LOGIN}:${PASSWORD} at http://localhost:9/hooks/kpay/${token}`,
        })
        /** All columns of an attempt and of its journal, but the one that is for the token. */
        const keptOf = async ({ id }: Attempt) => {
          const rows = await query(
            `select to_jsonb(attempt) - 'token' as attempt,
               (select jsonb_agg(to_jsonb(entry)) from kpay_journal_entry entry where attempt_id = attempt.id) as journal
             from kpay_attempt attempt where id = ?`,
            id
          )
          return JSON.stringify(rows)
        }
        const startThird = async () =>
          whileKpaySays({ success: 1, retcode: 0 }, async () => start({ account: "third" }))
        const expectNoneOf = async (attempt: Attempt) => {
          const kept = await keptOf(attempt)
          for (const secret of [attempt.token, LOGIN, "hunter2", "pa@ss", "A Payer"])
            expect(kept).not.toContain(secret)
          return kept
        }

        it.each([
          ["accepts", { success: 1, retcode: 0 }, "pending"],
          ["refuses", { success: 0, retcode: 606 }, "failed"],
          ["refuses the login", { retcode: 600 }, "failed"],
          ["refuses in words", { success: 0, retcode: `ERROR ${LOGIN}` }, "failed"],
          ["leaves the outcome open", { retcode: 604 }, "starting"],
        ] as const)("in the answer to `pay` that %s", async (_, answer, status) => {
          await whileKpaySays(
            answer,
            async () => {
              const attempt = await start({ account: "third" })
              expect(attempt.status).toBe(status)
              expect(await expectNoneOf(attempt)).toContain("Declined for [redacted]")
            },
            ({ refid, returl }) =>
              echoOf({ refid: refid as Refid, token: returl.split("/").at(-1) ?? "" })
          )
        })

        it.each([
          ["01", "paid"],
          ["02", "failed"],
          ["03", "pending"],
          ["611", "pending"],
          ["605", "pending"],
          [`MAYBE ${LOGIN}`, "pending"],
        ])("in an answer to `checkstatus` with the status %s", async (statusid, status) => {
          const attempt = await startThird()
          await whileKpaySays({ ...echoOf(attempt), statusid }, async () => {
            expect((await ask(attempt)).status).toBe(status)
          })
          expect(await expectNoneOf(attempt)).toContain("Declined for [redacted]")
        })

        it("in a callback", async () => {
          const attempt = await startThird()
          await kpay.receiveCallback(attempt.token, JSON.stringify(echoOf(attempt)))
          expect(await expectNoneOf(attempt)).toContain("Declined for [redacted]")
        })
      })

      it("of an answer to `checkstatus` that says nothing of the payment, once for the same words", async () => {
        const attempt = await start()
        sandbox.say(attempt.refid, { statusid: "605", statusdesc: "AMOUNT_OUT_OF_RANGE" })
        await ask(attempt)
        expect(await wireOf(attempt, "status_unknown")).toMatchObject({
          refid: attempt.refid,
          statusid: "605",
          statusdesc: "AMOUNT_OUT_OF_RANGE",
        })
        for (const [reply, at] of [
          ["Try later", "12:00"],
          ["Try later", "12:01"],
          ["Try tomorrow", "12:02"],
        ])
          await whileKpaySays({ retcode: 429, reply, at }, async () => {
            await ask(attempt)
          })
        const told = (await journalOf(attempt)).filter(({ event }) => event === "status_unknown")
        expect(told.map(({ wire }) => wire?.reply)).toEqual([
          undefined,
          "Try later",
          "Try tomorrow",
        ])
      })
    })

    describe("The shop went from one environment to the other while a payment was open", () => {
      it("a live payment whose answer was lost is not called failed because the test K-Pay does not know it", async () => {
        const attempt = await start()
        await query("update kpay_attempt set environment = 'live', status = 'starting'")
        await query("update kpay_attempt set created_at = now() - interval '1 hour'")
        const asked = await ask(attempt)
        expect(asked.status).toBe("starting")
        expect(asked.due_at).not.toBeNull()
        expect(callsOf("checkstatus")).toEqual([])
        expect((await eventsOf(attempt)).at(-1)).toBe("not_asked")
        await query("update kpay_attempt set environment = 'test'")
        expect((await pay(attempt)).status).toBe("paid")
      })

      it("a live payment is not abandoned before its own K-Pay was asked", async () => {
        const attempt = await start()
        await query(
          "update kpay_attempt set environment = 'live', created_at = now() - interval '73 hours'"
        )
        const asked = await ask(attempt)
        expect(asked.status).toBe("pending")
        expect(asked.due_at).not.toBeNull()
        expect(callsOf("checkstatus")).toEqual([])
      })
    })

    describe("Events", () => {
      it("are written with their fact, go out once however many servers emit, and wait when the bus fails", async () => {
        const attempt = await pay(await start())
        await kpay.recordApplied(attempt.id, "order_1")
        await expect(
          kpay.emptyOutbox(async () => {
            throw new Error("The bus is down.")
          })
        ).rejects.toThrow("The bus is down.")
        const emitted: unknown[] = []
        const emit = async (events: readonly unknown[]) => void emitted.push(...events)
        await Promise.all(Array.from({ length: 5 }, () => kpay.emptyOutbox(emit)))
        expect(emitted).toEqual([
          {
            name: "kpay.payment.paid",
            data: expect.objectContaining({
              id: attempt.id,
              order_id: "order_1",
              status: "applied",
              amount: 5_200,
            }) as unknown,
          },
        ])
        expect(JSON.stringify(emitted)).not.toContain("788300000")
      })

      it("tell of a payment that failed, of unapplied money and of its refund, each once", async () => {
        const attempt = await start()
        await fail(attempt)
        await pay(attempt)
        await kpay.recordUnapplied(attempt.id, "session_gone", null)
        const decided = await kpay.decideRefund(attempt.id, {
          note: null,
          actor: "user_1",
          refundId: null,
        })
        await kpay.recordRefundSent(decided?.refund.id ?? "", {
          reference: "MP1",
          note: null,
          actor: "user_1",
        })
        expect((await takeEvents()).map(({ name }) => name)).toEqual([
          "kpay.payment.failed",
          "kpay.payment.unapplied",
          "kpay.refund.due",
          "kpay.refund.sent",
        ])
      })
    })

    it("a request that never reached K-Pay has failed after a while, not at once", async () => {
      const attempt = await start({ phone: "250788000011" })
      const soon = await ask(attempt)
      expect(soon).toMatchObject({ status: "starting", code: "611" })
      await query("update kpay_attempt set created_at = created_at - interval '11 minutes'")
      expect(await ask(soon)).toMatchObject({
        status: "failed",
        reason_code: "unavailable",
        reason: "The request never reached K-Pay",
        refused_at_once: false,
      })
    })

    it("K-Pay that cannot be reached at all sent no prompt: the attempt failed, and another may start", async () => {
      await sandbox.close()
      const attempt = await start()
      expect(attempt).toMatchObject({
        status: "failed",
        reason_code: "unavailable",
        refused_at_once: true,
        code: null,
        // It cannot be paid late.
        due_at: null,
      })
      sandbox = await startSandbox({ port: SANDBOX_PORT })
      expect((await start()).status).toBe("pending")
    })

    it("K-Pay that answers slowly of late is asked about more payments at once, so that it is asked as often", async () => {
      const attempt = await start()
      await slowDown({ statusMs: 1_000 })
      expect(kpay.concurrency).toBe(4)
      const startedAt = performance.now()
      await ask(attempt)
      const tookMs = performance.now() - startedAt
      expect(kpay.concurrency).toBeGreaterThanOrEqual(8)
      // One answer counts a fifth.
      expect(kpay.concurrency).toBeLessThanOrEqual(toConcurrency(4, 200 + (tookMs - 200) / 5))
    })

    it("K-Pay is asked whether it answers on an account, each with its own credentials", async () => {
      expect(await kpay.probe("default")).toEqual({ state: "answered" })
      expect(await kpay.probe("second")).toMatchObject({ state: "refused", code: "600" })
      await expect(kpay.probe("gone")).rejects.toThrow('The options have no K-Pay account "gone".')
    })

    describe("The log", () => {
      const spyOn = (level: "error" | "warn" | "info") =>
        jest.spyOn(console, level).mockImplementation(() => undefined)
      let spies: Readonly<Record<"error" | "warn" | "info", jest.SpyInstance>>
      beforeEach(() => {
        spies = { error: spyOn("error"), warn: spyOn("warn"), info: spyOn("info") }
      })
      afterEach(() => {
        jest.restoreAllMocks()
      })
      const linesOf = (level: keyof typeof spies) =>
        spies[level].mock.calls
          .map(([line]) => String(line))
          .filter((line) => line.includes("kpay:"))

      it("has trouble of the shop's setup, with what to do, and not a payer's", async () => {
        await start({ phone: "250788000002" })
        expect(linesOf("error")).toEqual([])
        await start({ account: "second" })
        expect(linesOf("error")).toEqual([
          expect.stringMatching(
            /Account "second", test\. Check the options username and password\.$/
          ),
        ])
      })

      it("has an outage once when it begins, with its cause, and once when it ends", async () => {
        const attempt = await start()
        for (const [answer, cause] of [
          [{ retcode: 605, reply: "x" }, "K-Pay says 605. Ask K-Pay to enable this retailer."],
          ["<html></html>", "K-Pay gives no answer."],
        ] as const) {
          spies.error.mockClear()
          spies.info.mockClear()
          await whileKpaySays(answer, async () => {
            for (let i = 0; i < 2; i++) {
              await ask(attempt)
              await query(
                "update kpay_outage set resume_at = now(), since = now() - interval '1 hour'"
              )
            }
          })
          expect(linesOf("error")).toEqual([expect.stringContaining(cause)])
          expect(linesOf("info")).toEqual([])
          await ask(attempt)
          await ask(attempt)
          const [ended, ...more] = linesOf("info")
          expect(more).toEqual([])
          const [, seconds] =
            /answers again for the account "default", after (\d+) s\./.exec(ended ?? "") ?? []
          expect(Number(seconds)).toBeGreaterThanOrEqual(3_600)
          expect(Number(seconds)).toBeLessThan(36_000)
        }
        spies.error.mockClear()
        await sandbox.goDown()
        await ask(attempt)
        expect(linesOf("error")).toEqual([
          expect.stringMatching(/test\. Check that this server reaches K-Pay's address/),
        ])
        await sandbox.comeBack()
      })

      it("has a status that K-Pay does not document, and none that it does", async () => {
        const attempt = await start()
        await ask(attempt)
        expect(linesOf("warn")).toEqual([])
        sandbox.say(attempt.refid, { statusid: "MAYBE", statusdesc: "x" })
        await ask(attempt)
        expect(linesOf("warn")).toEqual([expect.stringContaining("has the status MAYBE")])
      })
    })

    it("each account uses its own credentials", async () => {
      const attempt = await start({ account: "second" })
      expect(attempt).toMatchObject({
        account: "second",
        status: "failed",
        code: "600",
        reason_code: "unavailable",
      })
    })

    describe("Refunds", () => {
      const due = (attempt: Attempt, refundId: string, amountRwf: number) =>
        kpay.recordRefundDue({
          attempt,
          amountRwf,
          refundId,
          orderId: null,
          actor: null,
          note: null,
        })
      const requireDue = async (attempt: Attempt, refundId: string, amountRwf: number) => {
        const outcome = await due(attempt, refundId, amountRwf)
        if (outcome.type !== "recorded") throw new Error("The refund was not recorded.")
        return outcome.refund
      }
      const listRefunds = async () => (await kpay.listRefundsPage({}, { limit: 100 })).rows
      const unapplied = async (wanted: Wanted = {}): Promise<Attempt> => {
        const attempt = await pay(await start(wanted))
        const left = await kpay.recordUnapplied(attempt.id, "session_gone", null)
        return left ?? attempt
      }
      const decision = { note: "Sold out", actor: "user_1", refundId: null }
      const sent = { reference: "MP1", note: null, actor: "user_1" }

      it("a refund of Medusa's that is retried is due once", async () => {
        const attempt = await start()
        const refunds = await Promise.all([1, 2, 3].map(() => requireDue(attempt, "ref_1", 1_000)))
        expect(new Set(refunds.map(({ id }) => id)).size).toBe(1)
        expect(await listRefunds()).toEqual([
          expect.objectContaining({ refund_id: "ref_1", status: "due", amount: 1_000 }),
        ])
      })

      it("refunds never exceed the payment, not even at the same moment", async () => {
        const attempt = await start()
        const outcomes = await Promise.all(
          ["ref_1", "ref_2", "ref_3", "ref_4"].map((id) => due(attempt, id, 2_000))
        )
        expect(outcomes.filter(({ type }) => type === "recorded")).toHaveLength(2)
        expect(await due(attempt, "ref_5", 1_202)).toEqual({ type: "exceeds_paid", leftRwf: 1_200 })
        expect(await requireDue(attempt, "ref_6", 1_200)).toMatchObject({ amount: 1_200 })
      })

      it("a refund of one payment takes nothing from another's, and keeps no other from being refunded", async () => {
        const first = await unapplied()
        const second = await unapplied(OTHER_CART)
        const ofFirst = await kpay.decideRefund(first.id, decision)
        expect(await requireDue(second, "ref_1", 5_200)).toMatchObject({ attempt_id: second.id })
        await kpay.recordRefundSent(ofFirst?.refund.id ?? "", sent)
        expect(await statusOf(first)).toBe("refunded")
      })

      it("parts of a total that is no whole franc, each rounded up, refund what was paid and no franc more", async () => {
        const attempt = await start()
        expect(await requireDue(attempt, "ref_1", 2_601)).toMatchObject({ amount: 2_601 })
        expect(await requireDue(attempt, "ref_2", 2_600)).toMatchObject({ amount: 2_599 })
        expect(await due(attempt, "ref_3", 1)).toEqual({ type: "exceeds_paid", leftRwf: 0 })
      })

      it("a part that is a franc more than the last one refunds that one", async () => {
        const attempt = await start()
        await requireDue(attempt, "ref_1", 5_199)
        expect(await requireDue(attempt, "ref_2", 2)).toMatchObject({ amount: 1 })
      })

      it("parts that Medusa refunds of unapplied money leave nothing to decide once they are all of it", async () => {
        const attempt = await unapplied()
        await requireDue(attempt, "ref_1", 5_199)
        expect(await statusOf(attempt)).toBe("unapplied")
        await requireDue(attempt, "ref_2", 1)
        expect(await statusOf(attempt)).toBe("refund_due")
      })

      it("money that was refunded before core gave its order up leaves nothing to decide", async () => {
        const attempt = await pay(await start())
        await kpay.recordApplied(attempt.id, "order_1")
        await requireDue(attempt, "ref_1", 5_200)
        await kpay.recordGivenUp(attempt.id)
        expect(await kpay.decideRefund(attempt.id, decision)).toBeNull()
        expect(await listRefunds()).toHaveLength(1)
      })

      it("are summed by attempt, those that are due apart from those that were sent", async () => {
        const [attempt, other] = [await start(), await start(OTHER_CART)]
        expect(await kpay.sumRefunds(attempt.id)).toEqual({ sentRwf: 0, dueRwf: 0 })
        expect(await kpay.hasRefunds(attempt.id)).toBe(false)
        const owed = await requireDue(attempt, "ref_1", 1_000)
        await requireDue(attempt, "ref_2", 2_000)
        await requireDue(other, "ref_3", 300)
        expect(await kpay.sumRefundsSent([attempt.id, other.id])).toEqual(new Map())
        await kpay.recordRefundSent(owed.id, { ...sent, note: "By MoMo" })
        expect(await kpay.findRefund(owed.id)).toMatchObject({ note: "By MoMo" })
        expect(await kpay.sumRefunds(attempt.id)).toEqual({ sentRwf: 1_000, dueRwf: 2_000 })
        expect(await kpay.sumRefundsSent([other.id])).toEqual(new Map())
        expect(await kpay.hasRefunds(attempt.id)).toBe(true)
        expect(await kpay.listAttemptsWithRefunds([attempt.id])).toEqual([attempt.id])
      })

      it("orders whose applied money is not all refunded are found, and those of no cart", async () => {
        const attempt = await pay(await start())
        expect(await kpay.listOrdersWithMoney(["order_1"])).toEqual([])
        await kpay.recordApplied(attempt.id, "order_1")
        expect(await kpay.listOrdersWithMoney(["order_1", "order_2"])).toEqual(["order_1"])
        expect(await kpay.listOrdersWithMoney(["order_2"])).toEqual([])
        const found = [{ id: attempt.id, order_id: "order_1" }]
        expect(await kpay.listAppliedOutsideCarts(3_600_000)).toEqual(found)
        await requireDue(attempt, "ref_1", 5_199)
        expect(await kpay.listOrdersWithMoney(["order_1"])).toEqual(["order_1"])
        await requireDue(attempt, "ref_2", 1)
        expect(await kpay.listOrdersWithMoney(["order_1"])).toEqual([])
        expect(await kpay.listAppliedOutsideCarts(3_600_000)).toEqual([])
      })

      it("a refund is sent once: its reference is recorded once, with the admin who entered it", async () => {
        const owed = await requireDue(await start(), "ref_1", 1_000)
        expect(await kpay.recordRefundSent(owed.id, sent)).toMatchObject({
          status: "sent",
          reference: "MP1",
          sent_by: "user_1",
        })
        expect(await kpay.recordRefundSent(owed.id, { ...sent, reference: "MP2" })).toBeNull()
        expect(await kpay.findRefund(owed.id)).toMatchObject({ reference: "MP1" })
        expect(await kpay.recordRefundSent("kpref_unknown", sent)).toBeNull()
      })

      it("a refund of unapplied money is due for all of it, and the attempt is refunded once it was sent", async () => {
        const attempt = await unapplied()
        const decided = await kpay.decideRefund(attempt.id, decision)
        expect(decided).toMatchObject({
          refund: { status: "due", amount: 5_200, note: "Sold out", created_by: "user_1" },
          attempt: { status: "refund_due" },
        })
        expect((await journalOf(attempt)).at(-1)).toMatchObject({
          event: "refund_due",
          note: "RWF 5,200, Sold out",
          actor: "user_1",
        })
        await kpay.recordRefundSent(decided?.refund.id ?? "", sent)
        expect(await kpay.findRefund(decided?.refund.id ?? "")).toMatchObject({ note: "Sold out" })
        expect(await statusOf(attempt)).toBe("refunded")
        expect(await kpay.sumRefundsSent([attempt.id])).toEqual(new Map([[attempt.id, 5_200]]))
      })

      it("a refund of applied money leaves the attempt applied", async () => {
        const attempt = await pay(await start())
        await kpay.recordApplied(attempt.id, "order_1")
        const owed = await requireDue(attempt, "ref_1", 5_200)
        await kpay.recordRefundSent(owed.id, sent)
        expect(await statusOf(attempt)).toBe("applied")
        expect((await eventsOf(attempt)).slice(-2)).toEqual(["refund_due", "refund_sent"])
      })

      it("a cancelled order owes what is not refunded yet, once", async () => {
        const attempt = await pay(await start())
        await kpay.recordApplied(attempt.id, "order_1")
        await requireDue(attempt, "ref_1", 1_200)
        const refunds = await Promise.all(
          [1, 2, 3].map(() => kpay.recordRefundOfCancelledOrder(attempt, "order_1"))
        )
        expect(refunds.filter((one) => one !== null)).toEqual([
          expect.objectContaining({ amount: 4_000, order_id: "order_1" }),
        ])
      })

      it("three admins decide about unapplied money at the same moment: one decision counts", async () => {
        const attempt = await unapplied()
        const decided = await Promise.all([
          kpay.dismiss(attempt.id, "test", "user_2"),
          kpay.decideRefund(attempt.id, decision),
          kpay.recordApplyRequested(
            attempt.id,
            { id: "payses_9", payment_collection_id: "pay_col_9" },
            "user_3"
          ),
        ])
        expect(decided.filter((one) => one !== null)).toHaveLength(1)
      })

      it("money of which a part is to be sent back is applied to no order", async () => {
        const attempt = await unapplied()
        await requireDue(attempt, "ref_1", 2_000)
        const session = { id: "payses_9", payment_collection_id: "pay_col_9" }
        expect(await kpay.recordApplyRequested(attempt.id, session, "user_3")).toBeNull()
        expect(await statusOf(attempt)).toBe("unapplied")
      })

      it("money that went to another order meanwhile is not refunded for the payment that it left", async () => {
        const attempt = await unapplied()
        const session = { id: "payses_9", payment_collection_id: "pay_col_9" }
        await kpay.recordApplyRequested(attempt.id, session, "user_3")
        expect(await due(attempt, "ref_1", 2_000)).toEqual({ type: "moved" })
        expect(await listRefunds()).toEqual([])
      })

      it("of two admins at the same moment, of whom one applies the money elsewhere and one refunds a part of it in Medusa, one is refused", async () => {
        for (const round of [1, 2, 3, 4, 5]) {
          const cart = { sessionId: `payses_${round}`, collectionId: `pay_col_${round}` }
          const attempt = await unapplied(cart)
          const session = { id: `payses_9${round}`, payment_collection_id: "pay_col_9" }
          const [applied, refund] = await Promise.all([
            kpay.recordApplyRequested(attempt.id, session, "user_3"),
            due(attempt, `ref_${round}`, 2_000),
          ])
          expect([applied !== null, refund.type === "recorded"].sort()).toEqual([false, true])
        }
      })

      it("a person's decision is journaled with its reason and the admin; a second one changes nothing", async () => {
        const attempt = await unapplied()
        expect(await kpay.dismiss(attempt.id, "Paid back in the shop", "user_2")).toMatchObject({
          status: "dismissed",
          unapplied_reason: "session_gone",
        })
        expect((await journalOf(attempt)).at(-1)).toMatchObject({
          event: "dismissed",
          note: "Paid back in the shop",
          actor: "user_2",
        })
        expect(await kpay.decideRefund(attempt.id, decision)).toBeNull()
        expect(await listRefunds()).toEqual([])
        expect(await statusOf(attempt)).toBe("dismissed")
      })

      it("a capture that core gave up is no capture of the session that the money goes to next", async () => {
        const session = { id: "payses_9", payment_collection_id: "pay_col_9" }
        const hourMs = 3_600_000
        /** How long the capture is seen for, an hour after it was seen first. */
        const seenForAnHour = async ({ id }: Attempt): Promise<number> => {
          await kpay.recordCapturedSeen(id)
          await query(
            "update kpay_attempt set captured_seen_at = captured_seen_at - interval '1 hour' where id = ?",
            id
          )
          return kpay.recordCapturedSeen(id)
        }
        const attempt = await unapplied()
        expect(await seenForAnHour(attempt)).toBeGreaterThanOrEqual(hourMs)
        const applying = await kpay.recordApplyRequested(attempt.id, session, "user_3")
        expect(await kpay.recordCapturedSeen(attempt.id)).toBeLessThan(hourMs)

        expect(await seenForAnHour(attempt)).toBeGreaterThanOrEqual(hourMs)
        await kpay.moveToSession(applying ?? attempt, { ...session, id: "payses_8" })
        expect(await kpay.recordCapturedSeen(attempt.id)).toBeLessThan(hourMs)

        expect(await seenForAnHour(attempt)).toBeGreaterThanOrEqual(hourMs)
        await kpay.recordGivenUp(attempt.id)
        expect(await kpay.recordCapturedSeen(attempt.id)).toBeLessThan(hourMs)
      })

      it("money that an admin applies again is paid until Medusa has booked it", async () => {
        const attempt = await unapplied()
        const session = { id: "payses_9", payment_collection_id: "pay_col_9" }
        expect(await kpay.recordApplyRequested(attempt.id, session, "user_3")).toMatchObject({
          status: "paid",
          unapplied_reason: null,
          payment_session_id: "payses_9",
          due_at: expect.any(Date) as Date,
        })
        expect(await kpay.recordApplied(attempt.id, "order_9")).toMatchObject({
          status: "applied",
          order_id: "order_9",
        })
      })
    })

    it("personal data is erased when its time has come and the money is settled, ids and amounts stay", async () => {
      const settled = await start()
      const open = await start({ ...OTHER_CART, phone: "250788300111" })
      await kpay.saveChoice(choice({ payer_name: "A Payer", payer_email: "a@example.com" }))
      await kpay.saveChoice(
        choice({
          payment_session_id: "payses_2",
          msisdn: "250788300111" as Msisdn,
          payer_name: "B Payer",
        })
      )
      await pay(settled)
      await kpay.recordApplied(settled.id, "order_1")
      await kpay.erasePersonalDataOlderThan(3_600_000)
      expect((await kpay.findAttempt(settled.id))?.msisdn).toBe("250788300000")

      await kpay.erasePersonalDataOlderThan(0)
      expect(await kpay.findAttempt(settled.id)).toMatchObject({
        msisdn: null,
        amount: 5_200,
        refid: settled.refid,
      })
      expect(await kpay.findChoice("payses_1")).toMatchObject({
        msisdn: null,
        payer_name: null,
        payer_email: null,
        amount: 5_200,
      })
      expect((await kpay.findAttempt(open.id))?.msisdn).toBe("250788300111")
      expect(await kpay.findChoice("payses_2")).toMatchObject({ payer_name: "B Payer" })
    })

    it("the phone of a payer whose refund is due is kept until the refund was sent", async () => {
      const attempt = await pay(await start())
      await kpay.recordUnapplied(attempt.id, "session_gone", null)
      const phone = async () => (await kpay.findAttempt(attempt.id))?.msisdn
      await kpay.erasePersonalDataOlderThan(0)
      expect(await phone()).toBe("250788300000")
      const decided = await kpay.decideRefund(attempt.id, {
        note: null,
        actor: "user_1",
        refundId: null,
      })
      await kpay.erasePersonalDataOlderThan(0)
      expect(await phone()).toBe("250788300000")
      await kpay.recordRefundSent(decided?.refund.id ?? "", {
        reference: "MP1",
        note: null,
        actor: "user_1",
      })
      await kpay.erasePersonalDataOlderThan(0)
      expect(await phone()).toBeNull()
    })

    it("what an admin noted and what K-Pay said goes with the phone; amounts, references and codes stay", async () => {
      const attempt = await pay(await start())
      await kpay.recordUnapplied(attempt.id, "session_gone", null)
      const decided = await kpay.decideRefund(attempt.id, {
        note: "To A Payer on 0788 300 000",
        actor: "user_1",
        refundId: null,
      })
      const refundId = decided?.refund.id ?? ""
      await kpay.recordRefundSent(refundId, { reference: "MP1", note: null, actor: "user_1" })
      await kpay.erasePersonalDataOlderThan(0)

      const journal = await journalOf(attempt)
      const lineOf = (event: string) => journal.find((line) => line.event === event)
      expect(lineOf("refund_due")).toMatchObject({ note: "RWF 5,200", actor: "user_1" })
      expect(lineOf("refund_sent")).toMatchObject({ note: "RWF 5,200, MP1" })
      expect(lineOf("unapplied")).toMatchObject({ note: "session_gone" })
      expect(lineOf("status_paid")?.wire).toMatchObject({ refid: attempt.refid, statusid: "01" })
      expect(Object.keys(lineOf("status_paid")?.wire ?? {})).not.toContain("statusmsg")
      expect(journal.at(-1)).toMatchObject({ event: "erased", actor: null })
      expect(await kpay.findRefund(refundId)).toMatchObject({
        note: null,
        amount: 5_200,
        reference: "MP1",
      })

      const dismissed = await pay(await start(OTHER_CART))
      await kpay.recordUnapplied(dismissed.id, "session_gone", null)
      await kpay.dismiss(dismissed.id, "A Payer came to the shop", "user_1")
      await kpay.erasePersonalDataOlderThan(0)
      const line = (await journalOf(dismissed)).find(({ event }) => event === "dismissed")
      expect(line).toMatchObject({ note: null, actor: "user_1" })
    })

    it("money that waits for a person keeps its customer's erasure waiting", async () => {
      const attempt = await pay(await start())
      await kpay.saveChoice(choice({ payer_name: "A Payer" }))
      await kpay.recordUnapplied(attempt.id, "session_gone", null)
      const keys = { orderIds: [], cartIds: [], paymentCollectionIds: ["pay_col_1"] }
      expect(await kpay.eraseCustomer(keys, "user_1")).toEqual({ erased: 0, waiting: 2 })
      await kpay.eraseRequested()
      expect((await kpay.findAttempt(attempt.id))?.msisdn).toBe("250788300000")
      await kpay.dismiss(attempt.id, "given by hand", "user_1")
      await kpay.eraseRequested()
      expect((await kpay.findAttempt(attempt.id))?.msisdn).toBeNull()
      expect(await kpay.findChoice("payses_1")).toMatchObject({ msisdn: null, payer_name: null })
      expect(await kpay.eraseCustomer(keys, "user_1")).toEqual({ erased: 0, waiting: 0 })
    })
  }),
})
