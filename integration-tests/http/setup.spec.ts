import { createServer, type RequestListener, type Server } from "node:http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type {
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayAttentionResponse,
  KpayCallbackTestResponse,
  KpayHealthCheck,
  KpayHealthResponse,
  KpayRefundResponse,
} from "../../src/http-types"
import watchMethodsJob from "../../src/jobs/watch-methods"
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  order,
  postCallback,
  readDatabase,
  readJournals,
  untilPaid,
  type TestShop,
} from "./test-shop"

const ACCOUNT = { username: "user-of-the-shop", password: "password-of-the-shop" }

/** What stands between the world and the shop: its address is the option `backendUrl`. */
const PROXY_PORT = 10_000 + Math.floor(Math.random() * 20_000)

/** Its callback is lost. */
const CALLBACK_LOST = "0788 0000 05"

async function readHealth(shop: TestShop): Promise<KpayHealthResponse> {
  const { status, body } = await asAdmin<KpayHealthResponse>(shop, "GET", "/kpay/health")
  expect(status).toBe(200)
  return body
}

async function readChecks(shop: TestShop): Promise<Record<string, KpayHealthCheck>> {
  const { checks } = await readHealth(shop)
  return Object.fromEntries(checks.map((check) => [check.id, check]))
}

async function testCallback(shop: TestShop): Promise<KpayCallbackTestResponse> {
  return (await asAdmin<KpayCallbackTestResponse>(shop, "POST", "/kpay/health/callback")).body
}

async function readAttention(shop: TestShop): Promise<KpayAttentionResponse> {
  return (await asAdmin<KpayAttentionResponse>(shop, "GET", "/kpay/attention")).body
}

/** Tries to pay, whatever comes of it. */
async function tryToPay({ shopper }: TestShop): Promise<void> {
  const { cartId, collectionId } = await shopper.fillCart()
  await shopper.choose(collectionId, { method: "momo", phone: "0788 300 000" })
  await shopper.placeOrder(cartId)
}

async function askNow(shop: TestShop): Promise<KpayAttemptResponse> {
  const { body } = await asAdmin<KpayAttemptsResponse>(shop, "GET", "/kpay/attempts")
  const path = `/kpay/attempts/${body.attempts[0]?.id ?? ""}/refresh`
  return (await asAdmin<KpayAttemptResponse>(shop, "POST", path)).body
}

