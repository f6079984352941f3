import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { listSetupCodes } from "../../../gateway/codes"
import type KpayModuleService from "../service"
import { onKeptTables } from "./keep-tables"

jest.setTimeout(300_000)

moduleIntegrationTestRunner<KpayModuleService>({
  moduleName: "kpay",
  resolve: "./src/modules/kpay",
  moduleOptions: {
    environment: "live",
    username: "shop",
    password: "secret",
    retailerId: "01",
    backendUrl: "https://shop.example",
    storefrontUrl: "https://shop.example",
  },
  testSuite: onKeptTables(({ service: kpay, MikroOrmWrapper }) => {
    let attempts = 0

    const run = async (sql: string): Promise<unknown> =>
      MikroOrmWrapper.forkManager().getConnection().execute(sql)

    /** An attempt as time would have left it. */
    const insert = async (fields: Record<string, string>) => {
      attempts++
      const row = {
        id: `'kpatt_${attempts}'`,
        refid: `'R${attempts}'`,
        token: `'T${attempts}'`,
        account: "'default'",
        environment: "'live'",
        provider_id: "'pp_kpay_kpay'",
        payment_session_id: `'payses_${attempts}'`,
        started_session_id: `'payses_${attempts}'`,
        payment_collection_id: `'pay_col_${attempts}'`,
        method: "'momo'",
        amount: "5200",
        currency_code: "'rwf'",
        locale: "'en'",
        ...fields,
      }
      await run(
        `insert into kpay_attempt (${Object.keys(row).join()}) values (${Object.values(row).join()})`
      )
    }
    const ago = (time: string) => `now() - interval '${time}'`

    describe("Payments that are due and that no worker takes", () => {
      const due = { status: "'pending'", due_at: ago("3 minutes") }

      it("show that no worker runs the job, since the oldest", async () => {
        expect(await kpay.findOverdueSince()).toBeNull()
        await insert(due)
        await insert({ ...due, due_at: ago("1 hour") })
        const since = await kpay.findOverdueSince()
        expect(Date.now() - (since?.getTime() ?? 0)).toBeGreaterThan(59 * 60_000)
      })

      it("show nothing while they are due for a moment only", async () => {
        await insert({ ...due, due_at: ago("1 minute") })
        expect(await kpay.findOverdueSince()).toBeNull()
      })

      it("show nothing while a worker is busy with them", async () => {
        await insert(due)
        await insert({ ...due, leased_until: "now() + interval '1 hour'" })
        expect(await kpay.findOverdueSince()).toBeNull()
      })

      it("show it after a quarter of an hour, whatever another payment keeps a worker busy with", async () => {
        await insert({ ...due, due_at: ago("20 minutes") })
        await insert({ ...due, leased_until: "now() + interval '1 hour'" })
        expect(await kpay.findOverdueSince()).not.toBeNull()
      })

      it("show nothing while a worker has them, however long", async () => {
        await insert({ ...due, due_at: ago("1 hour"), leased_until: "now() + interval '1 hour'" })
        expect(await kpay.findOverdueSince()).toBeNull()
      })

      it("show nothing while K-Pay cannot be asked", async () => {
        await insert(due)
        await run(
          "insert into kpay_outage (account, since, failures, resume_at, cause) values ('default', now(), 1, now(), 'x')"
        )
        expect(await kpay.findOverdueSince()).toBeNull()
      })
    })

    describe("What K-Pay's answers to `pay` tell of an account", () => {
      const refused = (code: string, time: string) => ({
        status: "'failed'",
        code: `'${code}'`,
        reason_code: "'unavailable'",
        refused_at_once: "true",
        created_at: ago(time),
      })
      const read = async (codes = listSetupCodes()) =>
        (await kpay.readPayAnswers(codes)).map(
          ({ account, environment, acceptedAt, refused: said, unreachedAt }) =>
            [
              account,
              environment,
              acceptedAt && "accepted",
              said &&
                `${said.code} for ${Math.round((said.lastAt.getTime() - said.since.getTime()) / 60_000)} min`,
              unreachedAt && "unreached",
            ]
              .filter(Boolean)
              .join(", ")
        )

      it("nothing, while its answers are not known", async () => {
        await insert({ status: "'starting'" })
        await insert({ status: "'abandoned'" })
        // A request that never reached K-Pay.
        await insert({ status: "'failed'", code: "'611'", reason_code: "'unavailable'" })
        expect(await read()).toEqual([])
      })

      it.each([...listSetupCodes()])("code %s is about the setup", async (code) => {
        await insert(refused(code, "1 minute"))
        expect(await read()).toEqual([`default, live, ${code} for 0 min`])
      })

      it("a code of the retailer whose words speak of the amount says nothing against the retailer", async () => {
        await insert({ ...refused("605", "1 minute"), reason_code: "'limit'" })
        expect(await read()).toEqual(["default, live, accepted"])
      })

      it("refusals since K-Pay last took an attempt, the last one's code", async () => {
        await insert(refused("600", "9 minutes"))
        await insert({ status: "'paid'", created_at: ago("8 minutes") })
        await insert(refused("604", "7 minutes"))
        await insert(refused("605", "5 minutes"))
        expect(await read()).toEqual(["default, live, accepted, 605 for 2 min"])
        expect(await read(["604"])).toEqual(["default, live, accepted, 604 for 0 min"])
        await insert({ status: "'failed'", code: "'606'", reason_code: "'operator'" })
        expect(await read()).toEqual(["default, live, accepted"])
      })

      it("each account and environment by itself", async () => {
        await insert(refused("604", "2 minutes"))
        await insert({ status: "'pending'", account: "'second'" })
        await insert({ status: "'pending'", environment: "'test'" })
        expect((await read()).sort()).toEqual([
          "default, live, 604 for 0 min",
          "default, test, accepted",
          "second, live, accepted",
        ])
      })

      it("that it could not be reached at all", async () => {
        await insert({ ...refused("x", "1 minute"), code: "null" })
        expect(await read()).toEqual(["default, live, unreached"])
      })
    })

    it("tests of the callback address: a callback belongs to the test of its token, and old tests are deleted", async () => {
      const [first, second] = [await kpay.startCallbackTest(), await kpay.startCallbackTest()]
      await kpay.receiveCallback(second, "{}")
      expect(await kpay.readCallbackTestMs(first)).toBeNull()
      const tookMs = await kpay.readCallbackTestMs(second)
      expect(tookMs).toBeGreaterThanOrEqual(0)
      await kpay.receiveCallback(second, "{}")
      expect(await kpay.readCallbackTestMs(second)).toBe(tookMs)

      await run("update kpay_callback_test set created_at = now() - interval '2 minutes'")
      await kpay.startCallbackTest()
      expect(await run("select id from kpay_callback_test")).toHaveLength(1)
    })
  }),
})
