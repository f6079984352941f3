import { randomBytes } from "node:crypto"
import { generateEntityId } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import type { AmountRwf } from "../../../domain/amount"
import type { Refid } from "../../../domain/kpay-ids"
import { METHODS, type MethodId } from "../../../domain/methods"
import type { Msisdn } from "../../../domain/msisdn"
import { startSandbox, type Sandbox } from "../../../sandbox"
import type { Attempt } from "../attempts/attempt"
import type KpayModuleService from "../service"
import { onKeptTables } from "./keep-tables"

jest.setTimeout(300_000)

const SANDBOX_PORT = 10_000 + Math.floor(Math.random() * 20_000)
const MOTHER = "250788300000"

/** A prompt that a test asks for; what is left out is as usual. */
interface Wanted {
  readonly cart?: number
  readonly phone?: string
  readonly method?: MethodId
  readonly client?: string
  readonly by?: "shopper" | "admin"
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
    // Longer than by default, so that no pause is over before a slow machine has asked.
    promptLimits: { pauseAfterFailed: "1m" },
  },
  testSuite: onKeptTables(({ service: kpay, MikroOrmWrapper }) => {
    let sandbox: Sandbox

    beforeEach(async () => {
      sandbox = await startSandbox({ port: SANDBOX_PORT, answerMs: 5, callbackMs: 10, seed: 1 })
    })
    afterEach(async () => {
      await sandbox.close()
    })

    const ask = async ({
      cart = 1,
      phone = MOTHER,
      method = "momo",
      client,
      by = "shopper",
    }: Wanted = {}) => {
      const refid = generateEntityId() as Refid
      const msisdn = phone as Msisdn
      const amount = 5_200 as AmountRwf
      return kpay.startAttempt({
        attempt: {
          id: generateEntityId(undefined, "kpatt"),
          refid,
          token: randomBytes(24).toString("base64url"),
          account: "default",
          environment: "test",
          provider_id: "pp_kpay_kpay",
          payment_session_id: `payses_${cart}`,
          started_session_id: `payses_${cart}`,
          payment_collection_id: `pay_col_${cart}`,
          status: "starting",
          method,
          network: METHODS[method].network,
          amount,
          currency_code: "rwf",
          msisdn,
          locale: "en",
          asked_by: by,
          client: client ?? null,
        },
        rules: {
          collectionIds: [`pay_col_${cart}`],
          orderIds: [],
          countedIds: [],
          supersedeAfterMs: 60_000,
        },
        request: {
          refid,
          method,
          amountRwf: amount,
          msisdn,
          payerName: "A Payer",
          payerEmail: "payer@example.com",
          details: "Order",
          returl: "http://localhost:9/hooks/kpay/x",
          redirecturl: "http://localhost:9/kpay/return/x",
        },
        actor: by === "admin" ? "user_1" : null,
      })
    }
    const start = async (wanted: Wanted = {}): Promise<Attempt> => {
      const outcome = await ask(wanted)
      if (outcome.type !== "recorded") throw new Error(JSON.stringify(outcome))
      return outcome.attempt
    }
    const end = async (attempt: Attempt, outcome: "pays" | "fails"): Promise<void> => {
      sandbox.decide(attempt.refid, outcome)
      await query("update kpay_attempt set asked_at = null")
      await kpay.askUnlessBusy(attempt)
    }
    const query = async (sql: string): Promise<void> => {
      await MikroOrmWrapper.forkManager().getKnex().raw(sql)
    }
    /** Lets time pass for every attempt. */
    const pass = async (time: string): Promise<void> =>
      query(
        `update kpay_attempt set created_at = created_at - interval '${time}', failed_at = failed_at - interval '${time}'`
      )
    const rings = () =>
      sandbox.log().filter(({ body }) => (body as { action?: string }).action === "pay").length

    it("twelve carts at once ring one phone three times, and the others are told how long to wait", async () => {
      const startedAt = performance.now()
      const outcomes = await Promise.all(Array.from({ length: 12 }, (_, cart) => ask({ cart })))
      const spanMs = performance.now() - startedAt
      expect(rings()).toBe(3)
      const limited = outcomes.filter((outcome) => outcome.type === "limited")
      expect(limited).toHaveLength(9)
      for (const { waitMs } of limited) {
        expect(waitMs).toBeGreaterThan(0)
        // The prompts that are waited for may have been recorded a moment after this cart had asked.
        expect(waitMs).toBeLessThanOrEqual(10 * 60_000 + spanMs)
      }
      await pass("10 minutes")
      expect(await ask({ cart: 20 })).toMatchObject({ type: "recorded" })
    })

    it("two carts of one family are paid from one phone at once", async () => {
      await start({ cart: 1 })
      await start({ cart: 2 })
      expect(rings()).toBe(2)
    })

    it("a phone that pays order after order meets no limit", async () => {
      for (let cart = 0; cart < 12; cart++) await end(await start({ cart }), "pays")
      expect(rings()).toBe(12)
    })

    it("after not enough funds another number is asked at once, and the same one once more before it pauses", async () => {
      await end(await start(), "fails")
      await end(await start(), "fails")
      expect(await ask()).toMatchObject({ type: "limited" })
      expect(await ask({ cart: 2 })).toMatchObject({ type: "limited" })
      await start({ cart: 2, phone: "250788300111" })
      await pass("1 minute")
      expect(await ask()).toMatchObject({ type: "recorded" })
      expect(rings()).toBe(4)
    })

    it("a payment that failed three times pauses for every number", async () => {
      for (const phone of ["250788300111", "250788300222", "250788300333"])
        await end(await start({ phone }), "fails")
      expect(await ask({ phone: "250788300444" })).toMatchObject({ type: "limited" })
      await pass("1 minute")
      expect(await ask({ phone: "250788300444" })).toMatchObject({ type: "recorded" })
    })

    it("a phone that pays nothing is asked eight times in an hour", async () => {
      for (let cart = 0; cart < 8; cart++) {
        await end(await start({ cart }), "fails")
        await pass("2 minutes")
      }
      expect(await ask({ cart: 9 })).toMatchObject({ type: "limited" })
      expect(await ask({ cart: 9, phone: "250788300111" })).toMatchObject({ type: "recorded" })
      await pass("1 hour")
      expect(await ask({ cart: 10 })).toMatchObject({ type: "recorded" })
    })

    it("a payment that brings no money is asked for twenty times in a day, whatever the number", async () => {
      for (let i = 0; i < 20; i++) {
        await end(await start({ phone: `2507883${String(10_000 + i)}` }), "fails")
        await pass("1 hour")
      }
      expect(await ask({ phone: "250788399999" })).toMatchObject({ type: "limited" })
      expect(await ask({ cart: 2, phone: "250788399999" })).toMatchObject({ type: "recorded" })
    })

    it("one client that asks a hundred phones in vain waits, and another does not", async () => {
      await start({ client: "stranger" })
      await query(
        `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id,
           started_session_id, payment_collection_id, status, method, amount, currency_code, msisdn, locale, client)
         select 'kpatt_' || n, 'refid_' || n, 'token_' || n, 'default', 'test', 'pp_kpay_kpay', 'payses_x' || n,
           'payses_x' || n, 'pay_col_x' || n, 'failed', 'momo', 100, 'rwf', '2507883' || (10000 + n), 'en', 'stranger'
         from generate_series(1, 99) n`
      )
      expect(await ask({ cart: 2, phone: "250788399999", client: "stranger" })).toMatchObject({
        type: "limited",
      })
      expect(await ask({ cart: 2, phone: "250788399999", client: "shopper" })).toMatchObject({
        type: "recorded",
      })
    })

    it("no more phones than the limit are rung by one client that asks for all of them at once", async () => {
      await start({ client: "stranger" })
      await query(
        `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id,
           started_session_id, payment_collection_id, status, method, amount, currency_code, msisdn, locale, client)
         select 'kpatt_' || n, 'refid_' || n, 'token_' || n, 'default', 'test', 'pp_kpay_kpay', 'payses_x' || n,
           'payses_x' || n, 'pay_col_x' || n, 'failed', 'momo', 100, 'rwf', '2507883' || (10000 + n), 'en', 'stranger'
         from generate_series(1, 97) n`
      )
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          ask({ cart: 10 + i, phone: `25078839999${i}`, client: "stranger" })
        )
      )
      expect(outcomes.filter(({ type }) => type === "recorded")).toHaveLength(2)
    })

    it("prompts of an admin are counted apart from the shopper's", async () => {
      for (let cart = 0; cart < 3; cart++) await start({ cart })
      expect(await ask({ cart: 4 })).toMatchObject({ type: "limited" })
      for (let cart = 10; cart < 13; cart++) await start({ cart, by: "admin" })
      expect(await ask({ cart: 13, by: "admin" })).toMatchObject({ type: "limited" })
      expect(rings()).toBe(6)
    })

    it("what K-Pay refuses because of the shop's setup rings no phone, so it is not counted for the number", async () => {
      for (let cart = 0; cart < 10; cart++) {
        await start({ cart })
        await query(
          "update kpay_attempt set status = 'failed', failed_at = now(), refused_at_once = true, reason_code = 'unavailable'"
        )
      }
      expect(await ask({ cart: 11 })).toMatchObject({ type: "recorded" })
    })

    it("cards ring no phone, so their payers are not counted by number", async () => {
      for (let cart = 0; cart < 5; cart++) await start({ cart, method: "card" })
      expect(await ask({ cart: 6 })).toMatchObject({ type: "recorded" })
    })
  }),
})
