import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import type { Attempt } from "../attempts/attempt"
import type KpayModuleService from "../service"
import { onKeptTables } from "./keep-tables"

jest.setTimeout(300_000)

moduleIntegrationTestRunner<KpayModuleService>({
  moduleName: "kpay",
  resolve: "./src/modules/kpay",
  moduleOptions: {
    environment: "live",
    // Nothing listens here: a question would leave its mark in the journal.
    baseUrl: "https://localhost:9",
    username: "shop",
    password: "secret",
    retailerId: "01",
    backendUrl: "https://medusa.shop.example",
    storefrontUrl: "https://shop.example",
  },
  testSuite: onKeptTables(({ service: kpay, MikroOrmWrapper }) => {
    /** A payment that was started before the shop went live. */
    const addTestPayment = async (id: string, status: string, age: string): Promise<Attempt> => {
      await MikroOrmWrapper.forkManager()
        .getKnex()
        .raw(
          `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id, started_session_id,
           payment_collection_id, status, method, network, amount, currency_code, msisdn, locale, due_at, created_at, updated_at)
         values (?, ?, ?, 'default', 'test', 'pp_kpay_kpay', ?, ?, ?, ?, 'momo', 'mtn', 5200, 'rwf', '250788300000', 'en', now(),
           now() - ?::interval, now())`,
          [id, `R${id}`, `T${id}`, `payses_${id}`, `payses_${id}`, `pay_col_${id}`, status, age]
        )
      const attempt = await kpay.findAttempt(id)
      if (!attempt) throw new Error("The payment was not added.")
      return attempt
    }
    const eventsOf = async ({ id }: Attempt) =>
      (await kpay.listJournalPage(id, { limit: 50 })).rows.map(({ event }) => event)

    describe("A test payment that is open when the shop goes live", () => {
      it("waits without a question, and is abandoned at the end of its schedule", async () => {
        const young = await addTestPayment("kpatt_1", "pending", "1 hour")
        const asked = await kpay.askUnlessBusy(young)
        expect(asked.status).toBe("pending")
        expect(asked.due_at).not.toBeNull()
        expect(await eventsOf(young)).toEqual(["not_asked"])
        const old = await addTestPayment("kpatt_2", "pending", "73 hours")
        expect(await kpay.askUnlessBusy(old)).toMatchObject({ status: "abandoned", due_at: null })
      })

      it("has failed when it is not known whether K-Pay ever got it, so that the shopper can pay", async () => {
        const lost = await addTestPayment("kpatt_3", "starting", "1 hour")
        expect(await kpay.askUnlessBusy(lost)).toMatchObject({
          status: "failed",
          reason_code: "unavailable",
          refused_at_once: false,
          due_at: null,
        })
      })
    })
  }),
})