inShop(
  {
    sandbox: ACCOUNT,
    env: {
      KPAY_USERNAME: ACCOUNT.username,
      KPAY_PASSWORD: ACCOUNT.password,
      BACKEND_URL: `http://localhost:${PROXY_PORT}`,
    },
  },
  (shop) => {
    let proxy: Server
    let serve: RequestListener
    const others: Sandbox[] = []

    /** Passes everything on to the shop. */
    const passOn: RequestListener = (request, response) => {
      const chunks: Buffer[] = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        fetch(`${shop().baseUrl}${request.url ?? ""}`, {
          method: "POST",
          headers: { "content-type": request.headers["content-type"] ?? "" },
          body: Buffer.concat(chunks),
        })
          .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
          .catch(() => response.destroy())
      })
    }

    /** K-Pay as it is from now on. */
    const changeKpay = async (options: SandboxOptions) => {
      const port = Number(new URL(shop().sandbox.url).port)
      await shop().sandbox.close()
      for (const other of others) await other.close()
      others.push(
        await startSandbox({ ...ACCOUNT, port, callbackMs: 50, promptMs: 50, ...options })
      )
    }

    beforeEach(async () => {
      serve = passOn
      proxy = createServer((request, response) => {
        serve(request, response)
      })
      await new Promise<void>((resolve) => proxy.listen(PROXY_PORT, resolve))
    })
    afterEach(async () => {
      for (const other of others.splice(0)) await other.close()
      proxy.closeAllConnections()
      await new Promise((resolve) => proxy.close(resolve))
    })

    describe("Setup", () => {
      it("a shop that is set up: nothing is wrong, and what cannot be known yet says when", async () => {
        const health = await readHealth(shop())
        expect(health).toMatchObject({
          ok: true,
          accounts: [{ name: "default", environment: "test" }],
          callback_address: `http://localhost:${PROXY_PORT}/hooks/kpay/<token>`,
        })
        expect(health.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
          "credentials ok",
          "address ok",
          "retailer unknown",
          "environment warning",
          "backend_address warning",
          "callback_route ok",
          "provider ok",
          "worker_mode ok",
          "locking warning",
          "event_bus warning",
          "workflow_engine warning",
        ])
        for (const { status, message, remedy } of health.checks) {
          expect(`${message} ${remedy ?? ""}`).not.toMatch(/\{\w+\}/)
          if (status === "warning") expect(remedy).toMatch(/\w/)
          if (status === "ok") expect(remedy).toBeNull()
        }
      })

      it("a wrong password is an error with its remedy, and no secret is shown", async () => {
        await changeKpay({ password: "changed at K-Pay" })
        const { body } = await asAdmin<KpayHealthResponse>(shop(), "GET", "/kpay/health")
        expect(body.ok).toBe(false)
        expect(body.checks.find(({ id }) => id === "credentials")).toEqual({
          id: "credentials",
          status: "error",
          message: 'Invalid username or password (code 600, "Invalid PIN").',
          remedy: "Check the options username and password.",
          message_id: "refused_saying",
          remedy_id: "remedy_600",
          details: {
            code: "600",
            meaning: "Invalid username or password",
            meaning_id: "meaning_600",
            text: "Invalid PIN",
          },
        })
        const told = JSON.stringify(body)
        for (const secret of Object.values(ACCOUNT)) expect(told).not.toContain(secret)
      })

      it("looking at the setup warns of no unknown callback, and a stranger's is told all the same", async () => {
        const warn = jest.spyOn(shop().container.resolve(ContainerRegistrationKeys.LOGGER), "warn")
        const readWarnings = () =>
          warn.mock.calls
            .map(([line]) => line)
            .filter((line) => line.includes("belongs to no payment"))
        try {
          expect(await readChecks(shop())).toMatchObject({ callback_route: { status: "ok" } })
          expect(readWarnings()).toEqual([])
          const body = JSON.stringify({ refid: "FROM-BEFORE-THE-BACKUP", tid: "", statusid: "01" })
          await postCallback(`${shop().baseUrl}/hooks/kpay/guessed`, body, "application/json")
          expect(readWarnings()).toEqual([expect.stringContaining("FROM-BEFORE-THE-BACKUP")])
        } finally {
          warn.mockRestore()
        }
      })

      it("a server whose address K-Pay does not know is told to have it whitelisted", async () => {
        await changeKpay({ isWhitelisted: false })
        const { address, credentials } = await readChecks(shop())
        expect(address).toMatchObject({
          status: "error",
          message: expect.stringContaining("not whitelisted at K-Pay (code 602") as string,
          remedy: "Ask K-Pay to whitelist this server's outgoing IP address.",
        })
        expect(credentials).toMatchObject({ status: "unknown" })
      })

      it("K-Pay is down: not known, and the rest is checked all the same", async () => {
        await shop().sandbox.goDown()
        const { credentials, address, callback_route } = await readChecks(shop())
        expect(credentials).toMatchObject({
          status: "unknown",
          message: "K-Pay does not answer (ECONNREFUSED).",
          remedy: expect.stringContaining("Check that this server can reach K-Pay") as string,
        })
        expect(address).toMatchObject({ status: "unknown" })
        expect(callback_route).toMatchObject({ status: "ok" })
      })

      it("K-Pay hangs: not known, and the page does not wait until it answers", async () => {
        await changeKpay({ statusMs: 24 * 3_600_000 })
        const { credentials } = await readChecks(shop())
        expect(credentials).toMatchObject({
          status: "unknown",
          message: "K-Pay does not answer (TimeoutError).",
        })
      })

      it("looking at the setup starts no payment and ends no outage", async () => {
        await order(shop(), { method: "momo", phone: "0788 300 000" })
        // The job would end the outage too.
        await keepJobAway(shop())
        await shop().sandbox.goDown()
        await askNow(shop())
        await inDatabase(shop(), "update kpay_outage set resume_at = now() + interval '1 hour'")
        await shop().sandbox.comeBack()
        expect(await readChecks(shop())).toMatchObject({ credentials: { status: "ok" } })
        expect(await readAttention(shop())).toMatchObject({ faults: [{ account: "default" }] })
        expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
      })

      it.each<[string, string, RegExp]>([
        [
          "no region offers K-Pay",
          "update region_payment_provider set deleted_at = now() where payment_provider_id = 'pp_kpay_kpay'",
          /"Rwanda".*choose the region.*Kpay/,
        ],
        [
          "no region has francs",
          "update region set currency_code = 'usd'",
          /RWF.*Settings → Regions/,
        ],
        [
          "the payment module has no provider of K-Pay",
          "update payment_provider set is_enabled = false where id = 'pp_kpay_kpay'",
          /no K-Pay payment provider.*medusa-payment-kpay\/providers\/kpay/,
        ],
      ])("%s: says where to mend it", async (_, sql, expected) => {
        await inDatabase(shop(), sql)
        const { provider } = await readChecks(shop())
        expect(provider?.status).toBe("error")
        expect(`${provider?.message ?? ""} ${provider?.remedy ?? ""}`).toMatch(expected)
      })

      it("the retailer is known from payments: refused, then accepted", async () => {
        await changeKpay({ retailerId: "02" })
        await tryToPay(shop())
        expect((await readChecks(shop())).retailer).toMatchObject({
          status: "error",
          message: "Unknown retailer (code 604).",
          remedy: "Check the option retailerId, with its leading zero.",
        })
        await changeKpay({})
        await tryToPay(shop())
        expect((await readChecks(shop())).retailer).toMatchObject({ status: "ok" })
      })
    })

    describe("The test of the callback address", () => {
      it("a callback that the shop sends to its own public address arrives", async () => {
        const tested = await testCallback(shop())
        expect(tested).toEqual({
          received: true,
          took_ms: expect.any(Number) as number,
          message: "The callback was received.",
          remedy: null,
          message_id: "test_received",
          remedy_id: null,
          details: {},
        })
        expect(await readDatabase(shop(), "select id from kpay_journal_entry")).toEqual([])
      })

      it("is sent as K-Pay sends callbacks, and belongs to no attempt", async () => {
        const seen: { contentType: string | undefined; body: unknown }[] = []
        serve = (request, response) => {
          request.once("data", (body: Buffer) => {
            seen.push({
              contentType: request.headers["content-type"],
              body: JSON.parse(body.toString()),
            })
          })
          passOn(request, response)
        }
        await testCallback(shop())
        expect(seen).toEqual([
          {
            contentType: "application/x-www-form-urlencoded",
            body: expect.objectContaining({
              refid: expect.stringMatching(/^[0-9A-Z]{26}$/) as string,
              statusid: "03",
            }) as unknown,
          },
        ])
        expect(await shop().kpay.listAttempts()).toEqual([])
      })

      it("is waited for where it arrives a little later than the answer", async () => {
        const looks = jest.spyOn(shop().kpay, "readCallbackTestMs")
        serve = (request, response) => {
          request.resume().on("end", () => response.end(JSON.stringify({ reply: "OK" })))
          void eventually(
            () => looks.mock.calls.length,
            (count) => count >= 2
          ).then(() => fetch(`${shop().baseUrl}${request.url ?? ""}`, { method: "POST" }))
        }
        const tested = await testCallback(shop())
        expect(tested).toMatchObject({ received: true, took_ms: expect.any(Number) as number })
        expect(looks.mock.calls.length).toBeGreaterThan(2)
        looks.mockRestore()
      })

      it("a callback with a stranger's token does not pass the test", async () => {
        const strangers: string[] = []
        serve = (request, response) => {
          strangers.push(request.url ?? "")
          request.url = "/hooks/kpay/guessed"
          passOn(request, response)
        }
        expect(await testCallback(shop())).toMatchObject({
          received: false,
          took_ms: null,
          remedy: expect.stringContaining("same database") as string,
        })
        expect(strangers).toHaveLength(1)
      })

      it.each<[string, RequestListener, RegExp, RegExp]>([
        [
          "a website answers there",
          (_, response) => response.writeHead(404).end("<html></html>"),
          /HTTP 404/,
          /forwards \/hooks/,
        ],
        [
          "it redirects",
          (request, response) =>
            response.writeHead(301, { location: `https://localhost${request.url ?? ""}` }).end(),
          /redirects \(HTTP 301\)/,
          /backendUrl/,
        ],
        [
          "the proxy wants a login",
          (_, response) => response.writeHead(401).end(),
          /HTTP 401/,
          /without a login/,
        ],
        [
          "the proxy finds no Medusa",
          (_, response) => response.writeHead(502).end(),
          /HTTP 502/,
          /behind the proxy/,
        ],
        [
          "it hangs up",
          (request) => request.socket.destroy(),
          /backendUrl does not answer/,
          /firewall/,
        ],
      ])("does not arrive when %s, and says what to do, without the token", async (...story) => {
        const [, answer, message, remedy] = story
        const tokens: string[] = []
        serve = (request, response) => {
          tokens.push(request.url?.split("/").at(-1) ?? "")
          answer(request, response)
        }
        const tested = await testCallback(shop())
        expect(tested).toMatchObject({ received: false, took_ms: null })
        expect(tested.message).toMatch(message)
        expect(tested.remedy).toMatch(remedy)

        const health = await readHealth(shop())
        expect(health.ok).toBe(false)
        expect(health.checks.find(({ id }) => id === "callback_route")).toMatchObject({
          status: "error",
          message: expect.stringMatching(message) as string,
          remedy: expect.stringMatching(remedy) as string,
        })
        expect(tokens).toHaveLength(2)
        const told = JSON.stringify([tested, health])
        for (const token of tokens) expect(told).not.toContain(token)
      })
    })

    describe("Needs attention", () => {
      it("nothing in a new shop", async () => {
        expect(await readAttention(shop())).toEqual({
          count: 0,
          unapplied_count: 0,
          refunds_due_count: 0,
          faults: [],
          degraded_methods: [],
          reversed_count: 0,
          callbacks: { last_seen_at: null, paid_without_callback_count: 0, is_missing: false },
        })
      })

      it("unapplied money until an admin decides, then the refund until it is sent", async () => {
        const { orderId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
        await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
        shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
        const waits = await eventually(
          () => readAttention(shop()),
          ({ count }) => count > 0
        )
        expect(waits).toMatchObject({ count: 1, unapplied_count: 1, refunds_due_count: 0 })
        expect(waits.callbacks.last_seen_at).not.toBeNull()

        const { body } = await asAdmin<KpayAttemptsResponse>(shop(), "GET", "/kpay/attempts")
        const due = await asAdmin<KpayRefundResponse>(shop(), "POST", "/kpay/refunds", {
          attempt_id: body.attempts[0]?.id,
        })
        expect(await readAttention(shop())).toMatchObject({
          count: 1,
          unapplied_count: 0,
          refunds_due_count: 1,
        })
        await asAdmin(shop(), "POST", `/kpay/refunds/${due.body.refund.id}/sent`, {
          reference: "MP1",
        })
        expect(await readAttention(shop())).toMatchObject({ count: 0 })
      })

      it("a retailer that K-Pay refuses is a fault since the first refusal, until K-Pay takes a payment", async () => {
        await changeKpay({ retailerId: "02" })
        await tryToPay(shop())
        const first = (await readAttention(shop())).faults[0]
        await tryToPay(shop())
        expect(await readAttention(shop())).toMatchObject({
          count: 1,
          faults: [
            {
              account: "default",
              since: first?.since,
              message:
                'K-Pay refuses payments of the account "default": Unknown retailer (code 604).',
              remedy: "Check the option retailerId, with its leading zero.",
              message_id: "payments_refused",
              remedy_id: "remedy_604",
              details: {
                account: "default",
                code: "604",
                meaning: "Unknown retailer",
                meaning_id: "meaning_604",
              },
            },
          ],
        })
        await changeKpay({})
        await tryToPay(shop())
        expect(await readAttention(shop())).toMatchObject({ count: 0, faults: [] })
      })

      it("a payer without money is no fault of the shop, and shows that K-Pay takes its payments", async () => {
        await changeKpay({ retailerId: "02" })
        await tryToPay(shop())
        await changeKpay({})
        const { shopper } = shop()
        const { cartId, collectionId } = await shopper.fillCart()
        await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 02" })
        await shopper.placeOrder(cartId)
        expect(await readAttention(shop())).toMatchObject({ faults: [] })
      })

      it("a refusal of a week ago is history", async () => {
        await changeKpay({ retailerId: "02" })
        await tryToPay(shop())
        await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '8 days'")
        expect(await readAttention(shop())).toMatchObject({ faults: [] })
      })

      it("K-Pay is out of reach: payments that cannot start, and payments that cannot be asked about", async () => {
        await order(shop(), { method: "momo", phone: "0788 300 000" })
        await shop().sandbox.goDown()
        await tryToPay(shop())
        await askNow(shop())
        const { faults, count } = await eventually(
          async () => {
            for (const { id } of await shop().kpay.listAttempts({ status: "pending" }))
              await asAdmin(shop(), "POST", `/kpay/attempts/${id}/refresh`)
            return readAttention(shop())
          },
          ({ faults }) => faults.length === 2
        )
        expect(count).toBe(2)
        const messages = faults.map(({ message }) => message).join()
        expect(messages).toContain("could not be started")
        expect(messages).toContain("K-Pay cannot be asked about payments")
        expect(messages).toContain("Check that this server can reach K-Pay's address.")
        for (const { remedy } of faults) expect(remedy).toContain("Setup")

        await shop().sandbox.comeBack()
        await tryToPay(shop())
        await eventually(
          async () => {
            for (const { id } of await shop().kpay.listAttempts({ status: "pending" }))
              await asAdmin(shop(), "POST", `/kpay/attempts/${id}/refresh`)
            return readAttention(shop())
          },
          ({ faults }) => faults.length === 0
        )
      })

      it("three payments in a row without a callback; one with a callback ends it", async () => {
        const pay = async (phone: string) => {
          const { orderId } = await order(shop(), { method: "momo", phone })
          await eventually(
            () => askNow(shop()),
            ({ attempt }) => attempt.status === "applied"
          )
          await untilPaid(shop(), orderId)
        }
        const makeOlder = () =>
          inDatabase(shop(), "update kpay_attempt set paid_at = paid_at - interval '3 minutes'")
        for (const phone of [CALLBACK_LOST, CALLBACK_LOST]) await pay(phone)
        await makeOlder()
        await pay(CALLBACK_LOST)
        // The callback of the last one may still come.
        expect(await readAttention(shop())).toMatchObject({
          count: 0,
          callbacks: { paid_without_callback_count: 2, is_missing: false, last_seen_at: null },
        })
        await makeOlder()
        expect(await readAttention(shop())).toMatchObject({
          count: 1,
          callbacks: { paid_without_callback_count: 3, is_missing: true },
        })
        await pay("0788 0000 01")
        await eventually(
          () => readJournals(shop(), "callback"),
          (callbacks) => callbacks.length > 0
        )
        await makeOlder()
        const { count, callbacks } = await readAttention(shop())
        expect({ count, ...callbacks }).toEqual({
          count: 0,
          paid_without_callback_count: 3,
          is_missing: false,
          last_seen_at: expect.any(String) as string,
        })
      })
    })

    it("without the option degradedMethods nothing is counted, read or said, however many payers fail", async () => {
      const phones = ["0780", "0781", "0782", "0783", "0784", "0785"]
      await Promise.all(
        phones.map((prefix) => order(shop(), { method: "momo", phone: `${prefix} 0000 17` }))
      )
      await eventually(
        () => shop().kpay.listAttempts(),
        (attempts) => attempts.length === 6 && attempts.every(({ status }) => status === "failed")
      )
      // Whoever read or wrote the table would fail.
      await inDatabase(shop(), "alter table kpay_degraded_method rename to kpay_put_away")
      try {
        await watchMethodsJob(shop().container)
        const methods = await shop().shopper.listMethods(6_200)
        expect(methods.map(({ id, notice }) => [id, notice])).toEqual([
          ["momo", undefined],
          ["airtel", undefined],
          ["card", undefined],
          ["spenn", undefined],
        ])
        expect((await readAttention(shop())).degraded_methods).toEqual([])
        expect(Object.keys(await readChecks(shop())).join()).not.toContain("method")
      } finally {
        await inDatabase(shop(), "alter table kpay_put_away rename to kpay_degraded_method")
      }
      expect(await readDatabase(shop(), "select id from kpay_degraded_method")).toEqual([])
    })

    it.each([
      ["GET", "health"],
      ["POST", "health/callback"],
      ["GET", "attention"],
    ])("strangers get no answer from %s %s", async (method, path) => {
      const answer = await fetch(`${shop().baseUrl}/admin/kpay/${path}`, { method })
      expect(answer.status).toBe(401)
      expect(await readDatabase(shop(), "select id from kpay_callback_test")).toEqual([])
    })
  }
)
